//===- CPUCostTest.cpp - The model of a core ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/CPUCost.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace mlir::winograd;

/// A quarter of the last cache, of a target without a description.
static constexpr int64_t maxScratch = 4 * 1024 * 1024;

static CookToom build(int64_t m, int64_t r) {
  return llvm::cantFail(CookToom::build(m, r));
}

/// A convolution of square images with 3 x 3 filters.
static ConvolutionSizes makeSizes(int64_t image, int64_t inputChannels,
                                  int64_t outputChannels, int64_t batch = 1) {
  ConvolutionSizes sizes;
  sizes.batch = batch;
  sizes.inputChannels = inputChannels;
  sizes.outputChannels = outputChannels;
  sizes.filter = {3, 3};
  sizes.output = {image, image};
  return sizes;
}

static BlockShape choose(const ConvolutionSizes &sizes,
                         const CPUTarget &target = {}, int64_t m = 4) {
  return chooseBlock(sizes, {build(m, 3), build(m, 3)}, target);
}

TEST(CPUCost, TargetsRegisters) {
  CPUTarget target;
  EXPECT_EQ(target.lanes(), 8);
  EXPECT_EQ(target.lanes(64), 4);
  // Six rows of two, two of the filter and a broadcast: fifteen registers.
  EXPECT_EQ(target.rows(), 6);
  // Eight more are left to loads that LLVM brings forward.
  target.vectorRegisters = 32;
  EXPECT_EQ(target.rows(), 11);
  target.vectorRegisters = 4;
  EXPECT_EQ(target.rows(), 1);
}

TEST(CPUCost, BlocksAreParts) {
  for (int64_t image : {1, 2, 7, 13, 56, 112, 224})
    for (int64_t channels : {1, 3, 17, 64, 512})
      for (int64_t m : {2, 4, 6}) {
        BlockShape shape = choose(makeSizes(image, channels, channels), {}, m);
        ASSERT_EQ(shape.tiles.size(), 2u);
        int64_t tiles = (image + m - 1) / m, alpha = m + 2;
        for (int64_t size : shape.tiles) {
          EXPECT_GE(size, 1);
          EXPECT_LE(size, tiles);
        }
        EXPECT_EQ(shape.panel, std::min<int64_t>(channels, 16));
        EXPECT_EQ(shape.scratch, alpha * alpha * shape.tiles[0] *
                                     shape.tiles[1] * (channels + shape.panel) *
                                     4);
        EXPECT_LE(shape.scratch, maxScratch);
        EXPECT_GT(shape.cycles, 0);
      }
}

TEST(CPUCost, ThreadsShareTheLastCache) {
  CPUTarget target;
  target.l3 = 64 * 1024 * 1024;
  ConvolutionSizes sizes = makeSizes(112, 512, 512);
  target.threads = 4;
  EXPECT_LE(choose(sizes, target).scratch, 4 * 1024 * 1024);
  // As much as every processor has room for.
  target.threads = 64;
  EXPECT_LE(choose(sizes, target).scratch, 2 * 1024 * 1024);
}

TEST(CPUCost, OneTileWhereNothingFits) {
  // A tile of 8 x 8 positions has 64 * 4 * (65536 + 16) bytes.
  BlockShape shape = choose(makeSizes(56, 65536, 64), {}, 6);
  EXPECT_GT(shape.scratch, maxScratch);
  EXPECT_EQ(shape.tiles, (llvm::SmallVector<int64_t>{1, 1}));
}

TEST(CPUCost, GrowsWithTheWork) {
  ConvolutionSizes sizes = makeSizes(56, 64, 64);
  double once = choose(sizes).cycles, direct = estimateDirect(sizes, {});
  for (int64_t batch : {2, 3, 8}) {
    sizes.batch = batch;
    EXPECT_DOUBLE_EQ(choose(sizes).cycles, double(batch) * once);
    EXPECT_DOUBLE_EQ(estimateDirect(sizes, {}), double(batch) * direct);
  }
  EXPECT_GT(choose(makeSizes(56, 128, 64)).cycles, once);
  EXPECT_GT(choose(makeSizes(56, 64, 128)).cycles, once);
  EXPECT_GT(choose(makeSizes(112, 64, 64)).cycles, once);
}

TEST(CPUCost, ThreadsShareTheWork) {
  ConvolutionSizes sizes = makeSizes(56, 64, 64);
  double alone = choose(sizes).cycles, direct = estimateDirect(sizes, {});
  for (int64_t threads : {2, 4, 8}) {
    CPUTarget target;
    target.threads = threads;
    double shared = choose(sizes, target).cycles;
    EXPECT_GE(shared * double(threads), alone);
    EXPECT_LT(shared * double(threads), 1.25 * alone);
    EXPECT_DOUBLE_EQ(estimateDirect(sizes, target) * double(threads), direct);
  }
}

TEST(CPUCost, ThreadsShareBlocksByPanels) {
  // One tile is one block. Sixteen panels make sixteen parts of it, but each
  // thread transforms the input.
  ConvolutionSizes sizes = makeSizes(4, 256, 256);
  double alone = choose(sizes).cycles;
  CPUTarget two, many;
  two.threads = 2;
  many.threads = 16;
  EXPECT_GT(choose(sizes, two).cycles, alone / 2);
  EXPECT_LT(choose(sizes, two).cycles, alone * 0.55);
  EXPECT_LT(choose(sizes, many).cycles, alone / 8);
  // More threads than parts have nothing to do.
  CPUTarget more = many;
  more.threads = 32;
  EXPECT_DOUBLE_EQ(choose(sizes, more).cycles, choose(sizes, many).cycles);
}

TEST(CPUCost, WinogradPaysWithChannels) {
  ConvolutionSizes many = makeSizes(56, 64, 64), few = makeSizes(56, 1, 1);
  EXPECT_LT(choose(many).cycles, estimateDirect(many, {}));
  EXPECT_GT(choose(few).cycles, estimateDirect(few, {}));
}

// One output channel has no vectors of channels; the direct convolution takes
// those of pixels, a product by a matrix of one column has none at all.
TEST(CPUCost, WinogradDoesNotPayForOneChannel) {
  for (int64_t bits : {128, 256, 512})
    for (int64_t channels : {16, 64})
      for (int64_t m : {2, 4, 6}) {
        ConvolutionSizes sizes = makeSizes(48, channels, 1);
        CPUTarget target;
        target.vectorBits = bits;
        EXPECT_GT(choose(sizes, target, m).cycles,
                  estimateDirect(sizes, target));
      }
}

TEST(CPUCost, FiltersComeFromWhereOthersLeaveThem) {
  ConvolutionSizes sizes = makeSizes(14, 256, 256);
  llvm::SmallVector<CookToom> algorithms = {build(4, 3), build(4, 3)};
  CPUTarget target;
  double alone = chooseBlock(sizes, algorithms, target).cycles,
         direct = estimateDirect(sizes, target);
  CPUSetting network(target, 4, double(target.l3));
  double cold = chooseBlock(sizes, algorithms, network).cycles,
         coldDirect = estimateDirect(sizes, network);
  EXPECT_GT(cold, 1.1 * alone);
  EXPECT_GT(coldDirect, direct);
  // A transformed filter is larger.
  EXPECT_GT(cold - alone, coldDirect - direct);
}

TEST(CPUCost, FamiliesDiffer) {
  CPUTarget zen4, zen5, unknown;
  zen4.vectorBits = zen5.vectorBits = 512;
  setFamilyTimes("znver4", zen4);
  setFamilyTimes("znver5", zen5);
  setFamilyTimes("x86-64-v3", unknown);
  // Two halves of a vector are two operations.
  EXPECT_EQ(zen4.fmaTime, 1000);
  EXPECT_EQ(zen5.fmaTime, 500);
  EXPECT_EQ(unknown.fmaTime, CPUTarget().fmaTime);
  CPUTarget shorter;
  setFamilyTimes("znver4", shorter);
  EXPECT_EQ(shorter.fmaTime, 500);
}

TEST(CPUCost, DirectIsFasterWithLongerVectors) {
  ConvolutionSizes sizes = makeSizes(64, 64, 64);
  CPUTarget wide;
  wide.vectorBits = 512;
  EXPECT_LT(estimateDirect(sizes, wide), estimateDirect(sizes, {}));
  // A row of one value wastes most of a register tile.
  ConvolutionSizes narrow = sizes;
  narrow.output = {64, 1};
  EXPECT_GT(estimateDirect(narrow, {}) * 64, estimateDirect(sizes, {}));
}

TEST(CPUCost, CountsNothingAsOne) {
  for (int64_t zero : {0, 1, 2, 3}) {
    ConvolutionSizes sizes = makeSizes(8, 4, 4), ones = sizes;
    int64_t *fields[] = {&sizes.batch, &sizes.inputChannels,
                         &sizes.outputChannels, &sizes.output[1]};
    int64_t *same[] = {&ones.batch, &ones.inputChannels, &ones.outputChannels,
                       &ones.output[1]};
    *fields[zero] = 0;
    *same[zero] = 1;
    EXPECT_EQ(choose(sizes).cycles, choose(ones).cycles);
    EXPECT_EQ(estimateDirect(sizes, {}), estimateDirect(ones, {}));
  }
}

TEST(CPUCost, HasRoomForAnySizes) {
  constexpr int64_t most = std::numeric_limits<int64_t>::max();
  CPUTarget target;
  for (int64_t threads : {1, 7, 1024}) {
    target.threads = threads;
    for (int64_t image : {int64_t(1000000), int64_t(1000000000), most})
      for (int64_t channels : {int64_t(1), most})
        for (int64_t batch : {int64_t(1), most}) {
          ConvolutionSizes sizes = makeSizes(image, channels, channels, batch);
          BlockShape shape = choose(sizes, target);
          EXPECT_GT(shape.cycles, 0);
          EXPECT_TRUE(std::isfinite(shape.cycles));
          for (int64_t size : shape.tiles)
            EXPECT_TRUE(size >= 1 && size <= image / 4 + 1);
          double direct = estimateDirect(sizes, target);
          EXPECT_GT(direct, 0);
          EXPECT_TRUE(std::isfinite(direct));
          EXPECT_GT(roundCycles(direct), 0);
        }
  }
}

// Where not every block is looked at, the one that is found is nearly as good
// as with a few tiles less, of which every block is.
TEST(CPUCost, SamplesLargeImages) {
  ConvolutionSizes small = makeSizes(1024, 16, 16), large = small;
  large.output = {1024, 1024 * 1024};
  double perPixel = choose(small).cycles / (1024. * 1024);
  double sampled = choose(large).cycles / (1024. * 1024 * 1024);
  EXPECT_LT(sampled, 1.1 * perPixel);
}

// More threads never take longer, also where their shares are not looked at.
TEST(CPUCost, DividesAmongManyThreads) {
  CPUTarget target;
  ConvolutionSizes sizes = makeSizes(113, 64, 80);
  double before = 0;
  for (int64_t threads : {1, 2, 8, 64, 1000}) {
    target.threads = threads;
    double cycles = choose(sizes, target).cycles;
    EXPECT_GT(cycles, choose(sizes).cycles / double(threads) * 0.99);
    if (before > 0)
      EXPECT_LT(cycles, before);
    before = cycles;
  }
}
