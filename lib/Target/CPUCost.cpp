//===- CPUCost.cpp - How long a CPU takes, and in which blocks -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/CPUCost.h"
#include "BlockSizes.h"
#include "winograd/Support/Assert.h"
#include "winograd/Support/Limits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// The core
//===----------------------------------------------------------------------===//

// What the cores of the last years have in common, per cycle.
static constexpr double fmasPerCycle = 2;
static constexpr double loadsPerCycle = 2;
static constexpr double fmaLatency = 4;
/// Cycles per byte that arithmetic does not hide, by where a stream comes from.
/// All cores share what memory gives.
struct StreamCost {
  double l2, l3, memory;
};
/// X̂ and M̂ of a block are many short streams; Ĝ is one long one, which
/// prefetching runs ahead of.
static constexpr StreamCost blockStream = {1. / 64, 1. / 28, 1. / 8};
static constexpr StreamCost filterStream = {1. / 128, 1. / 80, 1. / 8};
/// What is written is read first, and written back later.
static constexpr double writeFactor = 2;
/// Bytes of scratch memory that a thread gets.
static constexpr int64_t maxScratch = 2 * 1024 * 1024;
/// Cycles around a register tile's loop: its stores, its addresses, its start.
static constexpr double tileOverhead = 10;
/// Cycles per vector that goes through a transpose in registers.
static constexpr double transposeCycles = 1.6;
/// Cycles for one of the values that a transpose leaves over at a row's end,
/// and for a row besides.
static constexpr double remainderCycles = 8, rowOverhead = 13;
/// Operations of a transform per cycle, next to its loads and stores.
static constexpr double operationsPerCycle = 3;
/// Cycles per vector that a transform loads or stores.
static constexpr double transformAccess = 0.65;
/// What a direct convolution reaches of its multiply-adds: its windows are read
/// from rows that lie far apart.
static constexpr double directEfficiency = 0.75;

/// Cycles for a stream of values whose level is that of `footprint` bytes.
static double streamCycles(double bytes, double footprint,
                           const StreamCost &cost, const CPUTarget &target) {
  if (footprint <= double(target.l2) * 0.75)
    return bytes * cost.l2;
  if (footprint <= double(target.l3) * 0.5)
    return bytes * cost.l3;
  // Other programs, and what streams past, have their part of the last level.
  if (footprint <= double(target.l3))
    return bytes * (cost.l3 + cost.memory) / 2;
  return bytes * cost.memory * double(target.threads);
}

/// Cycles per step of the reduction for a register tile of so many rows of so
/// many vectors.
static double rowCycles(int64_t rows, int64_t vectors) {
  return std::max({double(rows * vectors) / fmasPerCycle,
                   double(rows + vectors) / loadsPerCycle, fmaLatency});
}

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
  double inputOperations = 0;  ///< per tile and channel
  double outputOperations = 0; ///< per tile and channel
};
} // namespace

static double product(llvm::ArrayRef<int64_t> values) {
  double result = 1;
  for (int64_t value : values)
    result *= double(value);
  return result;
}

/// Cycles to move a row of `width` values, of which the image has at most
/// `extent`, through transposes in registers.
static double rowTransposeCycles(const Problem &problem, int64_t width,
                                 int64_t extent) {
  int64_t copied = std::min(width, extent), lanes = problem.target.lanes();
  return rowOverhead + double(width) * transposeCycles +
         double(copied % lanes) * remainderCycles;
}

/// Cycles to transform a block's tiles for one vector of channels.
static double inputCycles(const Problem &problem,
                          llvm::ArrayRef<int64_t> block) {
  double rows = 1;
  size_t last = block.size() - 1;
  for (size_t index = 0; index < last; ++index)
    rows *= double(problem.algorithms[index].alpha() * block[index]);
  const CookToom &algorithm = problem.algorithms[last];
  int64_t width = algorithm.m() * block[last] + algorithm.r() - 1;
  return rows * rowTransposeCycles(problem, width, problem.sizes.output[last]) +
         product(block) * (problem.inputOperations / operationsPerCycle +
                           2 * problem.positions * transformAccess);
}

static double outputCycles(const Problem &problem,
                           llvm::ArrayRef<int64_t> block) {
  double results = 1, rows = 1;
  size_t last = block.size() - 1;
  for (auto [index, algorithm] : llvm::enumerate(problem.algorithms)) {
    results *= double(algorithm.m());
    if (index != last)
      rows *= double(algorithm.m() * block[index]);
  }
  int64_t width = problem.algorithms[last].m() * block[last];
  return rows * rowTransposeCycles(problem, width, problem.sizes.output[last]) +
         product(block) *
             (problem.outputOperations / operationsPerCycle +
              (1.5 * problem.positions + results) * transformAccess);
}

/// Cycles of the product of a block and a panel.
static double productCycles(const Problem &problem, double tiles,
                            int64_t panel) {
  const CPUTarget &target = problem.target;
  double channels = double(problem.sizes.inputChannels);
  int64_t count = int64_t(tiles);
  int64_t registerTiles = llvm::divideCeil(count, target.rows());
  int64_t rows = llvm::divideCeil(count, registerTiles);
  // The rows' tiles, for a register tile that is so many vectors wide.
  auto columnCycles = [&](int64_t vectors) {
    double steps = double(count / rows) * rowCycles(rows, vectors);
    if (count % rows)
      steps += rowCycles(count % rows, vectors);
    return channels * steps + double(registerTiles) * tileOverhead;
  };
  int64_t vectors = llvm::divideCeil(panel, target.lanes());
  double arithmetic =
      double(vectors / target.columns()) * columnCycles(target.columns());
  if (vectors % target.columns())
    arithmetic += columnCycles(vectors % target.columns());
  arithmetic *= problem.positions;

  // Ĝ comes from where all of it lies, with the images that pass by; X̂ and M̂
  // from where the block lies.
  double value = double(problem.bytes);
  double input = problem.positions * tiles * channels * value;
  double result = problem.positions * tiles * double(panel) * value;
  double filter = problem.positions * channels * double(panel) * value;
  return arithmetic +
         streamCycles(filter, problem.filterFootprint, filterStream, target) +
         streamCycles(input + (1 + writeFactor) * result, input + result,
                      blockStream, target);
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
  double lanes = double(target.lanes());
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
      std::ceil(double(sizes.inputChannels) / lanes) *
          inputCycles(problem, block) +
      streamCycles(writeFactor * input, input + result, blockStream, target);
  int64_t panels = llvm::divideCeil(sizes.outputChannels, panel);
  double after = double(panels) * productCycles(problem, tiles, panel) +
                 std::ceil(double(sizes.outputChannels) / lanes) *
                     outputCycles(problem, block);
  shape.cycles = slowestShare(blocks, panels, target.threads, before, after);
  return shape;
}

int64_t mlir::winograd::roundCycles(double cycles) {
  return cycles < 0x1p62 ? int64_t(cycles)
                         : std::numeric_limits<int64_t>::max();
}

/// A convolution without elements costs what one of one element does.
static ConvolutionSizes withoutZeros(ConvolutionSizes sizes) {
  auto raise = [](int64_t &size) { size = std::max<int64_t>(size, 1); };
  raise(sizes.batch);
  raise(sizes.inputChannels);
  raise(sizes.outputChannels);
  llvm::for_each(sizes.output, raise);
  return sizes;
}

static Problem makeProblem(const ConvolutionSizes &sizes,
                           llvm::ArrayRef<CookToom> algorithms,
                           const CPUTarget &target, int64_t bytes) {
  Problem problem{sizes, algorithms, target, bytes, {}};
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
  problem.filterFootprint =
      (problem.positions * input * output + pixels * (input + output)) *
      double(bytes);
  return problem;
}

BlockShape mlir::winograd::chooseBlock(const ConvolutionSizes &givenSizes,
                                       llvm::ArrayRef<CookToom> algorithms,
                                       const CPUTarget &target, int64_t bytes,
                                       int64_t shapes) {
  WINOGRAD_ASSERT(!algorithms.empty() &&
                      givenSizes.output.size() == algorithms.size(),
                  "expected one algorithm per transformed dimension");
  ConvolutionSizes sizes = withoutZeros(givenSizes);
  Problem problem = makeProblem(sizes, algorithms, target, bytes);
  int64_t panel =
      std::min(sizes.outputChannels, target.lanes() * target.columns());

  // More tiles than this have no scratch memory, and one too large is better
  // than nothing: one tile, if need be.
  double tileBytes = problem.positions * double(bytes) *
                     (double(sizes.inputChannels) + double(panel));
  int64_t most = std::max<int64_t>(1, int64_t(double(maxScratch) / tileBytes));
  BlockShape best;
  forEachBlock(problem.tiles, most, shapes, [&](llvm::ArrayRef<int64_t> block) {
    BlockShape shape = evaluate(problem, block, panel);
    if (best.tiles.empty() || shape.cycles < best.cycles)
      best = std::move(shape);
  });
  return best;
}

double mlir::winograd::estimateDirect(const ConvolutionSizes &givenSizes,
                                      const CPUTarget &target) {
  ConvolutionSizes sizes = withoutZeros(givenSizes);
  // Register tiles as those of a product, over the taps and input channels. The
  // image's rows are its rows; each result goes through a transpose.
  double lanes = double(target.lanes());
  int64_t width = sizes.output.back();
  int64_t registerTiles = llvm::divideCeil(width, target.rows());
  int64_t rows = llvm::divideCeil(width, registerTiles);
  int64_t vectors = llvm::divideCeil(sizes.outputChannels, target.lanes());
  double steps = double(sizes.inputChannels) * product(sizes.filter);
  auto rowsCycles = [&](int64_t wide) {
    double cycles = double(width / rows) * rowCycles(rows, wide);
    if (width % rows)
      cycles += rowCycles(width % rows, wide);
    return steps * cycles + double(registerTiles) * tileOverhead;
  };
  double perRow =
      double(vectors / target.columns()) * rowsCycles(target.columns());
  if (vectors % target.columns())
    perRow += rowsCycles(vectors % target.columns());
  double imageRows =
      double(sizes.batch) * product(sizes.output) / double(width);
  double stored = imageRows * double(width) * double(vectors);
  double loaded =
      imageRows * double(width) * double(sizes.inputChannels) / lanes;
  double cycles = imageRows * perRow / directEfficiency +
                  (2 * transposeCycles) * stored + 2 * loaded;
  return cycles / double(target.threads);
}

/// The largest divisor of `extent` that is at most `limit`, of those that are
/// no longer than any block needs to be.
static int64_t largestDivisor(int64_t extent, int64_t limit) {
  limit = std::min<int64_t>(limit, 65536);
  for (int64_t size = std::min(extent, limit); size > 1; --size)
    if (extent % size == 0)
      return size;
  return 1;
}

DirectBlock mlir::winograd::chooseDirectBlock(const CPUTarget &target,
                                              int64_t lanes, int64_t channels,
                                              int64_t rows, int64_t rowBytes) {
  int64_t panel = std::min<int64_t>(lanes * target.columns(),
                                    llvm::alignTo(channels, lanes));
  int64_t bytes = std::max<int64_t>(1, saturatingProduct(panel, rowBytes));
  return {panel,
          largestDivisor(rows, std::max<int64_t>(1, target.l2 / 2 / bytes))};
}
