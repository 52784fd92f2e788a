//===- SimulationTest.cpp - Measured rounding errors ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Points/Simulation.h"
#include "winograd/Support/ErrorModel.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace mlir::winograd;

static CookToom build(int64_t m, int64_t r, bool contracting = false) {
  return llvm::cantFail(
      CookToom::build(m, r, CookToom::defaultPoints(m, r), contracting));
}

static SimulatedError measure(const CookToom &algorithm,
                              const SimulationOptions &options = {}) {
  return Simulation(algorithm.m(), algorithm.r(), options, /*seed=*/0)
      .measure(algorithm);
}

// What it computes is a convolution, in any number of dimensions: the error is
// a few roundoffs, and about the one that the model predicts.
TEST(Simulation, AgreesWithTheModel) {
  for (int64_t dimensions = 1; dimensions <= 3; ++dimensions)
    for (auto [m, r] : {std::pair{2, 3}, {3, 3}, {4, 3}, {3, 2}, {2, 5}}) {
      SimulationOptions options;
      options.channels = 32;
      options.dimensions = dimensions;
      CookToom algorithm = build(m, r);
      ConvolutionSizes sizes;
      sizes.inputChannels = options.channels;
      sizes.filter.assign(dimensions, r);
      sizes.output.assign(dimensions, m);
      double predicted =
          predictError(sizes,
                       llvm::SmallVector<CookToom>(dimensions, algorithm), {})
              .relative;
      SimulatedError error = measure(algorithm, options);
      EXPECT_NEAR(error.relative / predicted, 1, 0.15)
          << "F(" << m << ", " << r << "), " << dimensions << "-D";
      EXPECT_LT(error.rms, 1e-5);
    }
}

// One tap, one channel: a product, which both round once.
TEST(Simulation, OfAProductIsDirect) {
  SimulationOptions options;
  options.channels = 1;
  EXPECT_EQ(measure(build(1, 1), options).relative, 1);
  options.storage = StorageType::BF16;
  SimulatedError exact = measure(build(1, 1), options);
  EXPECT_EQ(exact.rms, 0);
  EXPECT_EQ(exact.relative, 1);
}

// The unit roundoff of bf16 is 8 times that of f16.
TEST(Simulation, RoundsWhatIsStored) {
  SimulationOptions f32, f16, bf16;
  f16.storage = StorageType::F16;
  bf16.storage = StorageType::BF16;
  CookToom algorithm = build(4, 3);
  EXPECT_GT(measure(algorithm, f16).rms, 1000 * measure(algorithm, f32).rms);
  EXPECT_NEAR(measure(algorithm, bf16).rms / measure(algorithm, f16).rms, 8, 1);
}

// The filter of the compiled code is a constant, transformed in float64.
TEST(Simulation, FilterAtRunTimeRoundsMore) {
  SimulationOptions options;
  options.channels = 4;
  double constant = measure(build(4, 3), options).rms;
  options.filterAtRunTime = true;
  EXPECT_GT(measure(build(4, 3), options).rms, constant);
}

// A power of two in a row changes no rounding, but the order of the sum in a
// row that has had a 1.
TEST(Simulation, ContractingIsAsExact) {
  for (StorageType storage : {StorageType::F32, StorageType::F16}) {
    SimulationOptions options;
    options.storage = storage;
    double usual = measure(build(4, 3), options).rms;
    double contracting =
        measure(build(4, 3, /*contracting=*/true), options).rms;
    EXPECT_NEAR(contracting / usual, 1, 0.01);
  }
}

TEST(Simulation, OverflowIsInfinite) {
  SimulationOptions options;
  options.storage = StorageType::F16;
  CookToom far = llvm::cantFail(CookToom::build(2, 3, {100000, 1, 300000}));
  EXPECT_TRUE(std::isinf(measure(far, options).rms));
  EXPECT_TRUE(std::isinf(measure(far, options).relative));
}
