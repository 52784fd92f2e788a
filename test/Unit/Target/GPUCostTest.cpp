//===- GPUCostTest.cpp - What a GPU holds ---------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/GPUCost.h"
#include <gtest/gtest.h>

using namespace mlir::winograd;

static CookToom build(int64_t m, int64_t r) {
  return llvm::cantFail(CookToom::build(m, r));
}

/// A convolution of square images with 3 x 3 filters, by F(m x m, 3 x 3).
static GPUProblem makeProblem(int64_t image, int64_t inputChannels,
                              int64_t outputChannels, int64_t m = 4) {
  ConvolutionSizes sizes;
  sizes.inputChannels = inputChannels;
  sizes.outputChannels = outputChannels;
  sizes.filter = {3, 3};
  sizes.output = {image, image};
  return makeGPUProblem(sizes, {build(m, 3), build(m, 3)});
}

/// One, two and three dimensions; few and many channels; ragged sizes.
static llvm::SmallVector<GPUProblem> makeProblems() {
  llvm::SmallVector<GPUProblem> problems;
  for (int64_t image : {1, 13, 56})
    for (int64_t channels : {1, 17, 64})
      for (int64_t m : {2, 4, 6})
        problems.push_back(makeProblem(image, channels, channels + 1, m));
  ConvolutionSizes line;
  line.batch = 3;
  line.inputChannels = 5;
  line.outputChannels = 7;
  line.filter = {5};
  line.output = {100};
  problems.push_back(makeGPUProblem(line, {build(4, 5)}));
  ConvolutionSizes volume = line;
  volume.filter = {3, 3, 3};
  volume.output = {5, 6, 7};
  problems.push_back(
      makeGPUProblem(volume, {build(2, 3), build(2, 3), build(2, 3)}));
  GPUProblem groups = problems.back();
  groups.groups = 4;
  groups.bytes = 8;
  problems.push_back(groups);
  return problems;
}

TEST(GPUCost, ProblemOfAConvolution) {
  ConvolutionSizes sizes;
  sizes.batch = 2;
  sizes.inputChannels = 3;
  sizes.outputChannels = 5;
  sizes.filter = {3, 3};
  sizes.output = {7, 9};
  GPUProblem problem = makeGPUProblem(sizes, {build(2, 3), build(4, 3)});
  EXPECT_EQ(problem.positions, 4 * 6);
  EXPECT_EQ(problem.groups, 1);
  // Tiles are whole: four of two rows, three of four columns, per image.
  EXPECT_EQ(problem.rows, 2 * 4 * 3);
  EXPECT_EQ(problem.columns, 5);
  EXPECT_EQ(problem.depth, 3);
  EXPECT_EQ(problem.outputs, 2 * 4);
  EXPECT_DOUBLE_EQ(problem.direct, 2. * 3 * 5 * 7 * 9 * 3 * 3);
}

TEST(GPUCost, OperationsOfTheTransforms) {
  // Lavin & Gray: 32 additions for the input and 24 for the output of
  // F(2 x 2, 3 x 3).
  GPUProblem problem = makeProblem(8, 1, 1, 2);
  EXPECT_DOUBLE_EQ(problem.inputOperations, 32);
  EXPECT_DOUBLE_EQ(problem.outputOperations, 24);
}

TEST(GPUCost, SchedulesCount) {
  GPUProblem problem = makeProblem(56, 64, 64);
  GPUSchedule schedule{/*tiles=*/4, /*channels=*/32, /*depth=*/8, /*rows=*/4,
                       /*columns=*/8};
  EXPECT_EQ(schedule.threads(36), 36 * 1 * 4);
  EXPECT_EQ(schedule.workgroupBytes(problem, /*fusesInput=*/false),
            36 * 4 * 32 * 4);
  EXPECT_EQ(schedule.workgroupBytes(problem, /*fusesInput=*/true),
            36 * 4 * (32 + 8) * 4);
  problem.bytes = 8;
  EXPECT_EQ(schedule.workgroupBytes(problem, /*fusesInput=*/false),
            36 * 4 * 32 * 8);
}

TEST(GPUCost, SingleKernelHoldsTheTileTwice) {
  GPUProblem problem = makeProblem(56, 64, 64);
  GPUEstimate estimate = estimateSingleKernel(problem, {});
  EXPECT_EQ(estimate.registers, 2 * 36 + 16);
  EXPECT_EQ(estimate.workgroupBytes, 0);
  EXPECT_EQ(estimate.buffers, 3);
  EXPECT_EQ(estimate.refusal, "");
  problem.epilogueBuffers = 2;
  EXPECT_EQ(estimateSingleKernel(problem, {}).buffers, 5);
}

TEST(GPUCost, FourBufferHoldsARegisterTile) {
  GPUEstimate estimate = estimateFourBuffer(makeProblem(56, 64, 64), {});
  EXPECT_EQ(estimate.registers, 8 * 8 + 2 * (8 + 8) + 16);
  EXPECT_EQ(estimate.workgroupBytes, 0);
  EXPECT_EQ(estimate.buffers, 3);
  EXPECT_EQ(estimate.refusal, "");
}

TEST(GPUCost, CodeSizeOfTransforms) {
  GPUProblem problem = makeProblem(56, 64, 64, /*m=*/2);
  // 8 lines of 4 steps in, 4 + 2 of 4 out; 2 x 16 loads, 16 products, 4 stores,
  // and what every kernel begins with.
  EXPECT_EQ(estimateSingleKernel(problem, {}).instructions,
            8 * 4 + 6 * 4 + 3 * 16 + 4 + 16);
  // A load and two operations for each value of y.
  problem.epilogueBuffers = 1;
  problem.epilogueOperations = 2;
  EXPECT_EQ(estimateSingleKernel(problem, {}).instructions, 124 + 4 * 3);
  // The input transform has more than the product: 36 loads, 36 stores.
  problem = makeProblem(56, 64, 64);
  EXPECT_EQ(estimateFourBuffer(problem, {}).instructions,
            int64_t(problem.inputOperations) + 2 * 36 + 16);
}

TEST(GPUCost, CodeSizeOfProducts) {
  // Two steps of 8 x 8 products and 2 + 2 vectors, 16 vectors of sums.
  GPUProblem problem = makeProblem(56, 64, 64, /*m=*/2);
  EXPECT_EQ(estimateFourBuffer(problem, {}).instructions,
            2 * (64 + 4) + 16 + 16);
  // A step behind the loop.
  problem.depth = 63;
  EXPECT_EQ(estimateFourBuffer(problem, {}).instructions,
            3 * (64 + 4) + 16 + 16);
  // No vectors.
  problem.columns = 63;
  EXPECT_EQ(estimateFourBuffer(problem, {}).instructions,
            3 * (64 + 2 + 8) + 64 + 16);
  // A filter of three taps, of whose innermost loop one step is behind.
  problem = makeProblem(56, 64, 64, /*m=*/2);
  EXPECT_EQ(problem.directSteps, 3);
  EXPECT_EQ(estimateGPUDirect(problem, {}).instructions,
            3 * (64 + 16) + 16 + 16);
}

TEST(GPUCost, CodeSizeChoosesRegisterTiles) {
  GPUProblem problem = makeProblem(56, 64, 64, /*m=*/2);
  GPUTarget target;
  EXPECT_GT(estimateFused(problem, target, true).instructions, 250);
  target.instructions = 250;
  GPUEstimate estimate = estimateFused(problem, target, true);
  EXPECT_EQ(estimate.refusal, "");
  EXPECT_LE(estimate.instructions, 250);
}

TEST(GPUCost, WideValuesNeedTwoRegisters) {
  GPUProblem problem = makeProblem(56, 64, 64);
  problem.bytes = 8;
  EXPECT_EQ(estimateSingleKernel(problem, {}).refusal,
            "needs 160 registers per thread, more than 128");
  problem.bytes = 2;
  EXPECT_EQ(estimateSingleKernel(problem, {}).registers, 2 * 36 + 16);
}

TEST(GPUCost, RegisterTilesGrowWithTheRegisters) {
  GPUTarget target;
  EXPECT_EQ(target.tileSize(), 8);
  EXPECT_EQ(target.tileSteps(), 2);
  target.registers = 111;
  EXPECT_EQ(target.tileSize(), 4);
  target.registers = 47;
  EXPECT_EQ(target.tileSize(), 2);
  target.registers = 16;
  EXPECT_EQ(target.tileSize(), 1);
  // 16 x 16 sums, the operands of four steps, and 16 for addresses.
  target.registers = 399;
  EXPECT_EQ(target.tileSize(), 8);
  target.registers = 400;
  EXPECT_EQ(target.tileSize(), 16);
  GPUProblem problem = makeProblem(56, 64, 64);
  EXPECT_EQ(estimateFourBuffer(problem, target).registers, 400);
  EXPECT_EQ(estimateGPUDirect(problem, target).registers, 400);
}

TEST(GPUCost, FusedFitsTheTarget) {
  for (int64_t memory : {1024, 32 * 1024})
    for (int64_t threads : {64, 1024})
      for (int64_t registers : {84, 128})
        for (const GPUProblem &problem : makeProblems())
          for (bool fusesInput : {false, true}) {
            GPUTarget target;
            target.workgroupMemory = memory;
            target.workgroupSize = threads;
            target.registers = registers;
            GPUEstimate estimate = estimateFused(problem, target, fusesInput);
            const GPUSchedule &schedule = estimate.schedule;
            // Register tiles fill the block, whether it fits or not.
            EXPECT_EQ(schedule.tiles % schedule.rows, 0);
            EXPECT_EQ(schedule.channels % schedule.columns, 0);
            EXPECT_GE(schedule.depth, 1);
            EXPECT_EQ(estimate.threads, schedule.threads(problem.positions));
            EXPECT_EQ(estimate.workgroupBytes,
                      schedule.workgroupBytes(problem, fusesInput));
            EXPECT_GE(estimate.registers, schedule.rows * schedule.columns +
                                              schedule.rows + schedule.columns);
            EXPECT_GT(estimate.time, 0);
            if (!estimate.refusal.empty())
              continue;
            EXPECT_LE(estimate.workgroupBytes, memory);
            EXPECT_LE(estimate.threads, threads);
            EXPECT_LE(estimate.registers, registers);
          }
}

TEST(GPUCost, FusedFitsWhereOneTileDoes) {
  GPUProblem problem = makeProblem(56, 64, 64);
  GPUTarget target;
  // M^ of a tile and a channel; with that of an input channel.
  target.workgroupMemory = 36 * 4;
  EXPECT_EQ(estimateFused(problem, target, false).refusal, "");
  EXPECT_EQ(estimateFused(problem, target, true).refusal,
            "needs 288 bytes of workgroup memory, more than 144");
  target.workgroupMemory = 36 * 4 * 2;
  EXPECT_EQ(estimateFused(problem, target, true).refusal, "");
  target.workgroupSize = 36;
  EXPECT_EQ(estimateFused(problem, target, true).refusal, "");
}

TEST(GPUCost, MoreOfADeviceIsNeverSlower) {
  for (const GPUProblem &problem : makeProblems())
    for (bool fusesInput : {false, true}) {
      GPUTarget small, large;
      small.workgroupMemory = 16 * 1024;
      large.workgroupMemory = 64 * 1024;
      GPUEstimate less = estimateFused(problem, small, fusesInput),
                  more = estimateFused(problem, large, fusesInput);
      if (less.refusal.empty()) {
        EXPECT_EQ(more.refusal, "");
        EXPECT_LE(more.time, less.time);
      }
    }
}

TEST(GPUCost, RefusalsHaveFigureAndLimit) {
  GPUProblem problem = makeProblem(56, 64, 64);
  problem.epilogueBuffers = 1;
  GPUTarget target;
  target.workgroupMemory = 100;
  EXPECT_EQ(estimateFused(problem, target, false).refusal,
            "needs 144 bytes of workgroup memory, more than 100");
  // What needs none is not refused.
  EXPECT_EQ(estimateFourBuffer(problem, target).refusal, "");
  EXPECT_EQ(estimateSingleKernel(problem, target).refusal, "");

  target = {};
  target.workgroupSize = 35;
  EXPECT_EQ(estimateFused(problem, target, true).refusal,
            "needs 36 threads per workgroup, more than 35");

  target = {};
  target.registers = 51;
  EXPECT_EQ(estimateFused(problem, target, true).refusal,
            "needs 52 registers per thread, more than 51");
  EXPECT_EQ(estimateSingleKernel(problem, target).refusal,
            "needs 88 registers per thread, more than 51");

  target = {};
  target.instructions = 100;
  EXPECT_EQ(estimateFourBuffer(problem, target).refusal,
            "needs 304 instructions, more than 100");
  EXPECT_EQ(estimateSingleKernel(problem, target).refusal,
            "needs 492 instructions, more than 100");

  target = {};
  target.bindings = 3;
  for (const GPUEstimate &estimate : {estimateFourBuffer(problem, target),
                                      estimateFused(problem, target, false),
                                      estimateFused(problem, target, true),
                                      estimateSingleKernel(problem, target)})
    EXPECT_EQ(estimate.refusal, "needs 4 buffers, more than 3");
  // What follows a direct convolution is a kernel of its own.
  EXPECT_EQ(estimateGPUDirect(problem, target).refusal, "");
  target.bindings = 2;
  EXPECT_EQ(estimateGPUDirect(problem, target).refusal,
            "needs 3 buffers, more than 2");
}

TEST(GPUCost, TimeGrowsWithTheWork) {
  GPUProblem once = makeProblem(56, 64, 64), twice = once;
  twice.groups = 2;
  GPUTarget target;
  auto times = [&](const GPUProblem &problem) {
    return llvm::SmallVector<double>{
        estimateFourBuffer(problem, target).time,
        estimateFused(problem, target, false).time,
        estimateFused(problem, target, true).time,
        estimateSingleKernel(problem, target).time};
  };
  llvm::SmallVector<double> one = times(once), two = times(twice);
  for (size_t plan = 0; plan < one.size(); ++plan) {
    EXPECT_GT(two[plan], one[plan]);
    // Launches are not done twice.
    EXPECT_LT(two[plan], 2 * one[plan]);
  }
  twice = once;
  twice.direct *= 2;
  EXPECT_GT(estimateGPUDirect(twice, target).time,
            estimateGPUDirect(once, target).time);
}

TEST(GPUCost, ThreadsInStepAreWaitedFor) {
  // One tile, one channel: a thread of each kernel, and as many of the product
  // as there are positions.
  GPUProblem problem = makeProblem(4, 1, 1);
  GPUTarget one, many;
  one.lanes = 1;
  many.lanes = 36;
  one.launchTime = many.launchTime = 0;
  double alone = estimateFourBuffer(problem, one).time,
         inStep = estimateFourBuffer(problem, many).time;
  EXPECT_GT(inStep, alone);
  EXPECT_LT(inStep, 36 * alone);
  problem.rows = problem.columns = problem.depth = 36;
  EXPECT_DOUBLE_EQ(estimateSingleKernel(problem, one).time,
                   estimateSingleKernel(problem, many).time);
}

TEST(GPUCost, NeighboursAreOneAccess) {
  GPUProblem even = makeProblem(56, 64, 64), odd = even;
  even.rows = 200;
  odd.rows = 199;
  GPUTarget target = GPUTarget::software();
  EXPECT_LT(estimateFourBuffer(even, target).time,
            estimateFourBuffer(odd, target).time);
  // Where an access costs nothing but its values, vectors gain nothing.
  target.accessTime = 0;
  target.valueTime = 4;
  EXPECT_GT(estimateFourBuffer(even, target).time,
            estimateFourBuffer(odd, target).time);
}

TEST(GPUCost, WinogradPaysWithChannels) {
  GPUTarget target;
  auto best = [&](const GPUProblem &problem) {
    return std::min({estimateFourBuffer(problem, target).time,
                     estimateFused(problem, target, false).time,
                     estimateFused(problem, target, true).time,
                     estimateSingleKernel(problem, target).time});
  };
  GPUProblem many = makeProblem(56, 256, 256), few = makeProblem(56, 1, 1);
  auto gain = [&](const GPUProblem &problem) {
    return estimateGPUDirect(problem, target).time / best(problem);
  };
  EXPECT_GT(gain(many), 2);
  EXPECT_LT(gain(few), 1.25);
}
