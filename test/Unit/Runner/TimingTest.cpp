//===- TimingTest.cpp - How often something is repeated -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Timing.h"

#include "gtest/gtest.h"
#include <thread>

using namespace mlir::winograd;

namespace {

TEST(RepeatPolicy, CountsRuns) {
  RepeatPolicy policy;
  policy.warmUpSeconds = policy.minSeconds = 0;
  unsigned runs = 0;
  EXPECT_GE(medianSeconds([&] { ++runs; }, policy), 0);
  EXPECT_EQ(runs, policy.warmUpRuns + policy.minRuns);
}

TEST(RepeatPolicy, RunsForAWhile) {
  RepeatPolicy policy;
  policy.warmUpSeconds = policy.minSeconds = 0.02;
  policy.minRuns = 1;
  Stopwatch stopwatch;
  medianSeconds([] {}, policy);
  EXPECT_GE(stopwatch.seconds(), 0.04);
}

TEST(RepeatPolicy, IsPatientWithThreeSlowRuns) {
  RepeatPolicy policy;
  policy.maxWarmUpSeconds = policy.maxSeconds = 0;
  unsigned runs = 0;
  auto sleep = [&] {
    ++runs;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  };
  EXPECT_GE(medianSeconds(sleep, policy), 0.002);
  EXPECT_EQ(runs, 1u + 3u);
}

} // namespace
