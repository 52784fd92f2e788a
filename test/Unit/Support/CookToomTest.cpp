//===- CookToomTest.cpp - Winograd's minimal filtering, exactly -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/CookToom.h"
#include "llvm/ADT/STLExtras.h"
#include <gtest/gtest.h>
#include <random>

using namespace mlir::winograd;
using Rows = std::vector<std::vector<Rational>>;

/// F(m, r), or a failure of the test that names the error.
static CookToom build(int64_t m, int64_t r, llvm::ArrayRef<Rational> points) {
  return llvm::cantFail(CookToom::build(m, r, points));
}

static CookToom build(int64_t m, int64_t r) {
  return llvm::cantFail(CookToom::build(m, r));
}

/// Filters every pair of unit vectors: y[o] = 1 where d = o + k, else 0.
static void expectFilters(const CookToom &algorithm) {
  const RationalMatrix &at = algorithm.outputMatrix(),
                       &g = algorithm.filterMatrix(),
                       &bt = algorithm.inputMatrix();
  for (int64_t d = 0; d < algorithm.alpha(); ++d)
    for (int64_t k = 0; k < algorithm.r(); ++k)
      for (int64_t o = 0; o < algorithm.m(); ++o) {
        Rational y;
        for (int64_t i = 0; i < algorithm.alpha(); ++i)
          y += at(o, i) * (g(i, k) * bt(i, d));
        ASSERT_EQ(y, Rational(d == o + k))
            << "F(" << algorithm.m() << ", " << algorithm.r()
            << ") at d = " << d << ", k = " << k << ", o = " << o << ": "
            << y.str();
      }
}

/// Integers without a common odd factor over a power of two, the largest
/// magnitude in [1, 2).
static void expectDyadic(llvm::ArrayRef<Rational> values) {
  Rational divisor, largest;
  for (const Rational &value : values) {
    divisor = gcd(divisor, value);
    if (value.abs().toDouble() > largest.toDouble())
      largest = value.abs();
  }
  while (divisor.isValid() && !divisor.isInteger())
    divisor *= Rational(2); // overflows where the denominator has an odd factor
  EXPECT_EQ(divisor, Rational(1));
  EXPECT_GE(largest.toDouble(), 1.0);
  EXPECT_LT(largest.toDouble(), 2.0);
}

static llvm::SmallVector<Rational> column(const RationalMatrix &matrix,
                                          int64_t index) {
  llvm::SmallVector<Rational> result;
  for (int64_t row = 0; row < matrix.rows(); ++row)
    result.push_back(matrix(row, index));
  return result;
}

/// The factor that turns `b` into `a`; invalid where there is none.
static Rational factorBetween(llvm::ArrayRef<Rational> a,
                              llvm::ArrayRef<Rational> b) {
  EXPECT_EQ(a.size(), b.size());
  auto nonzero = [](const Rational &value) { return !value.isZero(); };
  size_t first = llvm::find_if(b, nonzero) - b.begin();
  Rational factor = a[first] / b[first];
  for (auto [left, right] : llvm::zip_equal(a, b))
    if (left != factor * right)
      return Rational::invalid();
  return factor;
}

/// The two algorithms are the same up to factors of product 1.
static void expectSameUpToScaling(const CookToom &algorithm, const Rows &at,
                                  const Rows &g, const Rows &bt) {
  for (int64_t i = 0; i < algorithm.alpha(); ++i) {
    llvm::SmallVector<Rational> expected;
    for (const std::vector<Rational> &row : at)
      expected.push_back(row[i]);
    Rational product =
        factorBetween(column(algorithm.outputMatrix(), i), expected) *
        factorBetween(algorithm.filterMatrix().row(i), g[i]) *
        factorBetween(algorithm.inputMatrix().row(i), bt[i]);
    EXPECT_EQ(product, Rational(1)) << "row " << i << ": " << product.str();
  }
}

TEST(CookToom, FiltersAtDefaultPoints) {
  for (int64_t m = 1; m <= 8; ++m)
    for (int64_t r = 1; r <= 5; ++r)
      expectFilters(build(m, r));
}

TEST(CookToom, DefaultPointsNeverOverflow) {
  for (int64_t m = 1; m <= CookToom::maxAlpha; ++m)
    for (int64_t r = 1; m + r - 1 <= CookToom::maxAlpha; ++r) {
      llvm::Expected<CookToom> algorithm = CookToom::build(m, r);
      ASSERT_TRUE(bool(algorithm)) << llvm::toString(algorithm.takeError());
      EXPECT_TRUE(algorithm->filterDenominator().isValid());
    }
}

TEST(CookToom, FiltersAtRandomPoints) {
  std::mt19937 random(20161); // fixed: the same points every time
  for (int round = 0; round < 60; ++round) {
    int64_t m = 1 + random() % 6, r = 1 + random() % 4;
    llvm::SmallVector<Rational> points;
    while (int64_t(points.size()) < m + r - 2) {
      Rational point(int64_t(random() % 19) - 9, 1 + random() % 5);
      if (!llvm::is_contained(points, point))
        points.push_back(point);
    }
    CookToom algorithm = build(m, r, points);
    EXPECT_EQ(algorithm.points(), llvm::ArrayRef<Rational>(points));
    expectFilters(algorithm);
  }
}

TEST(CookToom, SmallestAlgorithms) {
  CookToom one = build(1, 1);
  EXPECT_EQ(one.alpha(), 1);
  EXPECT_TRUE(one.points().empty());
  EXPECT_EQ(one.inputMatrix()(0, 0), Rational(1));
  EXPECT_EQ(one.filterMatrix()(0, 0), Rational(1));
  EXPECT_EQ(one.outputMatrix()(0, 0), Rational(1));
  EXPECT_EQ(build(1, 3).outputMatrix().rows(), 1);
  EXPECT_EQ(build(4, 1).filterMatrix().columns(), 1);
}

static std::string errorOf(int64_t m, int64_t r,
                           llvm::ArrayRef<Rational> points) {
  llvm::Expected<CookToom> algorithm = CookToom::build(m, r, points);
  return algorithm ? "" : llvm::toString(algorithm.takeError());
}

TEST(CookToom, Errors) {
  EXPECT_EQ(errorOf(0, 3, {}), "expected m to be at least 1, but got 0");
  EXPECT_EQ(errorOf(2, -1, {}), "expected r to be at least 1, but got -1");
  EXPECT_EQ(errorOf(14, 4, {}),
            "expected m + r - 1 to be at most 16, but got F(14, 4)");
  EXPECT_EQ(errorOf(INT64_MAX, INT64_MAX, {}),
            "expected m + r - 1 to be at most 16, but got "
            "F(9223372036854775807, 9223372036854775807)");
  EXPECT_EQ(errorOf(2, 3, {0, 1}),
            "expected 3 finite points for F(2, 3), but got 2");
  EXPECT_EQ(errorOf(2, 3, {0, Rational(1, 0), 1}),
            "expected point 1 to be a rational number, but got invalid");
  EXPECT_EQ(errorOf(2, 3, {Rational(1, 2), 1, Rational(2, 4)}),
            "expected the points to be distinct, but got 1/2 twice");
  Rational big(1000000000000);
  EXPECT_EQ(errorOf(4, 3, {0, big, -big, big + 1, 1 - big}),
            "expected the arithmetic of F(4, 3) to fit 128 bits, but got an "
            "overflow; use simpler points");
  llvm::Expected<CookToom> noDefault = CookToom::build(0, 3);
  EXPECT_EQ(llvm::toString(noDefault.takeError()),
            "expected m to be at least 1, but got 0");
}

// A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks",
// 2016, equations 7 and 13.
TEST(CookToom, LavinAndGrayF23) {
  Rational half(1, 2);
  expectSameUpToScaling(
      build(2, 3, {0, 1, -1}), {{1, 1, 1, 0}, {0, 1, -1, -1}},
      {{1, 0, 0}, {half, half, half}, {half, -half, half}, {0, 0, 1}},
      {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}});
}

TEST(CookToom, LavinAndGrayF43) {
  Rational s(-1, 6), t(1, 24), u(1, 12), v(1, 6);
  expectSameUpToScaling(build(4, 3, {0, 1, -1, 2, -2}),
                        {{1, 1, 1, 1, 1, 0},
                         {0, 1, -1, 2, -2, 0},
                         {0, 1, 1, 4, 4, 0},
                         {0, 1, -1, 8, -8, 1}},
                        {{Rational(1, 4), 0, 0},
                         {s, s, s},
                         {s, -s, s},
                         {t, u, v},
                         {t, -u, v},
                         {0, 0, 1}},
                        {{4, 0, -5, 0, 1, 0},
                         {0, -4, -4, 1, 1, 0},
                         {0, 4, -4, -1, 1, 0},
                         {0, -2, -1, 2, 1, 0},
                         {0, 2, -1, -2, 1, 0},
                         {0, 4, 0, -5, 0, 1}});
}

TEST(CookToom, InputAndOutputAreDyadic) {
  for (int64_t m = 1; m <= 8; ++m)
    for (int64_t r = 1; r <= 5; ++r) {
      CookToom algorithm = build(m, r);
      for (int64_t i = 0; i < algorithm.alpha(); ++i) {
        expectDyadic(algorithm.inputMatrix().row(i));
        expectDyadic(column(algorithm.outputMatrix(), i));
      }
    }
}

TEST(CookToom, FilterDenominator) {
  EXPECT_EQ(build(1, 1).filterDenominator(), Rational(1));
  EXPECT_EQ(build(2, 3).filterDenominator(), Rational(2));
  EXPECT_EQ(build(4, 3, {0, 1, -1, 2, -2}).filterDenominator(), Rational(3));
  EXPECT_EQ(build(4, 3).filterDenominator(), Rational(585));
}

TEST(CookToom, DefaultPoints) {
  using Points = llvm::SmallVector<Rational>;
  EXPECT_TRUE(CookToom::defaultPoints(1, 1).empty());
  EXPECT_EQ(CookToom::defaultPoints(2, 1), (Points{0}));
  EXPECT_EQ(CookToom::defaultPoints(2, 2), (Points{0, 1}));
  EXPECT_EQ(CookToom::defaultPoints(2, 3), (Points{0, 1, -1}));
  EXPECT_EQ(CookToom::defaultPoints(3, 3),
            (Points{{3, 8}, {-3, 8}, {5, 4}, {-5, 4}}));
  EXPECT_EQ(CookToom::defaultPoints(4, 3),
            (Points{0, {2, 3}, {-2, 3}, {3, 2}, {-3, 2}}));
  EXPECT_EQ(CookToom::defaultPoints(6, 3),
            (Points{0, 1, -1, 2, -2, {1, 2}, {-1, 2}}));
  EXPECT_EQ(CookToom::defaultPoints(8, 9).back(), Rational(-4));
}

// Coefficients are exact in f32 for filters and tiles that are of use there,
// and in f64 for all.
TEST(CookToom, DefaultCoefficientsAreExact) {
  for (int64_t alpha = 1; alpha <= CookToom::maxAlpha; ++alpha)
    for (int64_t r = 1; r <= alpha; ++r) {
      CookToom algorithm = build(alpha + 1 - r, r);
      for (const RationalMatrix *matrix :
           {&algorithm.inputMatrix(), &algorithm.outputMatrix()})
        for (int64_t row = 0; row < matrix->rows(); ++row)
          for (const Rational &value : matrix->row(row)) {
            Rational::Int odd = value.abs().numerator();
            while (odd != 0 && odd % 2 == 0)
              odd /= 2;
            EXPECT_LT(double(odd), r >= 3 && alpha <= 12 ? 0x1p24 : 0x1p53)
                << "F(" << algorithm.m() << ", " << r << ")";
          }
    }
}

static bool exceeds(const Rational &left, const Rational &right) {
  return (left - right).numerator() > 0;
}

/// The magnitudes of each row sum up to more than 1/2 and at most 1.
static void expectContracting(const RationalMatrix &matrix) {
  for (int64_t row = 0; row < matrix.rows(); ++row) {
    Rational sum;
    for (const Rational &value : matrix.row(row))
      sum += value.abs();
    ASSERT_TRUE(sum.isValid());
    EXPECT_FALSE(exceeds(sum, 1)) << sum.str();
    EXPECT_TRUE(exceeds(sum, {1, 2})) << sum.str();
  }
}

// |X^| = |B^T x ...| <= max |x| in any number of dimensions, and |G^| <= max
// |g|: a type that holds the image and the filter holds these. It is the same
// algorithm, with other powers of two.
TEST(CookToom, ContractingNeverOverflows) {
  for (int64_t alpha = 1; alpha <= CookToom::maxAlpha; ++alpha)
    for (int64_t r = 1; r <= alpha; ++r) {
      int64_t m = alpha + 1 - r;
      llvm::Expected<CookToom> algorithm =
          CookToom::build(m, r, CookToom::defaultPoints(m, r),
                          /*contracting=*/true);
      ASSERT_TRUE(bool(algorithm)) << llvm::toString(algorithm.takeError());
      EXPECT_TRUE(algorithm->isContracting());
      expectContracting(algorithm->inputMatrix());
      expectContracting(algorithm->filterMatrix());
      if (alpha <= 8)
        expectFilters(*algorithm);
    }
}

// The form that f32 gets does not: F(2, 3) doubles what it adds.
TEST(CookToom, UsualScaleIsNotContracting) {
  EXPECT_FALSE(build(2, 3).isContracting());
  EXPECT_EQ(build(2, 3).inputMatrix()(0, 0), Rational(1));
}
