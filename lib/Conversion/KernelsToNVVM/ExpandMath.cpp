//===- ExpandMath.cpp - Mathematical functions without a library ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Conversion/Passes.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_EXPANDMATHFORNVVM
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// The intrinsic of LLVM that becomes one instruction for the operation's type;
/// null if there is none.
static const char *getInstruction(Operation *op) {
  return llvm::TypeSwitch<Operation *, const char *>(op)
      .Case([](math::FmaOp) { return "llvm.fma"; })
      .Case([](math::AbsFOp) { return "llvm.fabs"; })
      .Case([](math::CopySignOp) { return "llvm.copysign"; })
      .Case<math::SqrtOp, math::FloorOp, math::CeilOp, math::TruncOp,
            math::RoundEvenOp>([](Operation *op) -> const char * {
        Type type = getElementTypeOrSelf(op->getResult(0));
        if (type.getIntOrFloatBitWidth() < 32)
          return nullptr;
        return llvm::TypeSwitch<Operation *, const char *>(op)
            .Case([](math::SqrtOp) { return "llvm.sqrt"; })
            .Case([](math::FloorOp) { return "llvm.floor"; })
            .Case([](math::CeilOp) { return "llvm.ceil"; })
            .Case([](math::TruncOp) { return "llvm.trunc"; })
            .Default([](Operation *) { return "llvm.roundeven"; });
      })
      .Default([](Operation *) { return nullptr; });
}

/// What convert-gpu-to-nvvm lowers without a library.
static bool isSupported(Operation *op) {
  return isa<math::AbsIOp, math::CountLeadingZerosOp,
             math::CountTrailingZerosOp, math::CtPopOp>(op);
}

static bool isMath(Operation *op) {
  return isa_and_nonnull<math::MathDialect>(op->getDialect());
}

namespace {

/// f(x : f16) -> round(f(extend(x) : f32)); exact, or rounded once more, where
/// the operation itself is.
struct ComputeInF32 final : public OpTraitRewritePattern<OpTrait::Elementwise> {
  using OpTraitRewritePattern::OpTraitRewritePattern;

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!isMath(op) || getInstruction(op) || isSupported(op) ||
        op->getNumResults() != 1)
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
};

/// isnan(x) -> x != x, isinf(x) -> |x| == ∞, isfinite(x) -> |x| < ∞
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

struct ExpandMathForNVVM
    : public mlir::winograd::impl::ExpandMathForNVVMBase<ExpandMathForNVVM> {
  void runOnOperation() override {
    // What sinh is computed of, exp, may itself be expanded.
    RewritePatternSet patterns(&getContext());
    patterns.add<ComputeInF32,
                 CompareInstead<math::IsNaNOp, arith::CmpFPredicate::UNO>,
                 CompareInstead<math::IsInfOp, arith::CmpFPredicate::OEQ>,
                 CompareInstead<math::IsFiniteOp, arith::CmpFPredicate::OLT>>(
        &getContext());
    populateMathPolynomialApproximationPatterns(patterns,
                                                [](StringRef) { return true; });
    math::populateExpansionPatterns(
        patterns, {"sinh", "cosh", "tan", "asinh", "acosh", "atanh", "powf",
                   "fpowi", "exp2", "rsqrt", "round", "clampf", "ctlz"});
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();

    SmallVector<Operation *> left;
    getOperation().walk([&](Operation *op) {
      if (isMath(op) && !isSupported(op))
        left.push_back(op);
    });
    for (Operation *op : left) {
      const char *instruction = getInstruction(op);
      if (!instruction) {
        op->emitOpError("expected a function that can be computed without a "
                        "library on NVIDIA's GPUs, but got one of ")
            << op->getResult(0).getType();
        return signalPassFailure();
      }
      // convert-gpu-to-nvvm would call a library for most of them.
      OpBuilder builder(op);
      auto call = LLVM::CallIntrinsicOp::create(
          builder, op->getLoc(), op->getResult(0).getType(),
          builder.getStringAttr(instruction), op->getOperands());
      op->replaceAllUsesWith(call);
      op->erase();
    }
  }
};

} // namespace
