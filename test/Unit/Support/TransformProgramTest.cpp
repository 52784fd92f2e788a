//===- TransformProgramTest.cpp - Straight-line transforms ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/TransformProgram.h"
#include <gtest/gtest.h>
#include <random>

using namespace mlir::winograd;
using Kind = TransformProgram::Kind;

static RationalMatrix
makeMatrix(const std::vector<std::vector<Rational>> &rows) {
  RationalMatrix matrix(rows.size(), rows.front().size());
  for (int64_t i = 0; i < matrix.rows(); ++i)
    for (int64_t j = 0; j < matrix.columns(); ++j)
      matrix(i, j) = rows[i][j];
  return matrix;
}

/// The steps read only what is before them, and every step is read.
static void expectWellFormed(const TransformProgram &program) {
  int64_t next = program.numInputs();
  std::vector<bool> used(next + program.steps().size(), false);
  for (const TransformProgram::Step &step : program.steps()) {
    bool binary = step.kind != Kind::Scale && step.kind != Kind::Negate;
    ASSERT_GE(step.lhs, 0);
    ASSERT_LT(step.lhs, next);
    ASSERT_EQ(step.rhs >= 0, binary);
    ASSERT_LT(step.rhs, next);
    used[step.lhs] = true;
    if (binary)
      used[step.rhs] = true;
    ++next;
  }
  for (int64_t result : program.results())
    if (result != TransformProgram::zeroValue)
      used[result] = true;
  for (int64_t id = program.numInputs(); id < next; ++id)
    EXPECT_TRUE(used[id]) << "step " << id - program.numInputs();
}

/// The program computes `matrix` x for random rational x.
static void expectComputes(const RationalMatrix &matrix) {
  static std::mt19937 random(1980); // fixed: the same vectors every time
  TransformProgram program = TransformProgram::fromMatrix(matrix);
  expectWellFormed(program);
  llvm::SmallVector<Rational> x;
  for (int64_t j = 0; j < matrix.columns(); ++j)
    x.push_back(Rational(int64_t(random() % 2001) - 1000, 1 + random() % 7));
  llvm::SmallVector<Rational> y = program.evaluate(x);
  ASSERT_EQ(int64_t(y.size()), matrix.rows());
  for (int64_t i = 0; i < matrix.rows(); ++i) {
    Rational expected;
    for (int64_t j = 0; j < matrix.columns(); ++j)
      expected += matrix(i, j) * x[j];
    EXPECT_EQ(y[i], expected) << "row " << i;
  }
}

static void expectCounts(const RationalMatrix &matrix, int64_t multiplications,
                         int64_t additions) {
  TransformProgram program = TransformProgram::fromMatrix(matrix);
  EXPECT_EQ(program.multiplications(), multiplications);
  EXPECT_EQ(program.additions(), additions);
}

TEST(TransformProgram, ComputesEveryMatrix) {
  for (int64_t m = 1; m <= 8; ++m)
    for (int64_t r = 1; r <= 5; ++r) {
      CookToom algorithm = llvm::cantFail(CookToom::build(m, r));
      expectComputes(algorithm.inputMatrix());
      expectComputes(algorithm.filterMatrix());
      expectComputes(algorithm.outputMatrix());
    }
}

TEST(TransformProgram, ComputesRandomMatrices) {
  std::mt19937 random(2016); // entries from a few values: many signed pairs
  const Rational values[] = {0, 0, 1, -1, {1, 2}, {-1, 2}, 3, -3};
  for (int round = 0; round < 500; ++round) {
    RationalMatrix matrix(1 + random() % 5, 1 + random() % 5);
    for (int64_t i = 0; i < matrix.rows(); ++i)
      for (int64_t j = 0; j < matrix.columns(); ++j)
        matrix(i, j) = values[random() % std::size(values)];
    expectComputes(matrix);
  }
}

TEST(TransformProgram, CountsF23) {
  CookToom algorithm = llvm::cantFail(CookToom::build(2, 3));
  expectCounts(algorithm.inputMatrix(), 0, 4);
  expectCounts(algorithm.outputMatrix(), 0, 4);
  expectCounts(algorithm.filterMatrix(), 3, 3);
}

TEST(TransformProgram, CountsF43) {
  CookToom algorithm = llvm::cantFail(CookToom::build(4, 3, {0, 1, -1, 2, -2}));
  expectCounts(algorithm.inputMatrix(), 8, 12);
  expectCounts(algorithm.outputMatrix(), 3, 10);
}

TEST(TransformProgram, CountsF63) {
  CookToom algorithm = llvm::cantFail(CookToom::build(6, 3));
  expectCounts(algorithm.inputMatrix(), 24, 24);
  TransformProgram program =
      TransformProgram::fromMatrix(algorithm.inputMatrix());
  EXPECT_EQ(program.steps().size(), 30u); // 18 of each are one MultiplyAdd
}

TEST(TransformProgram, SymmetricPointsNeedNoNegation) {
  for (int64_t m : {2, 4, 6, 8})
    for (int64_t r : {3, 5}) {
      CookToom algorithm = llvm::cantFail(CookToom::build(m, r));
      for (const RationalMatrix *matrix :
           {&algorithm.inputMatrix(), &algorithm.outputMatrix()}) {
        TransformProgram program = TransformProgram::fromMatrix(*matrix);
        for (const TransformProgram::Step &step : program.steps())
          EXPECT_TRUE(step.kind != Kind::Negate)
              << "F(" << m << ", " << r << ")";
      }
    }
}

TEST(TransformProgram, ZeroAndUnitRowsCostNothing) {
  TransformProgram program =
      TransformProgram::fromMatrix(makeMatrix({{0, 0}, {0, 1}}));
  EXPECT_TRUE(program.steps().empty());
  EXPECT_EQ(program.results()[0], TransformProgram::zeroValue);
  EXPECT_EQ(program.results()[1], 1);
  EXPECT_EQ(program.evaluate({5, 7})[0], Rational(0));
  EXPECT_EQ(program.evaluate({5, 7})[1], Rational(7));
}

TEST(TransformProgram, SharesRowsThatDifferInSigns) {
  // e = 3 x0, o = 5 x1: e + o, e - o and, of the same row again, nothing.
  expectCounts(makeMatrix({{3, 5}, {3, -5}}), 2, 2);
  expectCounts(makeMatrix({{3, 5}, {3, 5}}), 2, 1);
  RationalMatrix negated = makeMatrix({{3, 5}, {-3, -5}});
  expectCounts(negated, 2, 1);
  EXPECT_EQ(TransformProgram::fromMatrix(negated).steps().back().kind,
            Kind::Negate);
}

TEST(TransformProgram, SharesColumnsThatDifferInSigns) {
  // s = x0 + x1, d = x0 - x1: s, 2 d, 4 s, 8 d.
  expectCounts(makeMatrix({{1, 1}, {2, -2}, {4, 4}, {8, -8}}), 3, 2);
  // Two rows would pay as much for s and d as for themselves.
  expectCounts(makeMatrix({{1, 1}, {1, -1}}), 0, 2);
}
