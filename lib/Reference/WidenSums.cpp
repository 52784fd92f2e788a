//===- WidenSums.cpp - Reductions of floats in f64 ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Utils/StructuredOpsUtils.h"
#include "mlir/IR/IRMapping.h"
#include "winograd/Reference/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADWIDENSUMS
#include "winograd/Reference/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// A float, or a tensor of floats, that f64 can stand for.
static bool isNarrow(Type type) {
  auto element = dyn_cast<FloatType>(getElementTypeOrSelf(type));
  return element && element.getWidth() < 64;
}

/// The same in f64; other types stay.
static Type widen(Type type) {
  if (!isNarrow(type))
    return type;
  Type wide = Float64Type::get(type.getContext());
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return tensor.clone(wide);
  return wide;
}

/// Arithmetic whose operands and results may be of any float.
static bool isArithmetic(Operation *op) {
  return isa<math::MathDialect>(op->getDialect()) ||
         isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
             arith::RemFOp, arith::NegFOp, arith::MaximumFOp, arith::MinimumFOp,
             arith::MaxNumFOp, arith::MinNumFOp, arith::CmpFOp,
             arith::SelectOp>(op);
}

namespace {

/// Copies a body, whose floats are in f64 in the copy.
class BodyWidener {
public:
  explicit BodyWidener(OpBuilder &builder) : builder(builder) {}

  /// `to`, which may be wide where `from` is not, takes the place of `from`.
  void map(Value from, Value to) {
    (from.getType() == to.getType() ? same : wide).map(from, to);
  }

  void copy(Operation *op) {
    Location loc = op->getLoc();
    if (isArithmetic(op)) {
      SmallVector<Value> operands;
      for (Value operand : op->getOperands())
        operands.push_back(getWide(operand));
      SmallVector<Type> types(llvm::map_range(op->getResultTypes(), widen));
      Operation *copied = clone(builder, op, types, operands);
      for (auto [from, to] : llvm::zip(op->getResults(), copied->getResults()))
        map(from, to);
      return;
    }
    // f64 has every value of what is extended.
    if (auto extend = dyn_cast<arith::ExtFOp>(op);
        extend && widen(extend.getType()).isF64())
      return map(extend.getResult(), getWide(extend.getIn()));
    if (auto truncate = dyn_cast<arith::TruncFOp>(op)) {
      Value rounded = arith::TruncFOp::create(builder, loc, truncate.getType(),
                                              getWide(truncate.getIn()));
      return map(truncate.getResult(), rounded);
    }
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(getSame(operand));
    Operation *copied = clone(builder, op, op->getResultTypes(), operands);
    same.map(op->getResults(), copied->getResults());
  }

  /// The value in f64, if it is a float.
  Value getWide(Value value) {
    if (Value known = wide.lookupOrNull(value))
      return known;
    Value own = same.lookupOrDefault(value);
    if (!isNarrow(own.getType()))
      return own;
    Value extended = arith::ExtFOp::create(builder, value.getLoc(),
                                           widen(own.getType()), own);
    wide.map(value, extended);
    return extended;
  }

  /// The value in its own type.
  Value getSame(Value value) {
    if (Value known = same.lookupOrNull(value))
      return known;
    Value known = wide.lookupOrNull(value);
    if (!known)
      return value;
    Value rounded = arith::TruncFOp::create(builder, value.getLoc(),
                                            value.getType(), known);
    same.map(value, rounded);
    return rounded;
  }

private:
  OpBuilder &builder;
  /// What stands for a value: in its own type, and in f64.
  IRMapping same, wide;
};

} // namespace

/// Whether the operation is a sum, or another reduction, of narrow floats.
static bool isNarrowSum(linalg::GenericOp op) {
  return op.hasPureTensorSemantics() && op.getNumReductionLoops() != 0 &&
         llvm::any_of(op.getResultTypes(), isNarrow) &&
         llvm::all_of(op.getBody()->getOperations(), [](Operation &nested) {
           return !nested.getNumRegions();
         });
}

static void widenSum(RewriterBase &rewriter, linalg::GenericOp op) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<Value> inits;
  for (Value init : op.getOutputs())
    inits.push_back(
        isNarrow(init.getType())
            ? arith::ExtFOp::create(rewriter, loc, widen(init.getType()), init)
            : init);
  SmallVector<Type> types(llvm::map_range(op.getResultTypes(), widen));
  auto sum = linalg::GenericOp::create(
      rewriter, loc, types, op.getInputs(), inits, op.getIndexingMapsArray(),
      op.getIteratorTypesArray(),
      [&](OpBuilder &builder, Location, ValueRange arguments) {
        BodyWidener widener(builder);
        for (auto [from, to] :
             llvm::zip_equal(op.getBody()->getArguments(), arguments))
          widener.map(from, to);
        for (Operation &nested : op.getBody()->without_terminator())
          widener.copy(&nested);
        SmallVector<Value> results;
        for (Value result : op.getBody()->getTerminator()->getOperands())
          results.push_back(widener.getWide(result));
        linalg::YieldOp::create(builder, loc, results);
      });
  SmallVector<Value> results;
  for (auto [type, wide] : llvm::zip(op.getResultTypes(), sum.getResults())) {
    results.push_back(wide);
    if (type != wide.getType())
      results.back() = arith::TruncFOp::create(rewriter, loc, type, wide);
  }
  rewriter.replaceOp(op, results);
}

namespace {
class WinogradWidenSums
    : public winograd::impl::WinogradWidenSumsBase<WinogradWidenSums> {
public:
  void runOnOperation() override {
    SmallVector<linalg::GenericOp> sums;
    getOperation()->walk([&](linalg::GenericOp op) {
      if (isNarrowSum(op))
        sums.push_back(op);
    });
    numWidened += sums.size();
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : sums)
      widenSum(rewriter, op);
  }
};
} // namespace
