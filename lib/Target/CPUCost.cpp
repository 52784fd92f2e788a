//===- CPUCost.cpp - How long a CPU takes, and in which blocks -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/CPUCost.h"
#include "BlockSizes.h"
#include "CoreCost.h"
#include "winograd/Support/Assert.h"
#include "winograd/Support/Limits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mlir::winograd;

/// Bytes of scratch memory that a thread gets: its part of a quarter of the
/// last cache, or as much as every processor has room for. A block of a whole
/// image reads the filter once, which may come from memory.
static int64_t getMaxScratch(const CPUTarget &target) {
  constexpr int64_t least = 2 * 1024 * 1024;
  return std::max(least, target.l3 / 4 / target.threads);
}
/// Multiply-adds that a core looks ahead, and sums of one column that are under
/// way at a time at most.
static constexpr double lookAhead = 128, mostSums = 3;

//===----------------------------------------------------------------------===//
// A block
//===----------------------------------------------------------------------===//

namespace {
/// The convolution's figures that every candidate shares.
struct Problem {
  const ConvolutionSizes &sizes;
  llvm::ArrayRef<CookToom> algorithms;
  const CPUTarget &target;
  int64_t bytes;
  llvm::SmallVector<int64_t> tiles; ///< per dimension
  double positions = 1;
  double filterFootprint = 0;  ///< bytes of Ĝ, and of an image and its result
  double coldCycles = 0;       ///< of Ĝ, behind what others read
  double inputOperations = 0;  ///< per tile and channel
  double outputOperations = 0; ///< per tile and channel
};
} // namespace

/// Cycles to move a row of `width` values of so many channels, of which the
/// image has at most `extent`, through transposes in registers.
static double rowTransposeCycles(const Problem &problem, int64_t width,
                                 int64_t extent, int64_t channels) {
  const CPUTarget &target = problem.target;
  int64_t left = std::min(width, extent) % target.lanes();
  return toCycles(target.rowTime) +
         double(width) * toCycles(target.transposeTime) +
         double(left) * double(channels) * toCycles(target.valueTime);
}

/// Cycles of a tile's transform for a vector of so many channels.
static double transformCycles(const Problem &problem, double operations,
                              double accesses, int64_t channels) {
  const CPUTarget &target = problem.target;
  return operations * toCycles(target.operationTime) *
             vectorShare(channels, target) +
         accesses * toCycles(target.transformAccessTime) *
             accessShare(channels, target);
}

/// Cycles to transform a block's tiles for one vector of channels.
static double inputCycles(const Problem &problem, llvm::ArrayRef<int64_t> block,
                          int64_t channels) {
  double rows = 1;
  size_t last = block.size() - 1;
  for (size_t index = 0; index < last; ++index)
    rows *= double(problem.algorithms[index].alpha() * block[index]);
  const CookToom &algorithm = problem.algorithms[last];
  int64_t width = algorithm.m() * block[last] + algorithm.r() - 1;
  return rows * rowTransposeCycles(problem, width, problem.sizes.output[last],
                                   channels) +
         product(block) * transformCycles(problem, problem.inputOperations,
                                          2 * problem.positions, channels);
}

static double outputCycles(const Problem &problem,
                           llvm::ArrayRef<int64_t> block, int64_t channels) {
  double results = 1, rows = 1;
  size_t last = block.size() - 1;
  for (auto [index, algorithm] : llvm::enumerate(problem.algorithms)) {
    results *= double(algorithm.m());
    if (index != last)
      rows *= double(algorithm.m() * block[index]);
  }
  int64_t width = problem.algorithms[last].m() * block[last];
  return rows * rowTransposeCycles(problem, width, problem.sizes.output[last],
                                   channels) +
         product(block) * transformCycles(problem, problem.outputOperations,
                                          1.5 * problem.positions + results,
                                          channels);
}

/// The sum of `cycles` over the vectors of so many channels, the last of which
/// can be shorter.
static double sumVectors(const Problem &problem, int64_t channels,
                         llvm::function_ref<double(int64_t channels)> cycles) {
  int64_t lanes = problem.target.lanes();
  double sum = double(channels / lanes) * cycles(std::min(lanes, channels));
  return channels % lanes ? sum + cycles(channels % lanes) : sum;
}

/// Cycles of the product of a block and a panel, of one position. One column
/// has no vectors: each sum waits for its multiply-adds, while the next ones
/// begin if it is not longer than what the core looks ahead.
static double multiplyCycles(const Problem &problem, double tiles,
                             int64_t panel) {
  const CPUTarget &target = problem.target;
  double channels = double(problem.sizes.inputChannels);
  if (panel == 1)
    return tiles * channels * toCycles(target.fmaLatency) /
           std::clamp(lookAhead / channels, 1.0, mostSums);
  return sumCycles(int64_t(tiles), panel, channels, target);
}

static double productCycles(const Problem &problem, double tiles,
                            int64_t panel) {
  const CPUTarget &target = problem.target;
  double channels = double(problem.sizes.inputChannels);
  // Ĝ comes from where all of it lies, with the images that pass by; X̂ and M̂
  // from where the block lies.
  double value = double(problem.bytes);
  double input = problem.positions * tiles * channels * value;
  double result = problem.positions * tiles * double(panel) * value;
  double filter = problem.positions * channels * double(panel) * value;
  return problem.positions * multiplyCycles(problem, tiles, panel) +
         streamCycles(filter, problem.filterFootprint, Stream::Long, target) +
         streamCycles(input + (1 + writeFactor) * result, input + result,
                      Stream::Short, target);
}

/// Threads whose shares are looked at one by one, and parts of blocks up to
/// which counting them is exact.
static constexpr int64_t maxCountedShares = 64;
static constexpr double maxCountedParts = double(int64_t(1) << 40);

/// The cycles of the thread that has the most to do: a contiguous share of all
/// blocks' parts, and what precedes them in each block of which it has some.
static double slowestShare(int64_t blocks, int64_t parts, int64_t threads,
                           double before, double part) {
  if (blocks % threads == 0)
    parts = 1;
  // Shares repeat where they begin with a block.
  int64_t period = threads / std::gcd(blocks, threads);
  if (period > maxCountedShares ||
      double(blocks) * double(parts) * double(threads) > maxCountedParts) {
    // Where the shares begin is not known: as badly as they can.
    double share = std::ceil(double(blocks) * double(parts) / double(threads)) /
                   double(parts);
    double touched = parts == 1 ? share : std::floor(share) + 2;
    return std::min(touched, double(blocks)) * before + share * part;
  }
  double slowest = 0;
  for (int64_t thread = 0; thread < period; ++thread) {
    int64_t begin = thread * blocks * parts / threads;
    int64_t end = (thread + 1) * blocks * parts / threads;
    int64_t touched =
        begin == end ? 0 : llvm::divideCeil(end, parts) - begin / parts;
    slowest = std::max(slowest, double(touched) * before +
                                    double(end - begin) / double(parts) * part);
  }
  return slowest;
}

static BlockShape evaluate(const Problem &problem,
                           llvm::ArrayRef<int64_t> block, int64_t panel) {
  const ConvolutionSizes &sizes = problem.sizes;
  const CPUTarget &target = problem.target;
  int64_t blocks = sizes.batch;
  for (auto [size, tiles] : llvm::zip_equal(block, problem.tiles))
    blocks = saturatingProduct(blocks, llvm::divideCeil(tiles, size));
  double tiles = product(block);
  double input = problem.positions * tiles * double(sizes.inputChannels) *
                 double(problem.bytes);
  double result =
      problem.positions * tiles * double(panel) * double(problem.bytes);
  BlockShape shape;
  shape.tiles.assign(block.begin(), block.end());
  shape.panel = panel;
  shape.scratch = int64_t(std::min(input + result, 0x1p62));
  double before =
      sumVectors(problem, sizes.inputChannels,
                 [&](int64_t channels) {
                   return inputCycles(problem, block, channels);
                 }) +
      streamCycles(writeFactor * input, input + result, Stream::Short, target);
  int64_t panels = llvm::divideCeil(sizes.outputChannels, panel);
  double after = double(sizes.outputChannels / panel) *
                 productCycles(problem, tiles, panel);
  if (int64_t rest = sizes.outputChannels % panel)
    after += productCycles(problem, tiles, rest);
  after += sumVectors(problem, sizes.outputChannels, [&](int64_t channels) {
    return outputCycles(problem, block, channels);
  });
  shape.cycles = problem.coldCycles +
                 slowestShare(blocks, panels, target.threads, before, after);
  return shape;
}

static Problem makeProblem(const ConvolutionSizes &sizes,
                           llvm::ArrayRef<CookToom> algorithms,
                           const CPUSetting &setting) {
  Problem problem{sizes, algorithms, setting.target, setting.bytes, {}};
  OperationCount count = countWinograd(sizes, algorithms);
  double tiles = double(sizes.batch);
  for (auto [algorithm, output] : llvm::zip_equal(algorithms, sizes.output)) {
    problem.tiles.push_back(llvm::divideCeil(output, algorithm.m()));
    problem.positions *= double(algorithm.alpha());
    tiles *= double(problem.tiles.back());
  }
  problem.inputOperations =
      count.inputTransform / (tiles * double(sizes.inputChannels));
  problem.outputOperations =
      count.outputTransform / (tiles * double(sizes.outputChannels));
  double pixels = product(sizes.output);
  double input = double(sizes.inputChannels),
         output = double(sizes.outputChannels);
  double filter = problem.positions * input * output * double(setting.bytes);
  problem.filterFootprint =
      filter + pixels * (input + output) * double(setting.bytes);
  problem.coldCycles = coldCycles(filter, problem.filterFootprint,
                                  setting.otherBytes, setting.target);
  return problem;
}

/// Output channels of a panel.
static int64_t choosePanel(const Problem &problem) {
  const CPUTarget &target = problem.target;
  return std::min(problem.sizes.outputChannels,
                  target.lanes() * target.columns());
}

BlockShape mlir::winograd::chooseBlock(const ConvolutionSizes &givenSizes,
                                       llvm::ArrayRef<CookToom> algorithms,
                                       const CPUSetting &setting,
                                       int64_t shapes) {
  WINOGRAD_ASSERT(!algorithms.empty() &&
                      givenSizes.output.size() == algorithms.size(),
                  "expected one algorithm per transformed dimension");
  ConvolutionSizes sizes = withoutZeros(givenSizes);
  Problem problem = makeProblem(sizes, algorithms, setting);
  int64_t panel = choosePanel(problem);

  // More tiles than this have no scratch memory, and one too large is better
  // than nothing: one tile, if need be.
  double tileBytes = problem.positions * double(setting.bytes) *
                     (double(sizes.inputChannels) + double(panel));
  int64_t most = std::max<int64_t>(
      1, int64_t(double(getMaxScratch(problem.target)) / tileBytes));
  BlockShape best;
  forEachBlock(problem.tiles, most, shapes, [&](llvm::ArrayRef<int64_t> block) {
    BlockShape shape = evaluate(problem, block, panel);
    if (best.tiles.empty() || shape.cycles < best.cycles)
      best = std::move(shape);
  });
  return best;
}

BlockShape mlir::winograd::priceBlock(const ConvolutionSizes &givenSizes,
                                      llvm::ArrayRef<CookToom> algorithms,
                                      const CPUSetting &setting,
                                      llvm::ArrayRef<int64_t> tiles) {
  ConvolutionSizes sizes = withoutZeros(givenSizes);
  Problem problem = makeProblem(sizes, algorithms, setting);
  return evaluate(problem, tiles, choosePanel(problem));
}

//===----------------------------------------------------------------------===//
// All at once
//===----------------------------------------------------------------------===//

/// Cycles to transform all filters, for each vector of output channels one
/// input channel after the other, whose taps are gathered.
static double filterCycles(const Problem &problem, double operations) {
  const ConvolutionSizes &sizes = problem.sizes;
  double taps = product(sizes.filter);
  double written = problem.positions * double(sizes.inputChannels) *
                   double(sizes.outputChannels) * double(problem.bytes);
  return double(sizes.inputChannels) *
             sumVectors(problem, sizes.outputChannels,
                        [&](int64_t channels) {
                          return taps * toCycles(problem.target.transposeTime) +
                                 transformCycles(problem, operations,
                                                 taps + problem.positions,
                                                 channels);
                        }) +
         streamCycles(writeFactor * written, written, Stream::Long,
                      problem.target);
}

double mlir::winograd::estimateFourBuffer(const ConvolutionSizes &givenSizes,
                                          llvm::ArrayRef<CookToom> algorithms,
                                          const CPUSetting &setting,
                                          bool transformsFilter) {
  ConvolutionSizes sizes = withoutZeros(givenSizes);
  Problem problem = makeProblem(sizes, algorithms, setting);
  const CPUTarget &target = problem.target;
  double images = double(sizes.batch), rows = images * product(problem.tiles),
         values = problem.positions * rows * double(problem.bytes);
  double input = values * double(sizes.inputChannels),
         result = values * double(sizes.outputChannels);
  double cycles =
      images *
      (sumVectors(problem, sizes.inputChannels,
                  [&](int64_t channels) {
                    return inputCycles(problem, problem.tiles, channels);
                  }) +
       sumVectors(problem, sizes.outputChannels, [&](int64_t channels) {
         return outputCycles(problem, problem.tiles, channels);
       }));
  // The X̂ of a position is read for every panel.
  int64_t panel = choosePanel(problem);
  double panels = double(llvm::divideCeil(sizes.outputChannels, panel));
  cycles += problem.positions * panels * multiplyCycles(problem, rows, panel);
  cycles +=
      streamCycles((writeFactor + 1) * input, input, Stream::Long, target) +
      streamCycles(panels * input, input / problem.positions, Stream::Long,
                   target) +
      streamCycles((writeFactor + 1) * result, result, Stream::Long, target);
  if (transformsFilter)
    cycles +=
        filterCycles(problem, countWinograd(sizes, algorithms).filterTransform /
                                  (double(sizes.inputChannels) *
                                   double(sizes.outputChannels)));
  return problem.coldCycles + cycles / double(target.threads);
}
