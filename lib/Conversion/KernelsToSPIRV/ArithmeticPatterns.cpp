//===- ArithmeticPatterns.cpp - Floating point as the kernel says ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/KernelsToSPIRV/ArithmeticPatterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace mlir::winograd;

/// Above the patterns of ArithToSPIRV, which do not look at the flags.
static constexpr unsigned benefit = 2;

static bool allowsContraction(Operation *op) {
  auto flags = cast<arith::ArithFastMathInterface>(op).getFastMathFlagsAttr();
  return bitEnumContainsAny(flags.getValue(), arith::FastMathFlags::contract);
}

/// Whether a device that does not know better might fuse this multiplication
/// with an addition although the flags do not allow it: SPIR-V allows it unless
/// one of the two is NoContraction.
static bool mustNotContract(arith::MulFOp product) {
  bool isFree = allowsContraction(product);
  SmallPtrSet<Operation *, 8> seen;
  SmallVector<Operation *> users(product->user_begin(), product->user_end());
  while (!users.empty()) {
    Operation *user = users.pop_back_val();
    if (!seen.insert(user).second)
      continue;
    if (isa<arith::AddFOp, arith::SubFOp>(user)) {
      if (!isFree || !allowsContraction(user))
        return true;
      continue;
    }
    // What else computes with the product has rounded it. What only moves it,
    // or takes it out of a loop, has not.
    bool moves = isa<arith::SelectOp, arith::NegFOp>(user) ||
                 user->getDialect()->getNamespace() == "vector";
    if (user->hasTrait<OpTrait::IsTerminator>() && !isFree)
      return true;
    if (moves)
      users.append(user->user_begin(), user->user_end());
  }
  return false;
}

namespace {
struct MulFPattern : OpConversionPattern<arith::MulFOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(arith::MulFOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    if (!type)
      return rewriter.notifyMatchFailure(op, "unsupported type");
    bool isFixed = mustNotContract(op);
    auto product = rewriter.replaceOpWithNewOp<spirv::FMulOp>(
        op, type, adaptor.getLhs(), adaptor.getRhs());
    if (isFixed)
      product->setAttr("no_contraction", rewriter.getUnitAttr());
    return success();
  }
};

/// What a minimum or maximum returns if an operand is NaN.
enum class WithNaN { IsNaN, IsTheOther };

/// GLSL's FMin and FMax may return either operand if one is NaN; which one is
/// chosen here.
template <typename SourceOp, typename SPIRVOp, WithNaN behaviour>
struct ExtremumPattern : OpConversionPattern<SourceOp> {
  using OpConversionPattern<SourceOp>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(SourceOp op, typename SourceOp::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type = this->getTypeConverter()->convertType(op.getType());
    if (!type)
      return rewriter.notifyMatchFailure(op, "unsupported type");
    Location loc = op.getLoc();
    Value lhs = adaptor.getLhs(), rhs = adaptor.getRhs();
    Value result = SPIRVOp::create(rewriter, loc, type, lhs, rhs);
    auto flags = op.getFastmathAttr().getValue();
    bool noNaNs = bitEnumContainsAny(flags, arith::FastMathFlags::nnan);
    auto selectIfNaN = [&](Value original, Value tested, Value other) {
      if (noNaNs || isNeverNaN(original))
        return;
      Value isNaN = spirv::IsNanOp::create(rewriter, loc, tested);
      Value chosen = behaviour == WithNaN::IsNaN ? tested : other;
      result =
          spirv::SelectOp::create(rewriter, loc, type, isNaN, chosen, result);
    };
    selectIfNaN(op.getLhs(), lhs, rhs);
    selectIfNaN(op.getRhs(), rhs, lhs);
    rewriter.replaceOp(op, result);
    return success();
  }

private:
  static bool isNeverNaN(Value value) {
    FloatAttr scalar;
    if (matchPattern(value, m_Constant(&scalar)))
      return !scalar.getValue().isNaN();
    DenseFPElementsAttr elements;
    return matchPattern(value, m_Constant(&elements)) && elements.isSplat() &&
           !elements.getSplatValue<APFloat>().isNaN();
  }
};
} // namespace

void winograd::populateKernelArithmeticPatterns(
    const SPIRVTypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<
      MulFPattern,
      ExtremumPattern<arith::MaximumFOp, spirv::GLFMaxOp, WithNaN::IsNaN>,
      ExtremumPattern<arith::MinimumFOp, spirv::GLFMinOp, WithNaN::IsNaN>,
      ExtremumPattern<arith::MaxNumFOp, spirv::GLFMaxOp, WithNaN::IsTheOther>,
      ExtremumPattern<arith::MinNumFOp, spirv::GLFMinOp, WithNaN::IsTheOther>>(
      converter, patterns.getContext(), benefit);
}
