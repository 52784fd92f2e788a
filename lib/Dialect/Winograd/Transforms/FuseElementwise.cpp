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
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
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

/// Whether the loops of `op` that are cut in the slice index nothing else.
static bool onlySliceIsCut(linalg::GenericOp op, OpOperand &operand,
                           tensor::ExtractSliceOp slice) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  auto shape = cast<RankedTensorType>(slice.getSource().getType()).getShape();
  for (auto [axis, size] : llvm::enumerate(slice.getStaticSizes())) {
    if (!ShapedType::isDynamic(size) && size == shape[axis])
      continue;
    unsigned loop = map.getDimPosition(axis);
    for (OpOperand *input : op.getDpsInputOperands())
      if (input != &operand &&
          op.getMatchingIndexingMap(input).isFunctionOfDim(loop))
        return false;
  }
  return true;
}

namespace {
/// elementwise(slice(y)) -> slice(elementwise(y)), with y an output transform:
/// what lies in front of a transposed convolution's first result is computed
/// and cut off.
struct SliceAfterElementwise : public OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern<linalg::GenericOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    for (OpOperand &operand : op->getOpOperands()) {
      auto slice = operand.get().getDefiningOp<tensor::ExtractSliceOp>();
      if (slice && slice->hasOneUse() && canSwap(op, operand, slice)) {
        swap(op, operand, slice, rewriter);
        return success();
      }
    }
    return rewriter.notifyMatchFailure(op, "expected a part of a transform");
  }

private:
  static bool canSwap(linalg::GenericOp op, OpOperand &operand,
                      tensor::ExtractSliceOp slice) {
    auto buffer = slice.getSource().getDefiningOp<BufferizeOp>();
    Value source = buffer ? buffer.getValue() : slice.getSource();
    return source.getDefiningOp<KronOp>() && source.hasOneUse() &&
           slice.getSource().hasOneUse() && slice.hasUnitStride() &&
           slice.getDroppedDims().none() &&
           findEpilogue(slice.getResult()) == op &&
           !op.payloadUsesValueFromOperand(op.getDpsInitOperand(0)) &&
           onlySliceIsCut(op, operand, slice);
  }

  static void swap(linalg::GenericOp op, OpOperand &operand,
                   tensor::ExtractSliceOp slice, PatternRewriter &rewriter) {
    Location loc = op.getLoc();
    AffineMap from = op.getMatchingIndexingMap(&operand);
    AffineMap to = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    SmallVector<OpFoldResult> whole =
        tensor::getMixedSizes(rewriter, loc, slice.getSource());
    // An axis of the result, as one of the slice.
    SmallVector<OpFoldResult> sizes, offsets;
    for (AffineExpr index : to.getResults()) {
      unsigned axis = *from.getResultPosition(index);
      sizes.push_back(whole[axis]);
      offsets.push_back(slice.getMixedOffsets()[axis]);
    }
    auto type = cast<RankedTensorType>(op.getResult(0).getType());
    Value empty =
        tensor::EmptyOp::create(rewriter, loc, sizes, type.getElementType());
    auto buffer = slice.getSource().getDefiningOp<BufferizeOp>();
    IRMapping mapping;
    mapping.map(slice.getResult(),
                buffer ? buffer.getValue() : slice.getSource());
    mapping.map(op.getOutputs().front(), empty);
    auto generic = cast<linalg::GenericOp>(rewriter.clone(*op, mapping));
    generic->getResult(0).setType(cast<RankedTensorType>(empty.getType()));
    Value wider = generic->getResult(0);
    if (buffer) // is what the last of them computes
      wider = BufferizeOp::create(rewriter, loc, wider, buffer.getSpace());
    SmallVector<OpFoldResult> steps(sizes.size(), rewriter.getIndexAttr(1));
    rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
        op, type, wider, offsets,
        tensor::getMixedSizes(rewriter, loc, op.getOutputs().front()), steps);
  }
};

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
    patterns.add<SliceAfterElementwise>(context);
    GreedyRewriteConfig config;
    config.setUseTopDownTraversal();
    // (That the driver stops at its limit is no failure.)
    (void)applyPatternsGreedily(getOperation(), std::move(patterns), config);
  }
};
} // namespace
