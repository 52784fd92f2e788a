//===- PointSearchTest.cpp - Points with a small rounding error -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Points/PointSearch.h"
#include "winograd/Support/Cost.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include <gtest/gtest.h>
#include <set>

using namespace mlir::winograd;

static void ignore(llvm::StringRef, double, double) {}

/// The set, or its mirror image, in one form.
static std::vector<double> normalize(llvm::ArrayRef<Rational> points) {
  std::vector<double> set, mirror;
  for (const Rational &point : points) {
    set.push_back(point.toDouble() + 0.0);
    mirror.push_back(0.0 - point.toDouble());
  }
  llvm::sort(set);
  llvm::sort(mirror);
  return std::min(set, mirror);
}

TEST(PointSets, EachOnce) {
  for (int64_t numPoints = 0; numPoints <= 6; ++numPoints)
    for (int64_t singles = 0; singles <= 3; ++singles) {
      PointSets sets;
      sets.largest = 3;
      sets.singles = singles;
      std::set<std::vector<double>> seen;
      int64_t visited = 0;
      sets.visit(numPoints, [&](llvm::ArrayRef<Rational> points) {
        ++visited;
        EXPECT_EQ(int64_t(points.size()), numPoints);
        std::vector<double> set = normalize(points);
        EXPECT_EQ(std::set<double>(set.begin(), set.end()).size(), set.size());
        seen.insert(set);
      });
      EXPECT_EQ(int64_t(seen.size()), visited);
      EXPECT_EQ(sets.count(numPoints), double(visited));
    }
}

// The fast way and the exact one.
TEST(PointSearch, ScreensByGrowth) {
  for (int64_t m = 1; m <= 8; ++m)
    for (int64_t r = 1; r <= 5; ++r) {
      CookToom algorithm = llvm::cantFail(CookToom::build(m, r));
      double screened = screenPoints(
          m, r,
          llvm::map_to_vector<16>(algorithm.points(), [](const Rational &p) {
            return p.toDouble();
          }));
      EXPECT_NEAR(screened / getFigures(algorithm).meanGrowth, 1, 1e-9)
          << "F(" << m << ", " << r << ")";
    }
}

static std::vector<double> findBest(int64_t m, int64_t r,
                                    const SearchOptions &options) {
  auto ranked = llvm::cantFail(searchPoints(m, r, options, ignore));
  for (size_t i = 1; i < ranked.size(); ++i)
    EXPECT_LE(ranked[i - 1].relative, ranked[i].relative);
  return normalize(ranked.front().algorithm.points());
}

// Best among 0, ±p, ±q with parts of at most 3 (docs/Accuracy.md), and what
// Lavin and Gray take for F(2, 3).
TEST(PointSearch, FindsKnownSets) {
  SearchOptions options;
  options.sets.largest = 3;
  options.measured = 4;
  options.simulation.tiles = 64;
  EXPECT_EQ(findBest(2, 3, options),
            normalize({Rational(0), Rational(1), Rational(-1)}));
  EXPECT_EQ(findBest(4, 3, options), normalize(CookToom::defaultPoints(4, 3)));
}

// The default points are measured, too, also where they are none of the sets.
TEST(PointSearch, KnowsTheDefault) {
  SearchOptions options;
  options.sets.largest = 2;
  options.measured = 1;
  options.seeds = 1;
  auto ranked = llvm::cantFail(searchPoints(4, 3, options, ignore));
  ASSERT_EQ(ranked.size(), 2u);
  EXPECT_EQ(llvm::SmallVector<Rational>(ranked.front().algorithm.points()),
            CookToom::defaultPoints(4, 3));
  EXPECT_EQ(ranked.front().attribute(),
            "#winograd.algorithm<F(4, 3), points = [0, 2/3, -2/3, 3/2, -3/2]>");
}

TEST(PointSearch, Errors) {
  auto messageOf = [](int64_t m, int64_t r, const SearchOptions &options) {
    auto ranked = searchPoints(m, r, options, ignore);
    return ranked ? std::string() : llvm::toString(ranked.takeError());
  };
  EXPECT_EQ(messageOf(0, 3, {}), "expected m to be at least 1, but got 0");
  SearchOptions few;
  few.sets.largest = 1;
  EXPECT_EQ(messageOf(4, 3, few),
            "expected sets of 5 points, but there is none with numerators and "
            "denominators of at most 1 and at most 2 single points");
}
