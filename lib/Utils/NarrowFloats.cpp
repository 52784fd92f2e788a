//===- NarrowFloats.cpp - Types to store values in ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/NarrowFloats.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Support/Assert.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Builds integer arithmetic on scalars or on vectors of one shape.
class Bits {
public:
  Bits(OpBuilder &builder, Location loc, Type shape)
      : b(loc, builder), shape(shape) {}

  /// The shape, of integers or floats.
  Type of(Type element) const {
    if (auto shaped = dyn_cast<ShapedType>(shape))
      return shaped.clone(element);
    return element;
  }
  Type integers(unsigned width) { return of(b.getIntegerType(width)); }

  Value constant(uint64_t value, unsigned width = 32) {
    Type type = integers(width);
    TypedAttr attr =
        b.getIntegerAttr(b.getIntegerType(width), llvm::APInt(width, value));
    if (auto shaped = dyn_cast<ShapedType>(type))
      attr = SplatElementsAttr::get(shaped, attr);
    return arith::ConstantOp::create(b, attr);
  }
  Value bitcast(Value value, Type element) {
    return arith::BitcastOp::create(b, of(element), value);
  }
  Value toFloat(Value bits) { return bitcast(bits, b.getF32Type()); }
  Value toBits(Value value) { return bitcast(value, b.getI32Type()); }
  Value select(Value condition, Value yes, Value no) {
    return arith::SelectOp::create(b, condition, yes, no);
  }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, x, y); }
  Value sub(Value x, Value y) { return arith::SubIOp::create(b, x, y); }
  Value land(Value x, Value y) { return arith::AndIOp::create(b, x, y); }
  Value lor(Value x, Value y) { return arith::OrIOp::create(b, x, y); }
  Value shl(Value x, unsigned n) {
    return arith::ShLIOp::create(b, x, constant(n));
  }
  Value shr(Value x, unsigned n) {
    return arith::ShRUIOp::create(b, x, constant(n));
  }
  /// x < y, both below 2³¹: signed, which every vector unit compares.
  Value less(Value x, Value y) {
    return arith::CmpIOp::create(b, arith::CmpIPredicate::slt, x, y);
  }

  ImplicitLocOpBuilder b;
  Type shape;
};

/// extf f16 -> f32
struct ExtendF16 : public OpRewritePattern<arith::ExtFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::ExtFOp op,
                                PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getIn().getType()).isF16() ||
        !getElementTypeOrSelf(op.getType()).isF32())
      return rewriter.notifyMatchFailure(op, "expected f16 to f32");
    Bits bits(rewriter, op.getLoc(), op.getType());
    Value half =
        arith::ExtUIOp::create(bits.b, bits.integers(32),
                               bits.bitcast(op.getIn(), rewriter.getI16Type()));
    Value sign = bits.shl(bits.land(half, bits.constant(0x8000)), 16);
    // Exponent and mantissa in their places; the exponents differ by 112.
    Value magnitude = bits.shl(bits.land(half, bits.constant(0x7fff)), 13);
    Value rebias = bits.constant(112u << 23);
    Value normal = bits.add(magnitude, rebias);
    Value isFinite = bits.less(magnitude, bits.constant(31u << 23));
    normal = bits.select(isFinite, normal, bits.add(normal, rebias));
    // Without the leading one: 2^-14 (1 + mantissa) - 2^-14.
    Value least = bits.constant(113u << 23);
    Value subnormal = bits.toBits(arith::SubFOp::create(
        bits.b, bits.toFloat(bits.add(magnitude, least)), bits.toFloat(least)));
    Value isSubnormal = bits.less(magnitude, bits.constant(1u << 23));
    Value result = bits.select(isSubnormal, subnormal, normal);
    rewriter.replaceOp(op, bits.toFloat(bits.lor(result, sign)));
    return success();
  }
};

/// truncf f32 -> f16, to nearest, ties to even
struct TruncateF16 : public OpRewritePattern<arith::TruncFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::TruncFOp op,
                                PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getIn().getType()).isF32() ||
        !getElementTypeOrSelf(op.getType()).isF16())
      return rewriter.notifyMatchFailure(op, "expected f32 to f16");
    Bits bits(rewriter, op.getLoc(), op.getType());
    Value whole = bits.toBits(op.getIn());
    Value magnitude = bits.land(whole, bits.constant(0x7fffffff));
    Value sign = bits.shr(bits.land(whole, bits.constant(0x80000000u)), 16);
    // Normal: add nearly half of the last place, and what makes ties even.
    Value odd = bits.land(bits.shr(magnitude, 13), bits.constant(1));
    Value bias = bits.constant(0xfff - (112u << 23));
    Value normal = bits.shr(bits.add(bits.add(magnitude, bias), odd), 13);
    // Subnormal: adding 1/2 leaves the last place of f16 as that of f32.
    Value half = bits.constant(126u << 23);
    Value subnormal =
        bits.sub(bits.toBits(arith::AddFOp::create(
                     bits.b, bits.toFloat(magnitude), bits.toFloat(half))),
                 half);
    Value isNaN = bits.less(bits.constant(255u << 23), magnitude);
    Value large =
        bits.select(isNaN, bits.constant(0x7e00), bits.constant(0x7c00));
    Value isSubnormal = bits.less(magnitude, bits.constant(113u << 23));
    Value isLarge = bits.less(bits.constant((143u << 23) - 1), magnitude);
    Value result = bits.select(isSubnormal, subnormal, normal);
    result = bits.lor(bits.select(isLarge, large, result), sign);
    Value narrow = arith::TruncIOp::create(bits.b, bits.integers(16), result);
    rewriter.replaceOp(op, bits.bitcast(narrow, rewriter.getF16Type()));
    return success();
  }
};

/// extf narrow -> f64  =  extf f32 -> f64 (extf narrow -> f32)
struct ExtendByF32 : public OpRewritePattern<arith::ExtFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::ExtFOp op,
                                PatternRewriter &rewriter) const override {
    if (!isNarrowFloat(op.getIn().getType()) ||
        getElementTypeOrSelf(op.getType()).isF32())
      return rewriter.notifyMatchFailure(op, "expected a step beyond f32");
    Value wide = arith::ExtFOp::create(
        rewriter, op.getLoc(), widenFloat(op.getIn().getType()), op.getIn());
    rewriter.replaceOpWithNewOp<arith::ExtFOp>(op, op.getType(), wide);
    return success();
  }
};

/// truncf f64 -> narrow, by f32. Rounding twice to nearest would be wrong near
/// ties; rounding to odd first is not: a result that is not exact gets an odd
/// last place, which no narrow number and no tie between two has.
struct TruncateByF32 : public OpRewritePattern<arith::TruncFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::TruncFOp op,
                                PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getIn().getType()).isF64() ||
        !isNarrowFloat(op.getType()))
      return rewriter.notifyMatchFailure(op, "expected f64 to f16 or bf16");
    Bits bits(rewriter, op.getLoc(), op.getType());
    Type i64 = rewriter.getI64Type(), f32 = rewriter.getF32Type();
    auto magnitude = [&](Value value) {
      return arith::AndIOp::create(bits.b, bits.bitcast(value, i64),
                                   bits.constant(~0ull >> 1, 64));
    };
    auto compare = [&](arith::CmpIPredicate predicate, Value x, Value y) {
      return arith::CmpIOp::create(bits.b, predicate, x, y);
    };
    Value nearest = arith::TruncFOp::create(bits.b, bits.of(f32), op.getIn());
    Value back = magnitude(
        arith::ExtFOp::create(bits.b, bits.of(rewriter.getF64Type()), nearest));
    Value exact = magnitude(op.getIn());
    Value isLarger = compare(arith::CmpIPredicate::sgt, back, exact);
    Value isExact = compare(arith::CmpIPredicate::eq, back, exact);
    Value whole = bits.toBits(nearest);
    Value below = bits.sub(
        whole, arith::ExtUIOp::create(bits.b, bits.integers(32), isLarger));
    Value odd = bits.lor(below, bits.constant(1));
    // A NaN stays one whatever its last place is, and so does infinity.
    Value isNaN = compare(arith::CmpIPredicate::sgt, exact,
                          bits.constant(0x7ff0000000000000ull, 64));
    Value rounded = bits.select(isExact, whole, bits.select(isNaN, whole, odd));
    rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op.getType(),
                                                 bits.toFloat(rounded));
    return success();
  }
};

} // namespace

void winograd::populateExpandF16Patterns(RewritePatternSet &patterns) {
  patterns.add<ExtendF16, TruncateF16>(patterns.getContext());
}

void winograd::populateConvertByF32Patterns(RewritePatternSet &patterns) {
  patterns.add<ExtendByF32, TruncateByF32>(patterns.getContext());
}

Value winograd::convertFloat(OpBuilder &builder, Value scalar, Type type) {
  unsigned from = scalar.getType().getIntOrFloatBitWidth();
  unsigned to = type.getIntOrFloatBitWidth();
  if (from < to)
    return arith::ExtFOp::create(builder, scalar.getLoc(), type, scalar);
  if (from > to)
    return arith::TruncFOp::create(builder, scalar.getLoc(), type, scalar);
  WINOGRAD_ASSERT(scalar.getType() == type, "f16 and bf16 meet in f32 only");
  return scalar;
}

TypedAttr winograd::getBits(TypedAttr value) {
  Type i16 = IntegerType::get(value.getContext(), 16);
  if (auto scalar = dyn_cast<FloatAttr>(value))
    return IntegerAttr::get(i16, scalar.getValue().bitcastToAPInt());
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value))
    return DenseResourceElementsAttr::get(resource.getType().clone(i16),
                                          resource.getRawHandle());
  if (auto dense = dyn_cast<DenseElementsAttr>(value))
    return dense.bitcast(i16);
  return {};
}
