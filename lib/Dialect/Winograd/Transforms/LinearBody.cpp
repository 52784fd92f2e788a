//===- LinearBody.cpp - Scale and shift of what is linear
//--------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinearBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::winograd;

template <typename OpTy>
Value LinearBody::create(Location loc, Value a, Value b) {
  return builder.createOrFold<OpTy>(loc, a, b);
}

Value LinearBody::negate(Location loc, Value value) {
  return value ? builder.createOrFold<arith::NegFOp>(loc, value) : Value();
}

Value LinearBody::orOne(Value scale, Operation &op) {
  if (scale)
    return scale;
  return arith::ConstantOp::create(
      builder, op.getLoc(),
      builder.getFloatAttr(op.getResult(0).getType(), 1.0));
}

void LinearBody::compute(Operation &op) {
  Location loc = op.getLoc();
  Value lhs = op.getOperand(0);
  if (isa<arith::NegFOp>(op)) {
    Linear of = get(lhs);
    return set(op.getResult(0),
               {negate(loc, orOne(of.scale, op)), negate(loc, of.shift)});
  }
  Value rhs = op.getOperand(1);
  if (isa<arith::MulFOp>(op) && !isLinear(lhs))
    std::swap(lhs, rhs); // the factor is on the right
  if (isa<arith::MulFOp, arith::DivFOp>(op)) {
    Linear of = get(lhs);
    Value factor = getConstant(rhs);
    bool isProduct = isa<arith::MulFOp>(op);
    auto apply = [&](Value value) {
      return isProduct ? create<arith::MulFOp>(loc, value, factor)
                       : create<arith::DivFOp>(loc, value, factor);
    };
    Value scale = isProduct && !of.scale ? factor : apply(orOne(of.scale, op));
    return set(op.getResult(0), {scale, of.shift ? apply(of.shift) : Value()});
  }
  // One side of a sum is linear, and the other one a constant.
  bool isDifference = isa<arith::SubFOp>(op);
  bool isLeft = isLinear(lhs);
  Linear of = get(isLeft ? lhs : rhs);
  Value constant = getConstant(isLeft ? rhs : lhs);
  if (isDifference && !isLeft) { // constant - (s * v + t)
    of = {negate(loc, orOne(of.scale, op)), negate(loc, of.shift)};
    isDifference = false;
  }
  if (of.shift)
    of.shift = isDifference ? create<arith::SubFOp>(loc, of.shift, constant)
                            : create<arith::AddFOp>(loc, of.shift, constant);
  else
    of.shift = isDifference ? negate(loc, constant) : constant;
  set(op.getResult(0), of);
}
