//===- CPUFit.cpp - A CPU by what it was measured to do -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/CPUFit.h"
#include "winograd/Support/Assert.h"
#include <algorithm>
#include <cmath>

using namespace mlir::winograd;

static constexpr int64_t CPUTarget::*fitted[] = {
    &CPUTarget::operationTime, &CPUTarget::transformAccessTime,
    &CPUTarget::l2StreamTime,  &CPUTarget::l3StreamTime,
    &CPUTarget::l2BlockTime,   &CPUTarget::l3BlockTime,
    &CPUTarget::memoryTime,    &CPUTarget::tileTime,
    &CPUTarget::transposeTime, &CPUTarget::valueTime,
    &CPUTarget::rowTime,       &CPUTarget::directEfficiency,
};
/// What a time that is twice as long has to gain, next to a sample whose
/// estimate is twice as long as it took.
static constexpr double inertia = 0.02;
/// Factors by which times are changed, one after the other.
static constexpr double steps[] = {2, 1.4, 1.2, 1.1, 1.04};
/// Times around all of them for each factor: more than it ever took.
static constexpr unsigned maxSweeps = 50;

static double square(double value) { return value * value; }

double mlir::winograd::estimate(const CPUSample &sample,
                                const CPUTarget &target) {
  if (sample.algorithms.empty())
    return estimateDirect(sample.sizes, target);
  return priceBlock(sample.sizes, sample.algorithms, target, sample.block)
      .cycles;
}

/// The sum of the squares of log(estimate / cycles).
static double sumErrors(llvm::ArrayRef<CPUSample> samples,
                        const CPUTarget &target) {
  double sum = 0;
  for (const CPUSample &sample : samples)
    sum += square(std::log(estimate(sample, target) / sample.cycles));
  return sum;
}

double mlir::winograd::getModelError(llvm::ArrayRef<CPUSample> samples,
                                     const CPUTarget &target) {
  WINOGRAD_ASSERT(!samples.empty(), "expected at least one sample");
  return std::sqrt(sumErrors(samples, target) / double(samples.size()));
}

namespace {
/// Descends along one time after the other.
class Fit {
public:
  Fit(llvm::ArrayRef<CPUSample> samples, CPUTarget &target)
      : samples(samples), target(target), start(target), best(getLoss()) {}

  void run() {
    for (double step : steps)
      for (unsigned sweep = 0; sweep < maxSweeps && improveAll(step); ++sweep) {
      }
  }

private:
  double getLoss() const {
    double loss = sumErrors(samples, target);
    for (int64_t CPUTarget::*time : fitted)
      loss += inertia *
              square(std::log(double(target.*time) / double(start.*time)));
    return loss;
  }

  bool improveAll(double step) {
    bool isBetter = false;
    for (int64_t CPUTarget::*time : fitted)
      isBetter |= improve(time, step) || improve(time, 1 / step);
    return isBetter;
  }

  bool improve(int64_t CPUTarget::*time, double factor) {
    int64_t before = target.*time;
    int64_t most =
        time == &CPUTarget::directEfficiency ? 1000 : CPUTarget::maxTime;
    target.*time =
        std::clamp<int64_t>(std::llround(double(before) * factor), 1, most);
    double loss = getLoss();
    if (loss < best) {
      best = loss;
      return true;
    }
    target.*time = before;
    return false;
  }

  llvm::ArrayRef<CPUSample> samples;
  CPUTarget &target;
  const CPUTarget start;
  double best;
};
} // namespace

void mlir::winograd::fitTimes(llvm::ArrayRef<CPUSample> samples,
                              CPUTarget &target) {
  for (int64_t CPUTarget::*time : fitted)
    target.*time = std::max<int64_t>(target.*time, 1);
  Fit(samples, target).run();
}
