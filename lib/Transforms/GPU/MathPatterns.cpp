//===- MathPatterns.cpp - Functions by other functions --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Transforms/GPU/MathPatterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::winograd;

bool winograd::isMath(Operation *op) {
  return isa_and_nonnull<math::MathDialect>(op->getDialect());
}

namespace {
struct ComputeInF32 final : public OpTraitRewritePattern<OpTrait::Elementwise> {
  ComputeInF32(MLIRContext *context, std::function<bool(Operation *)> isWanted)
      : OpTraitRewritePattern(context), isWanted(std::move(isWanted)) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!isMath(op) || !isWanted(op) || op->getNumResults() != 1)
      return failure();
    Type narrow = op->getResult(0).getType();
    // isnan and the like have another result.
    if (!isa<Float16Type, BFloat16Type>(getElementTypeOrSelf(narrow)))
      return rewriter.notifyMatchFailure(op, "expected f16 or bf16");
    auto widen = [&](Type type) -> Type {
      if (auto vector = dyn_cast<VectorType>(type))
        return vector.clone(rewriter.getF32Type());
      return rewriter.getF32Type();
    };
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(operand.getType() == narrow
                             ? arith::ExtFOp::create(rewriter, op->getLoc(),
                                                     widen(narrow), operand)
                             : operand);
    Operation *wide =
        rewriter.create(op->getLoc(), op->getName().getIdentifier(), operands,
                        widen(narrow), op->getAttrs());
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, narrow,
                                                 wide->getResult(0));
    return success();
  }

private:
  std::function<bool(Operation *)> isWanted;
};

template <typename Op, arith::CmpFPredicate predicate>
struct CompareInstead final : public OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Value left = op.getOperand(), right = left;
    if (predicate != arith::CmpFPredicate::UNO) {
      auto type = cast<FloatType>(getElementTypeOrSelf(left));
      TypedAttr infinity = rewriter.getFloatAttr(
          type, APFloat::getInf(type.getFloatSemantics()));
      if (auto vector = dyn_cast<VectorType>(left.getType()))
        infinity = DenseElementsAttr::get(vector, infinity);
      left = math::AbsFOp::create(rewriter, op.getLoc(), left);
      right = arith::ConstantOp::create(rewriter, op.getLoc(), infinity);
    }
    rewriter.replaceOpWithNewOp<arith::CmpFOp>(op, predicate, left, right);
    return success();
  }
};
} // namespace

void winograd::populateComputeInF32Patterns(
    RewritePatternSet &patterns, std::function<bool(Operation *)> isWanted) {
  patterns.add<ComputeInF32>(patterns.getContext(), std::move(isWanted));
}

void winograd::populateCompareInsteadPatterns(RewritePatternSet &patterns) {
  patterns.add<CompareInstead<math::IsNaNOp, arith::CmpFPredicate::UNO>,
               CompareInstead<math::IsInfOp, arith::CmpFPredicate::OEQ>,
               CompareInstead<math::IsFiniteOp, arith::CmpFPredicate::OLT>>(
      patterns.getContext());
}
