//===- FoldViews.cpp - Accesses to views as accesses to buffers ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDVIEWS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Operations on vectors see a reshaped memref as one that is put together from
/// its parts, which is no view that the patterns know.
static void hideReshape(Operation *op) {
  auto isOnVectors = [](OpOperand &use) {
    return isa<vector::VectorDialect>(use.getOwner()->getDialect());
  };
  Value reshaped = op->getResult(0);
  if (llvm::none_of(reshaped.getUses(), isOnVectors))
    return;
  OpBuilder builder(op->getContext());
  builder.setInsertionPointAfter(op);
  auto parts =
      memref::ExtractStridedMetadataOp::create(builder, op->getLoc(), reshaped);
  Value hidden = memref::ReinterpretCastOp::create(
      builder, op->getLoc(), cast<MemRefType>(reshaped.getType()),
      parts.getBaseBuffer(), parts.getConstifiedMixedOffset(),
      parts.getConstifiedMixedSizes(), parts.getConstifiedMixedStrides());
  reshaped.replaceUsesWithIf(hidden, isOnVectors);
}

namespace {
class WinogradFoldViews
    : public winograd::impl::WinogradFoldViewsBase<WinogradFoldViews> {
public:
  void runOnOperation() override {
    getOperation()->walk([](Operation *op) {
      if (isa<memref::ExpandShapeOp, memref::CollapseShapeOp>(op))
        hideReshape(op);
    });
    RewritePatternSet patterns(&getContext());
    memref::populateFoldMemRefAliasOpPatterns(patterns);
    if (failed(rewriteOperations(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
