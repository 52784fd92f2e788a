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

/// Returns whether `view`, or a view of it, is read or written by an operation
/// on vectors.
static bool reachesVectors(Value view) {
  return llvm::any_of(view.getUsers(), [](Operation *user) {
    if (isa<vector::VectorDialect>(user->getDialect()))
      return true;
    return isa<ViewLikeOpInterface>(user) && user->getNumResults() == 1 &&
           reachesVectors(user->getResult(0));
  });
}

/// Operations on vectors, and the views that they read, see a reshaped memref
/// as one that is put together from its parts, which is no view that the
/// patterns know: those of reshapes take an access to a vector half apart, give
/// up, and are tried again for ever.
static void hideReshape(Operation *op) {
  auto isOnVectors = [](OpOperand &use) {
    Operation *user = use.getOwner();
    if (isa<vector::VectorDialect>(user->getDialect()))
      return true;
    return isa<memref::SubViewOp, memref::CastOp>(user) &&
           reachesVectors(user->getResult(0));
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
