//===- TransformProgram.cpp - A matrix as straight-line code --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/TransformProgram.h"
#include "winograd/Support/Assert.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace mlir::winograd;
using Step = TransformProgram::Step;
using Kind = TransformProgram::Kind;

namespace {
/// sign * value number `id`; zero when `id` is `zeroValue`. Signs are kept
/// apart from the steps, because most of them disappear into a subtraction.
struct Signed {
  int64_t id = TransformProgram::zeroValue;
  bool negative = false;
};

/// One product of a linear combination.
struct Term {
  Rational coefficient;
  int64_t id;
};
using Terms = llvm::SmallVector<Term>;

/// Appends steps and hands out the numbers of their values.
class Builder {
public:
  Builder(int64_t numInputs, llvm::SmallVectorImpl<Step> &steps)
      : next(numInputs), steps(steps) {}

  int64_t append(Kind kind, int64_t lhs, int64_t rhs = -1,
                 Rational coefficient = Rational(0)) {
    steps.push_back({kind, lhs, rhs, coefficient});
    return next++;
  }

  Signed sum(llvm::ArrayRef<Term> terms);
  /// a + b, or a - b.
  Signed combine(Signed a, Signed b, bool subtract);
  /// A value number of its own for `value`.
  int64_t materialize(Signed value) {
    return value.negative ? append(Kind::Negate, value.id) : value.id;
  }

private:
  int64_t next;
  llvm::SmallVectorImpl<Step> &steps;
};
} // namespace

static bool isUnit(const Rational &value) { return value.abs() == Rational(1); }

/// The sum of the terms. It starts from a term that needs no step, of
/// coefficient 1 or else -1 (then the sum is kept negated); else from a Scale.
Signed Builder::sum(llvm::ArrayRef<Term> terms) {
  if (terms.empty())
    return {};
  const Term *first = llvm::find_if(
      terms, [](const Term &term) { return term.coefficient == Rational(1); });
  if (first == terms.end())
    first = llvm::find_if(
        terms, [](const Term &term) { return isUnit(term.coefficient); });
  if (first == terms.end())
    first = terms.begin();
  Signed result{first->id, first->coefficient == Rational(-1)};
  if (!isUnit(first->coefficient))
    result.id = append(Kind::Scale, first->id, -1, first->coefficient);
  for (const Term &term : terms) {
    if (&term == first)
      continue;
    Rational c = result.negative ? -term.coefficient : term.coefficient;
    if (!isUnit(c))
      result.id = append(Kind::MultiplyAdd, term.id, result.id, c);
    else
      result.id = append(c.isNegative() ? Kind::Subtract : Kind::Add, result.id,
                         term.id);
  }
  return result;
}

Signed Builder::combine(Signed a, Signed b, bool subtract) {
  b.negative ^= subtract;
  if (a.id == TransformProgram::zeroValue)
    return b;
  if (b.id == TransformProgram::zeroValue)
    return a;
  if (a.negative == b.negative)
    return {append(Kind::Add, a.id, b.id), a.negative};
  if (a.negative)
    std::swap(a, b);
  return {append(Kind::Subtract, a.id, b.id), false};
}

//===----------------------------------------------------------------------===//
// Columns: the points p and -p in A^T
//===----------------------------------------------------------------------===//

/// True when in every row the entries of the two columns agree up to sign, and
/// to form x_j + x_k and x_j - x_k, where needed, is less work than to add both
/// columns in each row.
static bool shouldPairColumns(const RationalMatrix &matrix, int64_t j,
                              int64_t k) {
  int64_t rows = 0;
  bool needsSum = false, needsDifference = false;
  for (int64_t row = 0; row < matrix.rows(); ++row) {
    if (matrix(row, j).abs() != matrix(row, k).abs())
      return false;
    if (matrix(row, j).isZero())
      continue;
    ++rows;
    (matrix(row, j) == matrix(row, k) ? needsSum : needsDifference) = true;
  }
  return rows > int64_t(needsSum) + int64_t(needsDifference);
}

/// Adds the two columns to the rows' terms:  c x_j + c x_k = c (x_j + x_k)  and
/// c x_j - c x_k = c (x_j - x_k).
static void addColumnPair(const RationalMatrix &matrix, int64_t j, int64_t k,
                          Builder &builder, llvm::MutableArrayRef<Terms> rows) {
  int64_t sum = -1, difference = -1;
  for (auto [row, terms] : llvm::enumerate(rows)) {
    const Rational &c = matrix(row, j);
    if (c.isZero())
      continue;
    bool same = c == matrix(row, k);
    int64_t &id = same ? sum : difference;
    if (id == -1)
      id = builder.append(same ? Kind::Add : Kind::Subtract, j, k);
    terms.push_back({c, id});
  }
}

/// The rows as linear combinations of the inputs and of sums and differences of
/// paired inputs.
static llvm::SmallVector<Terms> collectRows(const RationalMatrix &matrix,
                                            Builder &builder) {
  llvm::SmallVector<Terms> rows(matrix.rows());
  llvm::SmallVector<bool> done(matrix.columns(), false);
  for (int64_t j = 0; j < matrix.columns(); ++j) {
    if (done[j])
      continue;
    auto others = llvm::seq<int64_t>(j + 1, matrix.columns());
    auto partner = llvm::find_if(others, [&](int64_t k) {
      return !done[k] && shouldPairColumns(matrix, j, k);
    });
    if (partner != others.end()) {
      addColumnPair(matrix, j, *partner, builder, rows);
      done[*partner] = true;
      continue;
    }
    for (auto [row, terms] : llvm::enumerate(rows))
      if (!matrix(row, j).isZero())
        terms.push_back({matrix(row, j), j});
  }
  return rows;
}

//===----------------------------------------------------------------------===//
// Rows: the points p and -p in B^T and G
//===----------------------------------------------------------------------===//

/// Splits row `a` into the terms it shares with row `b` and those that `b` has
/// with the other sign; false when the rows differ in more than signs.
static bool splitBySign(llvm::ArrayRef<Term> a, llvm::ArrayRef<Term> b,
                        Terms &same, Terms &opposite) {
  if (a.size() != b.size())
    return false;
  for (auto [left, right] : llvm::zip_equal(a, b)) {
    if (left.id != right.id ||
        left.coefficient.abs() != right.coefficient.abs())
      return false;
    (left.coefficient == right.coefficient ? same : opposite).push_back(left);
  }
  return true;
}

/// Finds a later row to compute together with row `index`, and splits the
/// terms; without one (the result is rows.size()) all terms are in `same`.
static size_t findPartner(llvm::ArrayRef<Terms> rows, llvm::ArrayRef<bool> done,
                          size_t index, Terms &same, Terms &opposite) {
  for (size_t other = index + 1; other < rows.size(); ++other) {
    Terms e, o;
    if (!done[other] && splitBySign(rows[index], rows[other], e, o)) {
      same = e;
      opposite = o;
      return other;
    }
  }
  same = rows[index];
  return rows.size();
}

// Two rows e + o and e - o share e and o.
TransformProgram TransformProgram::fromMatrix(const RationalMatrix &matrix) {
  TransformProgram program;
  program.inputs = matrix.columns();
  program.resultList.assign(matrix.rows(), zeroValue);
  Builder builder(program.inputs, program.stepList);
  llvm::SmallVector<Terms> rows = collectRows(matrix, builder);
  llvm::SmallVector<bool> done(rows.size(), false);
  for (size_t row = 0; row < rows.size(); ++row) {
    if (done[row] || rows[row].empty())
      continue;
    Terms same, opposite;
    size_t partner = findPartner(rows, done, row, same, opposite);
    Signed e = builder.sum(same), o = builder.sum(opposite);
    program.resultList[row] =
        builder.materialize(builder.combine(e, o, /*subtract=*/false));
    if (partner == rows.size())
      continue;
    program.resultList[partner] =
        builder.materialize(builder.combine(e, o, /*subtract=*/true));
    done[partner] = true;
  }
  return program;
}

//===----------------------------------------------------------------------===//
// Readings
//===----------------------------------------------------------------------===//

int64_t TransformProgram::multiplications() const {
  return llvm::count_if(stepList, [](const Step &step) {
    return step.kind == Kind::Scale || step.kind == Kind::MultiplyAdd;
  });
}

int64_t TransformProgram::additions() const {
  return llvm::count_if(stepList, [](const Step &step) {
    return step.kind == Kind::Add || step.kind == Kind::Subtract ||
           step.kind == Kind::MultiplyAdd;
  });
}

static Rational evaluateStep(const Step &step,
                             llvm::ArrayRef<Rational> values) {
  const Rational &lhs = values[step.lhs];
  switch (step.kind) {
  case Kind::Scale:
    return step.coefficient * lhs;
  case Kind::MultiplyAdd:
    return step.coefficient * lhs + values[step.rhs];
  case Kind::Add:
    return lhs + values[step.rhs];
  case Kind::Subtract:
    return lhs - values[step.rhs];
  case Kind::Negate:
    return -lhs;
  }
  llvm_unreachable("unknown kind of step");
}

llvm::SmallVector<Rational>
TransformProgram::evaluate(llvm::ArrayRef<Rational> x) const {
  WINOGRAD_ASSERT(int64_t(x.size()) == inputs, "expected one value per input");
  llvm::SmallVector<Rational> values(x.begin(), x.end());
  for (const Step &step : stepList)
    values.push_back(evaluateStep(step, values));
  return llvm::map_to_vector(resultList, [&](int64_t id) {
    return id == zeroValue ? Rational(0) : values[id];
  });
}
