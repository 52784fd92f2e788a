//===- peer_timing.h - How peers in C++ are timed ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_BENCHMARKS_PEER_TIMING_H
#define WINOGRAD_BENCHMARKS_PEER_TIMING_H

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

inline std::string getVariable(const char *name, const char *otherwise) {
  const char *value = std::getenv(name);
  return value && *value ? value : otherwise;
}

inline double now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// data.median_seconds in C++.
inline double medianSeconds(const std::function<void()> &run) {
  double budget = std::stod(getVariable("BUDGET", "0.5"));
  double start = now();
  for (int runs = 0; runs < 3 || now() - start < 0.25; ++runs) {
    run();
    if (now() - start > 5)
      break;
  }
  std::vector<double> durations;
  start = now();
  double elapsed = 0;
  do {
    double before = now();
    run();
    double after = now();
    durations.push_back(after - before);
    elapsed = after - start;
  } while (!(elapsed >= budget && durations.size() >= 15) &&
           !(elapsed >= 15 && durations.size() >= 3));
  std::sort(durations.begin(), durations.end());
  size_t middle = durations.size() / 2;
  return durations.size() % 2 ? durations[middle]
                              : (durations[middle - 1] + durations[middle]) / 2;
}

#endif // WINOGRAD_BENCHMARKS_PEER_TIMING_H
