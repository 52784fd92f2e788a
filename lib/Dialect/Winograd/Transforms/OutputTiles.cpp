//===- OutputTiles.cpp - Tiles of what loops compute ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputTiles.h"
#include "mlir/Interfaces/TilingInterface.h"

using namespace mlir;
using namespace mlir::winograd;

FailureOr<linalg::GenericOp> winograd::tileEpilogue(
    RewriterBase &rewriter, linalg::GenericOp epilogue, unsigned operand,
    Value value, ArrayRef<OpFoldResult> offsets, ArrayRef<OpFoldResult> sizes) {
  FailureOr<TilingResult> tiled =
      cast<TilingInterface>(epilogue.getOperation())
          .getTiledImplementationFromOperandTiles(
              rewriter, {operand}, {SmallVector<OpFoldResult>(offsets)},
              {SmallVector<OpFoldResult>(sizes)});
  if (failed(tiled))
    return failure();
  auto tile = cast<linalg::GenericOp>(tiled->tiledOps.front());
  tile->setOperand(operand, value);
  return tile;
}

FailureOr<tensor::ExtractSliceOp>
winograd::sliceDestination(Value init, Value destination) {
  auto slice = init.getDefiningOp<tensor::ExtractSliceOp>();
  if (!slice)
    return failure();
  slice.getSourceMutable().set(destination);
  return slice;
}

void winograd::storeTile(RewriterBase &rewriter, scf::ForallOp loop, Value tile,
                         OffsetSizeAndStrideOpInterface place) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToEnd(loop.getTerminator().getBody());
  tensor::ParallelInsertSliceOp::create(
      rewriter, loop.getLoc(), tile, loop.getRegionIterArgs().front(),
      place.getMixedOffsets(), place.getMixedSizes(), place.getMixedStrides());
}
