//===- ArithmeticPatterns.cpp - Floating point as the kernel says ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArithmeticPatterns.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
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

/// Whether SPIR-V has the type as it is.
static bool isFloatOfSPIRV(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  if (vector && (vector.getRank() != 1 || vector.getNumElements() == 1))
    return false;
  return isa<FloatType>(getElementTypeOrSelf(type));
}

/// The SPIR-V operation for one of floating point, if it is one to one.
static Operation *lowerFloatOp(Operation *op, OpBuilder &builder) {
  Location loc = op->getLoc();
  Type type = op->getResult(0).getType();
  auto operand = [&](unsigned i) { return op->getOperand(i); };
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return spirv::ConstantOp::create(builder, loc, type, constant.getValue());
  if (isa<arith::AddFOp>(op))
    return spirv::FAddOp::create(builder, loc, type, operand(0), operand(1));
  if (isa<arith::SubFOp>(op))
    return spirv::FSubOp::create(builder, loc, type, operand(0), operand(1));
  if (isa<math::FmaOp, vector::FMAOp>(op))
    return spirv::GLFmaOp::create(builder, loc, type, operand(0), operand(1),
                                  operand(2));
  if (auto product = dyn_cast<arith::MulFOp>(op)) {
    auto lowered = spirv::FMulOp::create(builder, loc, type, product.getLhs(),
                                         product.getRhs());
    if (mustNotContract(product))
      lowered->setAttr("no_contraction", builder.getUnitAttr());
    return lowered;
  }
  return nullptr;
}

void winograd::lowerFloatArithmetic(Operation *root) {
  SmallVector<Operation *> operations;
  root->walk([&](Operation *op) {
    if (isa<arith::ConstantOp, arith::AddFOp, arith::SubFOp, arith::MulFOp,
            math::FmaOp, vector::FMAOp>(op) &&
        isFloatOfSPIRV(op->getResult(0).getType()))
      operations.push_back(op);
  });
  // In their order: mustNotContract looks at users that are not lowered yet.
  for (Operation *op : operations) {
    OpBuilder builder(op);
    if (Operation *lowered = lowerFloatOp(op, builder)) {
      op->replaceAllUsesWith(lowered);
      op->erase();
    }
  }
}

namespace {
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
    auto selectIfNaN = [&](Value tested, Value other) {
      if (noNaNs || isNeverNaN(tested))
        return;
      Value isNaN = spirv::IsNanOp::create(rewriter, loc, tested);
      Value chosen = behaviour == WithNaN::IsNaN ? tested : other;
      result =
          spirv::SelectOp::create(rewriter, loc, type, isNaN, chosen, result);
    };
    selectIfNaN(lhs, rhs);
    selectIfNaN(rhs, lhs);
    rewriter.replaceOp(op, result);
    return success();
  }

private:
  /// Constants are lowered before everything else.
  static bool isNeverNaN(Value value) {
    auto constant = value.getDefiningOp<spirv::ConstantOp>();
    if (!constant)
      return false;
    if (auto scalar = dyn_cast<FloatAttr>(constant.getValue()))
      return !scalar.getValue().isNaN();
    auto elements = dyn_cast<DenseFPElementsAttr>(constant.getValue());
    return elements && elements.isSplat() &&
           !elements.getSplatValue<APFloat>().isNaN();
  }
};

struct Exp2Pattern : OpConversionPattern<math::Exp2Op> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(math::Exp2Op op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<spirv::GLExp2Op>(
        op, adaptor.getOperand().getType(), adaptor.getOperand());
    return success();
  }
};

/// A comparison whose result is known.
struct KnownComparisonPattern : OpConversionPattern<arith::CmpFOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(arith::CmpFOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    bool isTrue = op.getPredicate() == arith::CmpFPredicate::AlwaysTrue;
    if (!isTrue && op.getPredicate() != arith::CmpFPredicate::AlwaysFalse)
      return failure();
    Type type = getTypeConverter()->convertType(op.getType());
    if (!type)
      return rewriter.notifyMatchFailure(op, "unsupported type");
    Location loc = op.getLoc();
    rewriter.replaceOp(
        op, isTrue ? spirv::ConstantOp::getOne(type, loc, rewriter)
                   : spirv::ConstantOp::getZero(type, loc, rewriter));
    return success();
  }
};

/// trunc(x) = x < 0 ? ceil(x) : floor(x)
struct TruncPattern : OpConversionPattern<math::TruncOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(math::TruncOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value x = adaptor.getOperand();
    Type type = x.getType();
    Value zero = spirv::ConstantOp::getZero(type, loc, rewriter);
    Value isNegative = spirv::FOrdLessThanOp::create(rewriter, loc, x, zero);
    Value up = spirv::GLCeilOp::create(rewriter, loc, type, x);
    Value down = spirv::GLFloorOp::create(rewriter, loc, type, x);
    rewriter.replaceOpWithNewOp<spirv::SelectOp>(op, type, isNegative, up,
                                                 down);
    return success();
  }
};
} // namespace

void winograd::populateKernelArithmeticPatterns(
    const SPIRVTypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<
      Exp2Pattern, KnownComparisonPattern, TruncPattern,
      ExtremumPattern<arith::MaximumFOp, spirv::GLFMaxOp, WithNaN::IsNaN>,
      ExtremumPattern<arith::MinimumFOp, spirv::GLFMinOp, WithNaN::IsNaN>,
      ExtremumPattern<arith::MaxNumFOp, spirv::GLFMaxOp, WithNaN::IsTheOther>,
      ExtremumPattern<arith::MinNumFOp, spirv::GLFMinOp, WithNaN::IsTheOther>>(
      converter, patterns.getContext(), benefit);
}
