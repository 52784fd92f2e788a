//===- Timing.h - Durations that can be compared ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_TIMING_H
#define WINOGRAD_RUNNER_TIMING_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <chrono>
#include <string>

namespace mlir::winograd {

/// Seconds since its construction.
class Stopwatch {
public:
  double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
};

/// The middle value, or the mean of the two in the middle; of at least one.
double median(llvm::SmallVector<double> values);

/// How often something is repeated to find out how long it takes.
struct RepeatPolicy {
  /// Runs that are not counted: at least so many seconds and so many runs, but
  /// none begins after `maxWarmUpSeconds`.
  double warmUpSeconds = 0.25, maxWarmUpSeconds = 5;
  unsigned warmUpRuns = 3;
  /// Runs that are: at least so many seconds and so many runs; after
  /// `maxSeconds`, three are enough.
  double minSeconds = 0.5, maxSeconds = 15;
  unsigned minRuns = 15;
  /// Before each run so many bytes are written, outside of what is timed: what
  /// is in caches of half that size is gone. 0: runs find what those before
  /// them left.
  size_t evictedBytes = 0;
  /// Counts the time that this thread runs, where the system tells it, instead
  /// of all that goes by: what others take of a core meanwhile does not count,
  /// but neither do other threads of the run.
  bool countsThreadTime = false;

  /// So many runs, whatever they take; what went before has warmed up caches
  /// and memory.
  static RepeatPolicy exactly(unsigned runs);
};

/// The durations of `run` in their order, repeated as `policy` says. After each
/// run, outside of what is timed, `afterRun`, if there is one.
llvm::SmallVector<double>
measureSeconds(llvm::function_ref<void()> run, const RepeatPolicy &policy,
               llvm::function_ref<void(bool isCounted)> afterRun = nullptr);

/// The median of these.
double
medianSeconds(llvm::function_ref<void()> run, const RepeatPolicy &policy,
              llvm::function_ref<void(bool isCounted)> afterRun = nullptr);

/// `12.3 ms`, `4.56 s`: three digits and a unit.
std::string formatSeconds(double seconds);

/// Makes the C library keep freed memory instead of giving it back to the
/// system. Otherwise every run pays for fresh pages, for some more than half of
/// the time, and paths that allocate differently cannot be compared.
void keepFreedMemory();

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_TIMING_H
