//===- HideZeros.cpp - Constant zeros that drivers see --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Mesa's gallivm takes 0 * x and 0 / x for 0, and 0 + x for x, if it sees that
// the operand is zero, whatever the module says of NaN and signed zeros.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Conversion/KernelsToSPIRV/FloatControls.h"

using namespace mlir;
using namespace mlir::winograd;

static bool isZero(Value value) {
  return matchPattern(value, m_AnyZeroFloat());
}

static bool isNegativeZero(Value zero) {
  return matchPattern(zero, m_NegZeroFloat());
}

static bool allows(Operation *op, arith::FastMathFlags flag) {
  auto flags = cast<arith::ArithFastMathInterface>(op).getFastMathFlagsAttr();
  return bitEnumContainsAll(flags.getValue(), flag);
}

static Value getConstant(ImplicitLocOpBuilder &b, Type type, APFloat value) {
  auto scalar = b.getFloatAttr(getElementTypeOrSelf(type), value);
  if (auto vector = dyn_cast<VectorType>(type))
    return arith::ConstantOp::create(b, DenseElementsAttr::get(vector, scalar));
  return arith::ConstantOp::create(b, scalar);
}

/// x * 0 = (x - x) * x
static Value multiplyByZero(ImplicitLocOpBuilder &b, Value x, Value zero) {
  Value difference = arith::SubFOp::create(b, x, x);
  Value product = arith::MulFOp::create(b, difference, x);
  return isNegativeZero(zero) ? arith::NegFOp::create(b, product).getResult()
                              : product;
}

/// 0 / x = x is 0 or NaN ? NaN : x < 0 ? -0 : 0
static Value divideZero(ImplicitLocOpBuilder &b, Value x, Value zero) {
  Type type = x.getType();
  const llvm::fltSemantics &semantics =
      cast<FloatType>(getElementTypeOrSelf(type)).getFloatSemantics();
  Value positive = getConstant(b, type, APFloat::getZero(semantics)),
        negative = getConstant(b, type, APFloat::getZero(semantics, true)),
        nan = getConstant(b, type, APFloat::getQNaN(semantics));
  if (isNegativeZero(zero))
    std::swap(positive, negative);
  auto compare = [&](arith::CmpFPredicate predicate) -> Value {
    return arith::CmpFOp::create(
        b, predicate, x, getConstant(b, type, APFloat::getZero(semantics)));
  };
  Value quotient = arith::SelectOp::create(
      b, compare(arith::CmpFPredicate::OLT), negative, positive);
  return arith::SelectOp::create(b, compare(arith::CmpFPredicate::UEQ), nan,
                                 quotient);
}

/// x + 0 = x is 0 ? 0 : x
static Value addZero(ImplicitLocOpBuilder &b, Value x, Value zero) {
  Value isZero = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, x, zero);
  return arith::SelectOp::create(b, isZero, zero, x);
}

/// The same value without a zero as an operand; null if there is none.
static Value hideZero(Operation *op) {
  ImplicitLocOpBuilder b(op->getLoc(), op);
  if (auto product = dyn_cast<arith::MulFOp>(op)) {
    if (allows(op, arith::FastMathFlags::nnan))
      return Value();
    if (isZero(product.getRhs()))
      return multiplyByZero(b, product.getLhs(), product.getRhs());
    if (isZero(product.getLhs()))
      return multiplyByZero(b, product.getRhs(), product.getLhs());
  }
  if (auto quotient = dyn_cast<arith::DivFOp>(op))
    if (isZero(quotient.getLhs()) && !allows(op, arith::FastMathFlags::nnan))
      return divideZero(b, quotient.getRhs(), quotient.getLhs());
  if (auto sum = dyn_cast<arith::AddFOp>(op)) {
    if (allows(op, arith::FastMathFlags::nsz))
      return Value();
    // A sum of products that starts from 0 is one instruction with the product.
    for (auto [zero, x] : {std::pair(sum.getRhs(), sum.getLhs()),
                           std::pair(sum.getLhs(), sum.getRhs())})
      if (isZero(zero) && !isNegativeZero(zero) &&
          !x.getDefiningOp<arith::MulFOp>())
        return addZero(b, x, zero);
  }
  return Value();
}

void winograd::hideZeros(Operation *root) {
  SmallVector<Operation *> operations;
  root->walk([&](Operation *op) {
    if (isa<arith::AddFOp, arith::MulFOp, arith::DivFOp>(op))
      operations.push_back(op);
  });
  for (Operation *op : operations)
    if (Value hidden = hideZero(op)) {
      op->getResult(0).replaceAllUsesWith(hidden);
      op->erase();
    }
}
