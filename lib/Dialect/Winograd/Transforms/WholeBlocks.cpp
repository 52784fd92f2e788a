//===- WholeBlocks.cpp - Numbers of tiles as multiples of blocks ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WholeBlocks.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"

using namespace mlir;
using namespace mlir::winograd;

/// Gives the producing tensor.empty of `destination` (through a fill), and the
/// values computed into it, these sizes.
static void resizeDestination(RewriterBase &rewriter, OpOperand &destination,
                              ArrayRef<OpFoldResult> sizes) {
  Value init = destination.get();
  auto fill = init.getDefiningOp<linalg::FillOp>();
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(destination.getOwner());
  Value resized = tensor::EmptyOp::create(rewriter, init.getLoc(), sizes,
                                          getElementTypeOrSelf(init.getType()));
  if (fill)
    resized = linalg::FillOp::create(rewriter, init.getLoc(), fill.value(),
                                     ValueRange{resized})
                  .getResult(0);
  rewriter.modifyOpInPlace(destination.getOwner(), [&] {
    destination.set(resized);
    destination.getOwner()->getResult(0).setType(
        cast<RankedTensorType>(resized.getType()));
  });
  Value result = destination.getOwner()->getResult(0);
  for (Operation *user : result.getUsers())
    if (auto buffer = dyn_cast<BufferizeOp>(user))
      rewriter.modifyOpInPlace(buffer, [&] {
        buffer.getResult().setType(cast<RankedTensorType>(result.getType()));
      });
}

void winograd::roundUpToBlocks(RewriterBase &rewriter,
                               WinogradConvolution &convolution,
                               ScheduleAttr schedule) {
  Location loc = convolution.output.getLoc();
  KronOp output = convolution.output;
  HadamardReduceOp product = convolution.product;
  SmallVector<OpFoldResult> sizes;
  rewriter.setInsertionPoint(convolution.input);
  SmallVector<OpFoldResult> inputSizes =
      tensor::getMixedSizes(rewriter, loc, convolution.input.getInit());
  rewriter.setInsertionPoint(product);
  SmallVector<OpFoldResult> productSizes =
      tensor::getMixedSizes(rewriter, loc, product.getInit());
  bool changed = false;
  for (auto [axis, access] : llvm::enumerate(
           getAxisAccesses(output.getRead(), output.getNumParallel()))) {
    if (!access.parallel)
      continue;
    int64_t block = schedule.getBlock()[*access.parallel];
    AffineMap inputMap = product.getMap(convolution.imageOperand);
    std::optional<unsigned> inputAxis =
        inputMap.getResultPosition(product.getMap(2).getResult(axis));
    bool isWindow = llvm::any_of(
        getAxisAccesses(output.getWrite(), output.getNumParallel()),
        [loop = access.parallel](const AxisAccess &write) {
          return write.isWindow() && write.parallel == loop;
        });
    if (block == 0 || !isWindow || !inputAxis)
      continue;
    auto roundUp = [&](OpFoldResult size) {
      return affine::makeComposedFoldedAffineApply(
          rewriter, loc, rewriter.getAffineDimExpr(0).ceilDiv(block) * block,
          {size});
    };
    rewriter.setInsertionPoint(convolution.input);
    inputSizes[*inputAxis] = roundUp(inputSizes[*inputAxis]);
    rewriter.setInsertionPoint(product);
    productSizes[axis] = roundUp(productSizes[axis]);
    changed = true;
  }
  if (!changed)
    return;
  resizeDestination(rewriter, convolution.input.getInitMutable(), inputSizes);
  resizeDestination(rewriter, product.getInitMutable(), productSizes);
}
