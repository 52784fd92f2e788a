//===- TilePanels.cpp - Blocks in panels of output channels ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TilePanels.h"
#include "TileRows.h"

using namespace mlir;
using namespace mlir::winograd;

/// The block's product, its zeros and its buffer; fails if there is none.
static FailureOr<SmallVector<Operation *>> findProduct(OutputPart &block) {
  SmallVector<Operation *> found;
  auto buffer = block.transform.getSource().getDefiningOp<BufferizeOp>();
  Value value = buffer ? buffer.getValue() : block.transform.getSource();
  auto product = value.getDefiningOp<HadamardReduceOp>();
  if (!product)
    return failure();
  if (buffer)
    found.push_back(buffer);
  found.push_back(product);
  if (auto fill = product.getInit().getDefiningOp<linalg::FillOp>())
    found.push_back(fill);
  return found;
}

FailureOr<Value> winograd::tilePanels(RewriterBase &rewriter,
                                      ConvolutionTiling &tiling,
                                      FilterPanels &filter, OutputPart &block,
                                      Value destination) {
  SmallVector<Operation *> producers;
  if (!tiling.isProductStored) {
    FailureOr<SmallVector<Operation *>> product = findProduct(block);
    if (failed(product))
      return failure();
    producers = *product;
  }
  auto body = [&](const LoopTile &panel, Value value) -> FailureOr<Value> {
    FailureOr<OutputPart> part = block.tile(rewriter, panel, value);
    if (failed(part) || failed(part->fuse(rewriter, producers)))
      return failure();
    if (auto product = skipBuffers(part->transform.getSource())
                           .getDefiningOp<HadamardReduceOp>())
      filter.read(rewriter, product, panel);
    FailureOr<Value> rows =
        tileRows(rewriter, *part, tiling.lanes, part->init().get());
    if (failed(rows))
      return failure();
    return part->insert(rewriter, *rows, value);
  };
  // Panels can be shared out among threads, where they are one loop's.
  ArrayRef<int64_t> sizes = tiling.schedule.getPanel();
  SmallVector<int64_t> extents = block.transform.getParallelExtents();
  int64_t numLoops = 0;
  for (auto [size, extent] : llvm::zip_equal(sizes, extents))
    numLoops += size != 0 && size < extent;
  return createTileLoops(rewriter, block.transform.getLoc(), sizes, extents,
                         destination, body, /*isParallel=*/numLoops == 1);
}
