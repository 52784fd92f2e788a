//===- PointSearch.h - Points with a small rounding error -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rounding error of F(m, r) depends on its points (docs/Accuracy.md). Three
// steps find good ones, each for fewer sets than the one before:
//
//   screen    the factor κ² of ErrorModel.h, from the points alone, in float64
//   build     the matrices, exactly: that proves the identity
//   measure   the error, by simulation (Simulation.h)
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_POINTS_POINTSEARCH_H
#define WINOGRAD_POINTS_POINTSEARCH_H

#include "winograd/Points/Simulation.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mlir::winograd {

/// The sets of points that are tried: of 0 or not, pairs ±p, and single points,
/// rationals whose numerator and denominator are at most `largest`. Of a set
/// and its mirror image, which have the same error, one is tried.
struct PointSets {
  int64_t largest = 5;
  int64_t singles = 2; ///< at most

  /// How many there are of `count` points; infinity where that overflows.
  double count(int64_t numPoints) const;
  /// Calls `visit` with each set, in an order of its own.
  void visit(int64_t numPoints,
             llvm::function_ref<void(llvm::ArrayRef<Rational>)> visit) const;
};

/// κ² of F(m, r) at these points, as `AlgorithmFigures::meanGrowth` (Cost.h)
/// has it, but in float64 and without the matrices. No scale of rows changes
/// it.
double screenPoints(int64_t m, int64_t r, llvm::ArrayRef<double> points);

/// One set of points, and what is known of it.
struct RankedPoints {
  CookToom algorithm;
  double predicted = 0; ///< x direct, by ErrorModel.h
  /// Over the seeds, x direct: the geometric mean, the least and the largest.
  double relative = 0, least = 0, most = 0;
  double rms = 0; ///< the geometric mean

  /// How an attribute of the dialect says it.
  std::string attribute() const;
};

struct SearchOptions {
  SimulationOptions simulation;
  PointSets sets;
  /// So many of the best of a step go on to the next one.
  int64_t built = 64, measured = 16;
  int64_t seeds = 5;
};

/// What is going on: the step, and how much of it is done.
using SearchProgress =
    llvm::function_ref<void(llvm::StringRef step, double done, double all)>;

/// The best sets of points for F(m, r), the best first, among them always the
/// default points. Fails if there is no such algorithm, or none of the sets has
/// as many points.
llvm::Expected<std::vector<RankedPoints>>
searchPoints(int64_t m, int64_t r, const SearchOptions &options,
             SearchProgress progress);

/// The same for given sets.
llvm::Expected<std::vector<RankedPoints>>
rankPoints(int64_t m, int64_t r,
           llvm::ArrayRef<llvm::SmallVector<Rational>> sets,
           const SearchOptions &options, SearchProgress progress);

} // namespace mlir::winograd

#endif // WINOGRAD_POINTS_POINTSEARCH_H
