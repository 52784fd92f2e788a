//===- Timing.cpp - Durations that can be compared ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Timing.h"
#include "winograd/Support/Assert.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cstdlib>
#include <ctime>
#include <limits>
#include <vector>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Of most processors; a shorter one is not worth a figure.
static constexpr size_t cacheLine = 64;

double mlir::winograd::median(llvm::SmallVector<double> values) {
  WINOGRAD_ASSERT(!values.empty(), "expected at least one value");
  llvm::sort(values);
  size_t middle = values.size() / 2;
  return values.size() % 2 ? values[middle]
                           : (values[middle - 1] + values[middle]) / 2;
}

mlir::winograd::RepeatPolicy
mlir::winograd::RepeatPolicy::exactly(unsigned runs) {
  RepeatPolicy policy;
  policy.warmUpSeconds = policy.maxWarmUpSeconds = 0;
  policy.warmUpRuns = 0;
  policy.minSeconds = 0;
  policy.maxSeconds = std::numeric_limits<double>::infinity();
  policy.minRuns = runs;
  return policy;
}

/// Seconds since some time, by the clock that the policy asks for.
static double readClock(const mlir::winograd::RepeatPolicy &policy) {
#ifdef CLOCK_THREAD_CPUTIME_ID
  timespec time;
  if (policy.countsThreadTime &&
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
#endif
  static const mlir::winograd::Stopwatch sinceStart;
  return sinceStart.seconds();
}

llvm::SmallVector<double> mlir::winograd::measureSeconds(
    llvm::function_ref<void()> run, const RepeatPolicy &policy,
    llvm::function_ref<void(bool isCounted)> afterRun) {
  std::vector<char> evicting(policy.evictedBytes);
  auto evict = [&] {
    for (size_t index = 0; index < evicting.size(); index += cacheLine)
      static_cast<volatile char &>(evicting[index]) += 1;
  };
  auto finish = [&](bool isCounted) {
    if (afterRun)
      afterRun(isCounted);
    evict();
  };
  evict();
  Stopwatch warmUp;
  for (unsigned runs = 0;
       (runs < policy.warmUpRuns || warmUp.seconds() < policy.warmUpSeconds) &&
       (runs == 0 || warmUp.seconds() < policy.maxWarmUpSeconds);
       ++runs) {
    run();
    finish(/*isCounted=*/false);
  }

  llvm::SmallVector<double> durations;
  Stopwatch total;
  auto isEnough = [&] {
    size_t runs = durations.size();
    double seconds = total.seconds();
    return (runs >= policy.minRuns && seconds >= policy.minSeconds) ||
           (runs >= 3 && seconds >= policy.maxSeconds);
  };
  while (!isEnough()) {
    double start = readClock(policy);
    run();
    durations.push_back(readClock(policy) - start);
    finish(/*isCounted=*/true);
  }
  return durations;
}

double mlir::winograd::medianSeconds(
    llvm::function_ref<void()> run, const RepeatPolicy &policy,
    llvm::function_ref<void(bool isCounted)> afterRun) {
  return median(measureSeconds(run, policy, afterRun));
}

std::string mlir::winograd::formatSeconds(double seconds) {
  const char *unit = " s";
  double value = seconds;
  for (const char *smaller : {" ms", " us"})
    if (value < 1) {
      value *= 1000;
      unit = smaller;
    }
  const char *digits = value < 9.995   ? "{0:F2}{1}"
                       : value < 99.95 ? "{0:F1}{1}"
                                       : "{0:F0}{1}";
  return llvm::formatv(digits, value, unit).str();
}

void mlir::winograd::keepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
}
