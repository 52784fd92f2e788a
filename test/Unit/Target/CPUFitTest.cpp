//===- CPUFitTest.cpp - Fitting the model of a core -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/CPUFit.h"
#include <gtest/gtest.h>

using namespace mlir::winograd;

static ConvolutionSizes makeSizes(int64_t image, int64_t input,
                                  int64_t output) {
  ConvolutionSizes sizes;
  sizes.inputChannels = input;
  sizes.outputChannels = output;
  sizes.filter = {3, 3};
  sizes.output = {image, image};
  return sizes;
}

/// Convolutions of every kind, as fast as `target` is.
static std::vector<CPUSample> makeSamples(const CPUTarget &target) {
  std::vector<CPUSample> samples;
  for (auto [image, input, output] : {std::tuple{56, 8, 8},
                                      {57, 16, 16},
                                      {64, 3, 32},
                                      {56, 64, 64},
                                      {28, 128, 128},
                                      {8, 128, 128},
                                      {14, 256, 256},
                                      {7, 512, 512},
                                      {48, 32, 1}})
    for (int64_t m : {0, 2, 4}) {
      CPUSample sample;
      sample.sizes = makeSizes(image, input, output);
      if (m > 0) {
        sample.algorithms =
            llvm::cantFail(buildAlgorithms(sample.sizes, {m, m}));
        sample.block = chooseBlock(sample.sizes, sample.algorithms, {}).tiles;
      }
      sample.cycles = estimate(sample, target);
      samples.push_back(std::move(sample));
    }
  return samples;
}

TEST(CPUFit, FindsWhatOthersDo) {
  CPUTarget other, fitted;
  other.transformAccessTime *= 2;
  other.l2BlockTime *= 3;
  other.transposeTime *= 2;
  other.memoryTime /= 2;
  other.directEfficiency = 900;
  std::vector<CPUSample> samples = makeSamples(other);
  EXPECT_GT(getModelError(samples, fitted), 0.2);
  fitTimes(samples, fitted);
  EXPECT_LT(getModelError(samples, fitted), 0.05);
}

TEST(CPUFit, KeepsWhatFits) {
  CPUTarget fitted;
  fitTimes(makeSamples(fitted), fitted);
  const CPUTarget target;
  EXPECT_EQ(fitted.transformAccessTime, target.transformAccessTime);
  EXPECT_EQ(fitted.memoryTime, target.memoryTime);
  EXPECT_EQ(fitted.directEfficiency, target.directEfficiency);
}

// Direct convolutions do not transform anything.
TEST(CPUFit, KeepsWhatIsNotShown) {
  CPUTarget other, fitted;
  other.directEfficiency = 500;
  std::vector<CPUSample> samples = makeSamples(other);
  llvm::erase_if(samples, [](const CPUSample &sample) {
    return !sample.algorithms.empty();
  });
  fitTimes(samples, fitted);
  const CPUTarget target;
  EXPECT_EQ(fitted.operationTime, target.operationTime);
  EXPECT_EQ(fitted.l2BlockTime, target.l2BlockTime);
  EXPECT_LT(fitted.directEfficiency, 600);
}
