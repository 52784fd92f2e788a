//===- OutputPart.cpp - An output transform and its epilogue -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputPart.h"
#include "OutputTiles.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::winograd;

OpOperand &OutputPart::init() {
  return epilogue ? *epilogue.getDpsInitsMutable().begin()
                  : transform.getInitMutable();
}

FailureOr<OutputPart> OutputPart::tile(RewriterBase &rewriter,
                                       const LoopTile &tile,
                                       Value destination) {
  OutputPart result;
  FailureOr<TilingResult> tiled =
      transform.getTiledImplementation(rewriter, tile.offsets, tile.sizes);
  if (failed(tiled))
    return failure();
  result.transform = cast<KronOp>(tiled->tiledOps.front());
  if (epilogue) {
    SmallVector<OpFoldResult> offsets, sizes;
    if (failed(transform.getResultTilePosition(rewriter, 0, tile.offsets,
                                               tile.sizes, offsets, sizes)))
      return failure();
    unsigned operand = transformed->getOperandNumber();
    FailureOr<linalg::GenericOp> follower =
        tileEpilogue(rewriter, epilogue, operand, result.transform.getResult(),
                     offsets, sizes);
    if (failed(follower))
      return failure();
    result.epilogue = *follower;
    result.transformed = &result.epilogue->getOpOperand(operand);
  }
  if (failed(sliceDestination(result.init().get(), destination)))
    return failure();
  return result;
}

/// The producer in `producers` whose result `slice` reads, through no other.
static OpResult getSlicedProducer(tensor::ExtractSliceOp slice,
                                  ArrayRef<Operation *> producers) {
  auto result = dyn_cast<OpResult>(slice.getSource());
  if (!result || !llvm::is_contained(producers, result.getOwner()))
    return {};
  return result;
}

LogicalResult OutputPart::fuse(RewriterBase &rewriter,
                               ArrayRef<Operation *> producers) {
  SmallVector<Operation *> consumers{transform};
  while (!consumers.empty()) {
    Operation *consumer = consumers.pop_back_val();
    for (OpOperand &operand : consumer->getOpOperands()) {
      auto slice = operand.get().getDefiningOp<tensor::ExtractSliceOp>();
      if (!slice)
        continue;
      OpResult producer = getSlicedProducer(slice, producers);
      if (!producer)
        continue;
      OpBuilder::InsertionGuard guard(rewriter);
      rewriter.setInsertionPoint(slice);
      FailureOr<TilingResult> tiled =
          tensor::replaceExtractSliceWithTiledProducer(rewriter, slice,
                                                       producer);
      if (failed(tiled))
        return slice.emitOpError("could not be fused with its producer");
      rewriter.replaceOp(slice, tiled->tiledValues.front());
      llvm::append_range(consumers, tiled->tiledOps);
    }
  }
  return success();
}

Value OutputPart::insert(RewriterBase &rewriter, Value value,
                         Value destination) {
  auto slice = init().get().getDefiningOp<tensor::ExtractSliceOp>();
  return tensor::InsertSliceOp::create(
      rewriter, transform.getLoc(), value, destination, slice.getMixedOffsets(),
      slice.getMixedSizes(), slice.getMixedStrides());
}
