//===- PointSets.cpp - Which sets of points are tried ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Points/PointSearch.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace mlir::winograd;

/// All n/d of 1 to `largest`, each once, the smallest first.
static llvm::SmallVector<Rational> listPositive(int64_t largest) {
  llvm::SmallVector<Rational> values;
  for (int64_t n = 1; n <= largest; ++n)
    for (int64_t d = 1; d <= largest; ++d)
      if (Rational(n, d).denominator() == d)
        values.push_back(Rational(n, d));
  llvm::sort(values, [](const Rational &a, const Rational &b) {
    return a.toDouble() < b.toDouble();
  });
  return values;
}

namespace {
/// How a set is made up.
struct Shape {
  int64_t zeros, pairs, singles;
};
} // namespace

static llvm::SmallVector<Shape> listShapes(int64_t numPoints,
                                           int64_t mostSingles) {
  llvm::SmallVector<Shape> shapes;
  for (int64_t zeros : {1, 0})
    for (int64_t singles = 0; singles <= mostSingles; ++singles) {
      int64_t inPairs = numPoints - zeros - singles;
      if (inPairs >= 0 && inPairs % 2 == 0)
        shapes.push_back({zeros, inPairs / 2, singles});
    }
  return shapes;
}

/// n over k.
static double choose(int64_t n, int64_t k) {
  double result = k <= n ? 1 : 0;
  for (int64_t i = 0; i < k && result != 0; ++i)
    result = result * double(n - i) / double(i + 1);
  return std::round(result);
}

/// Calls `visit` with every choice of `count` of the numbers from `first` to
/// `end`, without those in `taken`; `chosen` grows and shrinks meanwhile.
static void forEachChoice(int64_t first, int64_t end, int64_t count,
                          llvm::ArrayRef<int64_t> taken,
                          llvm::SmallVectorImpl<int64_t> &chosen,
                          llvm::function_ref<void()> visit) {
  if (count == 0)
    return visit();
  for (int64_t i = first; i + count <= end; ++i) {
    if (llvm::is_contained(taken, i))
      continue;
    chosen.push_back(i);
    forEachChoice(i + 1, end, count - 1, taken, chosen, visit);
    chosen.pop_back();
  }
}

/// Of the single points, with every choice of signs but that of the first one.
static void visitSigns(llvm::SmallVectorImpl<Rational> &points, size_t next,
                       llvm::function_ref<void()> visit) {
  if (next >= points.size())
    return visit();
  visitSigns(points, next + 1, visit);
  points[next] = -points[next];
  visitSigns(points, next + 1, visit);
  points[next] = -points[next];
}

double PointSets::count(int64_t numPoints) const {
  int64_t values = listPositive(largest).size();
  double result = 0;
  for (const Shape &shape : listShapes(numPoints, singles))
    result += choose(values, shape.pairs) *
              choose(values - shape.pairs, shape.singles) *
              std::exp2(double(std::max<int64_t>(shape.singles - 1, 0)));
  return result;
}

void PointSets::visit(
    int64_t numPoints,
    llvm::function_ref<void(llvm::ArrayRef<Rational>)> visit) const {
  llvm::SmallVector<Rational> values = listPositive(largest);
  int64_t end = values.size();
  for (const Shape &shape : listShapes(numPoints, singles)) {
    llvm::SmallVector<int64_t> pairs, alone;
    forEachChoice(0, end, shape.pairs, {}, pairs, [&] {
      forEachChoice(0, end, shape.singles, pairs, alone, [&] {
        llvm::SmallVector<Rational> points(shape.zeros, Rational(0));
        for (int64_t index : pairs)
          points.append({values[index], -values[index]});
        size_t first = points.size();
        for (int64_t index : alone)
          points.push_back(values[index]);
        visitSigns(points, first + 1, [&] { visit(points); });
      });
    });
  }
}
