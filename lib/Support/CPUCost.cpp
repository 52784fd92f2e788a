//===- CPUCost.cpp - How long a CPU takes, and in which blocks -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/CPUCost.h"
#include "winograd/Support/Assert.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>

using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// The core
//===----------------------------------------------------------------------===//

// What the cores of the last years have in common, per cycle.
static constexpr double fmasPerCycle = 2;
static constexpr double loadsPerCycle = 2;
static constexpr double fmaLatency = 4;
/// Bytes per cycle that a stream gets from where it lies.
static constexpr double l2Bytes = 32, l3Bytes = 10, memoryBytes = 4;
/// The part of a stream's time that is not hidden behind arithmetic.
static constexpr double visible = 0.5;
/// What is written is read first, and written back later.
static constexpr double writeFactor = 2;
/// Bytes of scratch memory that a thread gets.
static constexpr int64_t maxScratch = 2 * 1024 * 1024;
/// Cycles around a register tile's loop: its stores, its addresses, its start.
static constexpr double tileOverhead = 14;
/// Cycles per vector that goes through a transpose in registers.
static constexpr double transposeCycles = 2.5;
/// Cycles for one of the values that a transpose leaves over at a row's end,
/// and for a row besides.
static constexpr double remainderCycles = 12, rowOverhead = 20;
/// What a direct convolution reaches of its multiply-adds: its windows are read
/// from rows that lie far apart.
static constexpr double directEfficiency = 0.85;

static double streamCycles(double bytes, double footprint,
                           const CPUTarget &target) {
  if (footprint <= double(target.l2) * 0.75)
    return bytes / l2Bytes;
  if (footprint <= double(target.l3))
    return bytes / l3Bytes;
  return bytes / memoryBytes;
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
         product(block) *
             (problem.inputOperations / fmasPerCycle + 2 * problem.positions);
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
         product(block) * (problem.outputOperations / fmasPerCycle +
                           1.5 * problem.positions + results);
}

/// Cycles of the products of one block.
static double productCycles(const Problem &problem, double tiles,
                            int64_t panel) {
  const CPUTarget &target = problem.target;
  double channels = double(problem.sizes.inputChannels);
  double panels = double(llvm::divideCeil(problem.sizes.outputChannels, panel));
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
  arithmetic *= problem.positions * panels;

  // Ĝ comes from where all of it lies, X̂ and M̂ from where the block lies.
  double value = double(problem.bytes);
  double input = problem.positions * tiles * channels * value;
  double filter = problem.positions * channels *
                  double(problem.sizes.outputChannels) * value;
  double result = problem.positions * tiles * double(panel) * value;
  double block = input + result;
  double streams =
      streamCycles(filter, filter, target) +
      panels * streamCycles(input, block, target) +
      panels * (1 + writeFactor) * streamCycles(result, block, target);
  return arithmetic + visible * streams +
         writeFactor * streamCycles(input, block, target);
}

static BlockShape evaluate(const Problem &problem,
                           llvm::ArrayRef<int64_t> block, int64_t panel) {
  const ConvolutionSizes &sizes = problem.sizes;
  double lanes = double(problem.target.lanes());
  double blocks = double(sizes.batch);
  for (auto [size, tiles] : llvm::zip_equal(block, problem.tiles))
    blocks *= double(llvm::divideCeil(tiles, size));
  double tiles = product(block);
  BlockShape shape;
  shape.tiles.assign(block.begin(), block.end());
  shape.panel = panel;
  shape.scratch =
      int64_t(problem.positions * tiles * double(sizes.inputChannels + panel) *
              double(problem.bytes));
  // Blocks are shared out whole.
  double threads = double(problem.target.threads);
  double rounds = std::ceil(blocks / threads) * threads;
  shape.cycles = std::max(blocks, rounds) *
                 (std::ceil(double(sizes.inputChannels) / lanes) *
                      inputCycles(problem, block) +
                  productCycles(problem, tiles, panel) +
                  std::ceil(double(sizes.outputChannels) / lanes) *
                      outputCycles(problem, block));
  return shape;
}

BlockShape mlir::winograd::chooseBlock(const ConvolutionSizes &sizes,
                                       llvm::ArrayRef<CookToom> algorithms,
                                       const CPUTarget &target, int64_t bytes) {
  WINOGRAD_ASSERT(!algorithms.empty() &&
                      sizes.output.size() == algorithms.size(),
                  "expected one algorithm per transformed dimension");
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
  int64_t panel =
      std::min(sizes.outputChannels, target.lanes() * target.columns());

  // Blocks of whole rows where they are short enough, as nearly equal as the
  // number of tiles permits.
  BlockShape best;
  llvm::SmallVector<int64_t> block(problem.tiles.size(), 1);
  auto consider = [&](auto &&self, size_t dimension) -> void {
    if (dimension == block.size()) {
      BlockShape shape = evaluate(problem, block, panel);
      // Too large is better than nothing: one tile, if need be.
      bool fits = shape.scratch <= maxScratch;
      bool bestFits = best.scratch <= maxScratch;
      if (best.tiles.empty() || (fits && !bestFits) ||
          (fits == bestFits &&
           (fits ? shape.cycles < best.cycles : shape.scratch < best.scratch)))
        best = shape;
      return;
    }
    int64_t extent = problem.tiles[dimension], previous = 0;
    for (int64_t parts = 1; parts <= extent; ++parts) {
      int64_t size = llvm::divideCeil(extent, parts);
      if (size == previous)
        continue;
      previous = size;
      block[dimension] = size;
      self(self, dimension + 1);
    }
  };
  consider(consider, 0);
  return best;
}

double mlir::winograd::estimateDirect(const ConvolutionSizes &sizes,
                                      const CPUTarget &target) {
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
  return imageRows * perRow / directEfficiency +
         (2 * transposeCycles) * stored + 2 * loaded;
}
