//===- TransformEmission.cpp - A transform's program as IR ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/TransformEmission.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::winograd;

SmallVector<Value> winograd::emitTransform(OpBuilder &builder, Location loc,
                                           const TransformProgram &program,
                                           ArrayRef<Value> inputs) {
  Type type = inputs.front().getType();
  auto flags = arith::FastMathFlagsAttr::get(builder.getContext(),
                                             arith::FastMathFlags::contract);
  auto constant = [&](const Rational &value) -> Value {
    return arith::ConstantOp::create(
        builder, loc, builder.getFloatAttr(type, value.toDouble()));
  };
  auto scale = [&](Value value, const Rational &coefficient) -> Value {
    return arith::MulFOp::create(builder, loc, value, constant(coefficient),
                                 flags);
  };
  SmallVector<Value> values(inputs);
  for (const TransformProgram::Step &step : program.steps()) {
    Value lhs = values[step.lhs];
    Value rhs = step.rhs < 0 ? Value() : values[step.rhs];
    switch (step.kind) {
    case TransformProgram::Kind::Scale:
      lhs = scale(lhs, step.coefficient);
      break;
    case TransformProgram::Kind::MultiplyAdd:
      lhs = arith::AddFOp::create(builder, loc, scale(lhs, step.coefficient),
                                  rhs, flags);
      break;
    case TransformProgram::Kind::Add:
      lhs = arith::AddFOp::create(builder, loc, lhs, rhs, flags);
      break;
    case TransformProgram::Kind::Subtract:
      lhs = arith::SubFOp::create(builder, loc, lhs, rhs, flags);
      break;
    case TransformProgram::Kind::Negate:
      lhs = arith::NegFOp::create(builder, loc, lhs, flags);
      break;
    }
    values.push_back(lhs);
  }
  SmallVector<Value> results;
  for (int64_t number : program.results())
    results.push_back(number == TransformProgram::zeroValue
                          ? constant(Rational(0))
                          : values[number]);
  return results;
}
