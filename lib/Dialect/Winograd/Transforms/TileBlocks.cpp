//===- TileBlocks.cpp - Convolutions in blocks of tiles -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileBlocks.h"
#include "OutputTiles.h"
#include "TilePanels.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::winograd;

/// What is computed in the blocks: M̂ and X̂ with their buffers, unless they
/// are stored.
static SmallVector<Operation *> findProducers(ConvolutionTiling &tiling) {
  WinogradConvolution &convolution = tiling.convolution;
  SmallVector<Operation *> producers;
  auto addWithBuffer = [&](Operation *op) {
    producers.push_back(op);
    for (Operation *user : op->getUsers())
      if (isa<BufferizeOp>(user))
        producers.push_back(user);
  };
  if (tiling.isProductStored)
    return producers;
  addWithBuffer(convolution.product);
  if (auto fill = convolution.product.getInit().getDefiningOp<linalg::FillOp>())
    producers.push_back(fill);
  if (!tiling.isInputStored)
    addWithBuffer(convolution.input);
  return producers;
}

/// Loops over blocks of these sizes (0: all of a loop) of the result; `tile`
/// becomes that of an iteration, at whose start the rewriter is left.
static scf::ForallOp createBlockLoops(RewriterBase &rewriter, OutputPart &whole,
                                      ArrayRef<int64_t> sizes, LoopTile &tile) {
  SmallVector<OpFoldResult> lower, upper, steps;
  SmallVector<unsigned> tiled;
  for (auto [loop, range] :
       llvm::enumerate(whole.transform.getIterationDomain(rewriter))) {
    int64_t block = sizes[loop];
    std::optional<int64_t> extent = getConstantIntValue(range.size);
    tile.offsets.push_back(rewriter.getIndexAttr(0));
    tile.sizes.push_back(range.size);
    if (block == 0 || (extent && *extent <= block))
      continue;
    tile.sizes.back() = rewriter.getIndexAttr(block);
    tiled.push_back(loop);
    lower.push_back(rewriter.getIndexAttr(0));
    upper.push_back(range.size);
    steps.push_back(rewriter.getIndexAttr(block));
  }
  std::optional<ArrayAttr> mapping;
  if (tiled.empty()) {
    lower = {rewriter.getIndexAttr(0)};
    upper = steps = {rewriter.getIndexAttr(1)};
    mapping = rewriter.getArrayAttr(WorkersAttr::get(rewriter.getContext()));
  }
  auto forall =
      scf::ForallOp::create(rewriter, whole.transform.getLoc(), lower, upper,
                            steps, ValueRange{whole.init().get()}, mapping);
  rewriter.setInsertionPointToStart(forall.getBody());
  for (auto [loop, iv] : llvm::zip(tiled, forall.getInductionVars()))
    tile.offsets[loop] = OpFoldResult(iv);
  return forall;
}

FailureOr<scf::ForallOp> winograd::tileBlocks(RewriterBase &rewriter,
                                              ConvolutionTiling &tiling) {
  KronOp output = tiling.convolution.output;
  OutputPart whole = {OutputStage::get(output)};
  SmallVector<Operation *> producers = findProducers(tiling);
  rewriter.setInsertionPoint(whole.getLast());
  FilterPanels filter(rewriter, tiling);
  LoopTile tile;
  scf::ForallOp forall =
      createBlockLoops(rewriter, whole, tiling.schedule.getBlock(), tile);
  FailureOr<OutputPart> block =
      whole.tile(rewriter, tile, forall.getRegionIterArgs().front());
  if (failed(block) || failed(block->fuse(rewriter, producers)))
    return output.emitOpError("could not be tiled to blocks");
  auto slice = block->init().get().getDefiningOp<tensor::ExtractSliceOp>();
  FailureOr<Value> result = tilePanels(rewriter, tiling, filter, *block, slice);
  if (failed(result))
    return output.emitOpError("could not be tiled to panels");
  storeTile(rewriter, forall, *result, slice);
  rewriter.replaceAllUsesWith(whole.getResult(), forall.getResult(0));
  return forall;
}
