//===- FuseElementwise.cpp - Elementwise operations as one ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFUSEELEMENTWISE
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether the operation only moves values.
static bool moves(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  return !generic || generic.getBlock()->without_terminator().empty();
}

/// Whether a sum reads each value of the operand several times.
static bool readsAgain(linalg::LinalgOp consumer, OpOperand *operand) {
  if (consumer.getNumReductionLoops() == 0)
    return false;
  AffineMap map = consumer.getMatchingIndexingMap(operand);
  SmallVector<int64_t> ranges = consumer.getStaticLoopRanges();
  for (unsigned loop = 0; loop < ranges.size(); ++loop)
    if (!map.isFunctionOfDim(loop) && ranges[loop] != 1)
      return true;
  return false;
}

/// A convolution or a product reads its operands many times: what makes them
/// stays in front.
static bool mayFuse(OpOperand *operand) {
  Operation *producer = operand->get().getDefiningOp();
  if (!producer || !producer->hasOneUse())
    return false;
  auto consumer = dyn_cast<linalg::LinalgOp>(operand->getOwner());
  return !consumer || (!looksLikeConvolution(consumer) &&
                       (moves(producer) || !readsAgain(consumer, operand)));
}

namespace {
class WinogradFuseElementwise
    : public winograd::impl::WinogradFuseElementwiseBase<
          WinogradFuseElementwise> {
public:
  void runOnOperation() override {
    // Those of linalg-fuse-elementwise-ops.
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    linalg::populateElementwiseOpsFusionPatterns(patterns, mayFuse);
    linalg::populateFoldReshapeOpsByExpansionPatterns(patterns, mayFuse);
    tensor::populateBubbleUpExpandShapePatterns(patterns);
    affine::AffineApplyOp::getCanonicalizationPatterns(patterns, context);
    linalg::GenericOp::getCanonicalizationPatterns(patterns, context);
    tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, context);
    tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns, context);
    context->getLoadedDialect<linalg::LinalgDialect>()
        ->getCanonicalizationPatterns(patterns);
    linalg::populateConstantFoldLinalgOperations(patterns, mayFuse);
    GreedyRewriteConfig config;
    config.setUseTopDownTraversal();
    // (That the driver stops at its limit is no failure.)
    (void)applyPatternsGreedily(getOperation(), std::move(patterns), config);
  }
};
} // namespace
