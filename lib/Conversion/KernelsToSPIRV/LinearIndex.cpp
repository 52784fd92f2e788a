//===- LinearIndex.cpp - Where an element lies in a flat array ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinearIndex.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "winograd/Support/Assert.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// How deep sums and products are taken apart; each may name a value twice.
static constexpr unsigned maxDepth = 12;

/// Products and sums wrap, as those of the device do.
static int64_t wrapMul(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) *
                              static_cast<uint64_t>(b));
}
static int64_t wrapAdd(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) +
                              static_cast<uint64_t>(b));
}

/// The loops around the definition of a value.
static unsigned loopDepth(Value value) {
  unsigned depth = 0;
  for (Operation *op = value.getParentRegion()->getParentOp(); op;
       op = op->getParentOp())
    depth += isa<LoopLikeOpInterface>(op);
  return depth;
}

/// The largest power of two, up to `limit`, that divides a number.
static int64_t largestPowerOfTwo(int64_t number, int64_t limit) {
  return number == 0 ? limit : std::min(limit, number & -number);
}

/// The largest power of two, up to `limit`, known to divide a value.
static int64_t knownDivisor(Value value, int64_t limit, unsigned depth = 0) {
  if (std::optional<int64_t> known = getConstantIntValue(value))
    return largestPowerOfTwo(*known, limit);
  if (depth == maxDepth)
    return 1;
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto loop = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp());
    if (!loop || argument != loop.getInductionVar())
      return 1;
    return std::min(knownDivisor(loop.getLowerBound(), limit, depth + 1),
                    knownDivisor(loop.getStep(), limit, depth + 1));
  }
  if (auto sum = value.getDefiningOp<arith::AddIOp>())
    return std::min(knownDivisor(sum.getLhs(), limit, depth + 1),
                    knownDivisor(sum.getRhs(), limit, depth + 1));
  if (auto product = value.getDefiningOp<arith::MulIOp>())
    return std::min(limit,
                    knownDivisor(product.getLhs(), limit, depth + 1) *
                        knownDivisor(product.getRhs(), limit, depth + 1));
  return 1;
}

LinearIndex LinearIndex::get(ValueRange indices, ArrayRef<int64_t> strides) {
  LinearIndex index;
  for (auto [value, stride] : llvm::zip_equal(indices, strides))
    index.add(value, stride, 0);
  return index;
}

void LinearIndex::add(Value value, int64_t coefficient, unsigned depth) {
  if (std::optional<int64_t> known = getConstantIntValue(value)) {
    constant = wrapAdd(constant, wrapMul(*known, coefficient));
    return;
  }
  if (depth == maxDepth)
    return addTerm(value, coefficient);
  if (auto sum = value.getDefiningOp<arith::AddIOp>()) {
    add(sum.getLhs(), coefficient, depth + 1);
    return add(sum.getRhs(), coefficient, depth + 1);
  }
  if (auto difference = value.getDefiningOp<arith::SubIOp>()) {
    add(difference.getLhs(), coefficient, depth + 1);
    return add(difference.getRhs(), wrapMul(coefficient, -1), depth + 1);
  }
  if (auto product = value.getDefiningOp<arith::MulIOp>()) {
    // A constant is the right operand of a canonical product.
    if (std::optional<int64_t> factor = getConstantIntValue(product.getRhs()))
      return add(product.getLhs(), wrapMul(coefficient, *factor), depth + 1);
    if (std::optional<int64_t> factor = getConstantIntValue(product.getLhs()))
      return add(product.getRhs(), wrapMul(coefficient, *factor), depth + 1);
  }
  addTerm(value, coefficient);
}

void LinearIndex::addTerm(Value value, int64_t coefficient) {
  Term *same = llvm::find_if(
      terms, [&](const Term &term) { return term.value == value; });
  if (same == terms.end()) {
    // Those of outer loops first: their sum is invariant in the inner ones.
    Term *place = llvm::upper_bound(terms, loopDepth(value),
                                    [](unsigned depth, const Term &term) {
                                      return depth < loopDepth(term.value);
                                    });
    terms.insert(place, Term{value, coefficient});
    return;
  }
  same->coefficient = wrapAdd(same->coefficient, coefficient);
}

bool LinearIndex::hasTermsDivisibleBy(int64_t divisor) const {
  return llvm::all_of(terms, [&](const Term &term) {
    return wrapMul(term.coefficient, knownDivisor(term.value, divisor)) %
               divisor ==
           0;
  });
}

LinearIndex LinearIndex::plus(int64_t offset) const {
  LinearIndex result = *this;
  result.constant = wrapAdd(constant, offset);
  return result;
}

LinearIndex LinearIndex::dividedBy(int64_t divisor) const {
  WINOGRAD_ASSERT(hasTermsDivisibleBy(divisor) && llvm::isPowerOf2_64(divisor),
                  "expected divisible terms");
  LinearIndex result;
  result.constant = constant >> llvm::Log2_64(divisor);
  for (Term term : terms) {
    // What the coefficient does not have of the divisor, the value has.
    int64_t common =
        std::min(divisor, largestPowerOfTwo(term.coefficient, divisor));
    term.coefficient /= common;
    term.shift += llvm::Log2_64(divisor / common);
    result.terms.push_back(term);
  }
  return result;
}

Value LinearIndex::materialize(OpBuilder &builder, Location loc) const {
  auto constantIndex = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value sum;
  auto accumulate = [&](Value value) {
    sum = sum ? arith::AddIOp::create(builder, loc, sum, value) : value;
  };
  for (const Term &term : terms) {
    if (term.coefficient == 0)
      continue;
    Value value = term.value;
    if (term.shift != 0)
      value = arith::ShRSIOp::create(builder, loc, value,
                                     constantIndex(term.shift));
    if (term.coefficient != 1)
      value = arith::MulIOp::create(builder, loc, value,
                                    constantIndex(term.coefficient));
    accumulate(value);
  }
  if (!sum || constant != 0)
    accumulate(constantIndex(constant));
  return sum;
}
