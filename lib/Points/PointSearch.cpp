//===- PointSearch.cpp - Points with a small rounding error ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Points/PointSearch.h"
#include "winograd/Support/ErrorModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <queue>

using namespace mlir::winograd;
using Points = llvm::SmallVector<Rational>;

/// Screened in some quarters of an hour.
static constexpr double mostSets = 1e9;

//===----------------------------------------------------------------------===//
// Screening
//===----------------------------------------------------------------------===//

static double sumOfSquares(llvm::ArrayRef<double> values) {
  double sum = 0;
  for (double value : values)
    sum += value * value;
  return sum;
}

/// 1 + p^2 + p^4 + ... of `count` terms.
static double sumOfPowers(double point, int64_t count) {
  double sum = 0, power = 1;
  for (int64_t i = 0; i < count; ++i, power *= point * point)
    sum += power;
  return sum;
}

// Row j of the unscaled matrices (CookToom::interpolate): A^T has the powers of
// the point, G those over N_j, B^T the coefficients of prod_{k != j} (x - p_k).
double mlir::winograd::screenPoints(int64_t m, int64_t r,
                                    llvm::ArrayRef<double> points) {
  // Constant term first.
  llvm::SmallVector<double, 16> all = {1};
  for (double point : points) {
    all.push_back(0);
    for (size_t i = all.size(); i-- > 0;)
      all[i] = (i > 0 ? all[i - 1] : 0) - point * all[i];
  }
  // Infinity: A^T and G have one entry.
  double growth = sumOfSquares(all);
  llvm::SmallVector<double, 16> quotient(points.size());
  for (double point : points) {
    // all(x) / (x - p), from the highest term down.
    double carry = 0;
    for (size_t i = points.size(); i-- > 0;)
      quotient[i] = carry = all[i + 1] + point * carry;
    double denominator = 1;
    for (double other : points)
      if (other != point)
        denominator *= point - other;
    growth += sumOfPowers(point, m) * sumOfPowers(point, r) /
              (denominator * denominator) * sumOfSquares(quotient);
  }
  return growth / double(m);
}

/// The best sets, by κ², the best first.
static std::vector<Points> screen(int64_t m, int64_t r,
                                  const SearchOptions &options,
                                  SearchProgress progress) {
  using Entry = std::pair<double, Points>;
  auto isBetter = [](const Entry &a, const Entry &b) {
    return a.first < b.first;
  };
  std::priority_queue<Entry, std::vector<Entry>, decltype(isBetter)> best(
      isBetter);
  int64_t numPoints = m + r - 2;
  double all = options.sets.count(numPoints), done = 0;
  options.sets.visit(numPoints, [&](llvm::ArrayRef<Rational> points) {
    constexpr int64_t between = 4096; // calls
    if (int64_t(++done) % between == 0)
      progress("screened", done, all);
    double growth = screenPoints(
        m, r, llvm::map_to_vector<16>(points, [](const Rational &point) {
          return point.toDouble();
        }));
    if (int64_t(best.size()) < options.built)
      return best.emplace(growth, Points(points)), void();
    if (growth >= best.top().first)
      return;
    best.pop();
    best.emplace(growth, Points(points));
  });
  std::vector<Points> sets;
  for (; !best.empty(); best.pop())
    sets.push_back(best.top().second);
  std::reverse(sets.begin(), sets.end());
  return sets;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// The smallest first, p before -p.
static void sortPoints(Points &points) {
  llvm::sort(points, [](const Rational &a, const Rational &b) {
    double left = a.abs().toDouble(), right = b.abs().toDouble();
    return left != right ? left < right : b.isNegative() && !a.isNegative();
  });
}

/// With the scale of rows that the type of storage gets.
static llvm::Expected<CookToom> build(int64_t m, int64_t r,
                                      llvm::ArrayRef<Rational> points,
                                      StorageType storage) {
  return CookToom::build(m, r, points,
                         /*contracting=*/storage == StorageType::F16);
}

static RankedPoints predict(CookToom algorithm,
                            const SimulationOptions &options) {
  ConvolutionSizes sizes;
  sizes.inputChannels = sizes.outputChannels = options.channels;
  sizes.filter.assign(options.dimensions, algorithm.r());
  sizes.output.assign(options.dimensions, algorithm.m());
  Roundoff roundoff;
  if (options.storage == StorageType::F16)
    roundoff.stored = 0x1p-11;
  if (options.storage == StorageType::BF16)
    roundoff.stored = 0x1p-8;
  llvm::SmallVector<CookToom> algorithms(options.dimensions, algorithm);
  RankedPoints result{std::move(algorithm)};
  result.predicted = predictError(sizes, algorithms, roundoff).relative;
  return result;
}

static bool hasSamePoints(const RankedPoints &a, llvm::ArrayRef<Rational> b) {
  return a.algorithm.points().size() == b.size() &&
         llvm::all_of(a.algorithm.points(), [&](const Rational &point) {
           return llvm::is_contained(b, point);
         });
}

//===----------------------------------------------------------------------===//
// Measuring
//===----------------------------------------------------------------------===//

static void measure(std::vector<RankedPoints> &candidates,
                    const SearchOptions &options, SearchProgress progress) {
  double done = 0, all = double(options.seeds) * double(candidates.size());
  for (int64_t seed = 0; seed < options.seeds; ++seed) {
    const CookToom &first = candidates.front().algorithm;
    Simulation simulation(first.m(), first.r(), options.simulation, seed);
    for (RankedPoints &candidate : candidates) {
      progress("measured", done++, all);
      SimulatedError error = simulation.measure(candidate.algorithm);
      candidate.relative += std::log(error.relative) / double(options.seeds);
      candidate.rms += std::log(error.rms) / double(options.seeds);
      candidate.least = seed == 0 ? error.relative
                                  : std::min(candidate.least, error.relative);
      candidate.most = std::max(candidate.most, error.relative);
    }
  }
  for (RankedPoints &candidate : candidates) {
    candidate.relative = std::exp(candidate.relative);
    candidate.rms = std::exp(candidate.rms);
  }
  llvm::sort(candidates, [](const RankedPoints &a, const RankedPoints &b) {
    return a.relative < b.relative;
  });
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

std::string RankedPoints::attribute() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "#winograd.algorithm<F(" << algorithm.m() << ", " << algorithm.r()
     << "), points = [";
  llvm::interleaveComma(algorithm.points(), os);
  os << (algorithm.isContracting() ? "], contracting>" : "]>");
  return text;
}

llvm::Expected<std::vector<RankedPoints>>
mlir::winograd::rankPoints(int64_t m, int64_t r, llvm::ArrayRef<Points> sets,
                           const SearchOptions &options,
                           SearchProgress progress) {
  std::vector<RankedPoints> candidates;
  for (llvm::ArrayRef<Rational> points : sets) {
    llvm::Expected<CookToom> algorithm =
        build(m, r, points, options.simulation.storage);
    if (!algorithm)
      return algorithm.takeError();
    candidates.push_back(predict(std::move(*algorithm), options.simulation));
  }
  if (!candidates.empty())
    measure(candidates, options, progress);
  return candidates;
}

llvm::Expected<std::vector<RankedPoints>>
mlir::winograd::searchPoints(int64_t m, int64_t r, const SearchOptions &options,
                             SearchProgress progress) {
  // First of all: are there points for such sizes?
  llvm::Expected<CookToom> usual = CookToom::build(m, r);
  if (usual)
    usual = build(m, r, usual->points(), options.simulation.storage);
  if (!usual)
    return usual.takeError();
  if (double count = options.sets.count(m + r - 2); count > mostSets)
    return llvm::createStringError(
        llvm::formatv("expected at most {0:F0} sets of points, but got {1:E1}; "
                      "lower the largest part of a point, or the number of "
                      "single points",
                      mostSets, count));
  std::vector<RankedPoints> candidates;
  std::vector<Points> sets = screen(m, r, options, progress);
  if (sets.empty())
    return llvm::createStringError(
        "expected sets of " + llvm::Twine(m + r - 2) +
        " points, but there is none with numerators and denominators of at "
        "most " +
        llvm::Twine(options.sets.largest) + " and at most " +
        llvm::Twine(options.sets.singles) + " single points");
  for (Points &points : sets) {
    sortPoints(points);
    llvm::Expected<CookToom> algorithm =
        build(m, r, points, options.simulation.storage);
    // What does not fit the exact arithmetic is no candidate.
    if (!algorithm)
      llvm::consumeError(algorithm.takeError());
    else
      candidates.push_back(predict(std::move(*algorithm), options.simulation));
  }
  llvm::sort(candidates, [](const RankedPoints &a, const RankedPoints &b) {
    return a.predicted < b.predicted;
  });
  if (int64_t(candidates.size()) > options.measured)
    candidates.erase(candidates.begin() + options.measured, candidates.end());
  if (llvm::none_of(candidates, [&](const RankedPoints &candidate) {
        return hasSamePoints(candidate, usual->points());
      }))
    candidates.push_back(predict(std::move(*usual), options.simulation));
  measure(candidates, options, progress);
  return candidates;
}
