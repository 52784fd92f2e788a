//===- GPUCost.cpp - What a GPU holds, and how long it takes --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/GPUCost.h"
#include "winograd/Support/Limits.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mlir::winograd;

/// Steps of which the operands of such a tile are loaded at a time.
static int64_t getSteps(int64_t tileSize) { return tileSize > 8 ? 4 : 2; }

int64_t GPUTarget::tileSize() const {
  for (int64_t size : {16, 8, 4, 2})
    if (size * size + getSteps(size) * 2 * size + addressRegisters <= registers)
      return size;
  return 1;
}

int64_t GPUTarget::tileSteps() const { return getSteps(tileSize()); }

static double product(llvm::ArrayRef<double> factors) {
  double result = 1;
  for (double factor : factors)
    result *= factor;
  return result;
}

/// Steps of a transform of all dimensions, one after the other.
static double countSteps(llvm::ArrayRef<CookToom> algorithms,
                         int64_t AlgorithmFigures::*stepCount,
                         const RationalMatrix &(CookToom::*matrix)() const) {
  double steps = 0;
  llvm::SmallVector<double> sizes;
  for (const CookToom &algorithm : algorithms)
    sizes.push_back(double((algorithm.*matrix)().columns()));
  for (auto [axis, algorithm] : llvm::enumerate(algorithms)) {
    double lines = product(sizes) / sizes[axis];
    steps += lines * double(getFigures(algorithm).*stepCount);
    sizes[axis] = double((algorithm.*matrix)().rows());
  }
  return steps;
}

GPUProblem mlir::winograd::makeGPUProblem(const ConvolutionSizes &sizes,
                                          llvm::ArrayRef<CookToom> algorithms) {
  GPUProblem problem;
  problem.depth = sizes.inputChannels;
  problem.columns = sizes.outputChannels;
  problem.rows = sizes.batch;
  problem.direct = double(sizes.batch) * double(sizes.inputChannels) *
                   double(sizes.outputChannels);
  problem.directSteps = sizes.filter.back();
  for (auto [output, filter] : llvm::zip_equal(sizes.output, sizes.filter))
    problem.direct *= double(output) * double(filter);
  if (algorithms.empty()) // The direct convolution has no tiles.
    for (int64_t output : sizes.output)
      problem.rows = saturatingProduct(problem.rows, output);
  for (auto [algorithm, output] : llvm::zip(algorithms, sizes.output)) {
    problem.positions *= algorithm.alpha();
    problem.outputs *= algorithm.m();
    problem.rows = saturatingProduct(problem.rows,
                                     llvm::divideCeil(output, algorithm.m()));
  }
  problem.inputOperations = countSteps(
      algorithms, &AlgorithmFigures::inputSteps, &CookToom::inputMatrix);
  problem.outputOperations = countSteps(
      algorithms, &AlgorithmFigures::outputSteps, &CookToom::outputMatrix);
  return problem;
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

int64_t mlir::winograd::chooseRegisterPoints(int64_t extent, int64_t most) {
  int64_t step =
      extent % GPUTarget::vectorSize == 0 && most >= GPUTarget::vectorSize
          ? GPUTarget::vectorSize
          : 1;
  int64_t best = std::min(step, std::max<int64_t>(extent, 1));
  // Waste at the end of the loop counts against the loads that are saved.
  auto cost = [&](int64_t points) {
    int64_t threads = llvm::divideCeil(extent, points);
    return double(threads) * double(points) * (1.0 + 2.0 / double(points));
  };
  for (int64_t points = best + step; points <= std::min(extent, most);
       points += step)
    if (cost(points) <= cost(best))
      best = points;
  return best;
}

/// Loads or stores of `count` values of a thread that are neighbours along an
/// axis of `size`: vectors where both are made of those.
static double accessTime(const GPUTarget &target, int64_t count,
                         int64_t size = 1) {
  constexpr int64_t vector = GPUTarget::vectorSize;
  bool areVectors = size % vector == 0 && count % vector == 0;
  int64_t accesses = areVectors ? count / vector : count;
  return double(accesses * target.accessTime + count * target.valueTime);
}

/// The threads that are waited for.
static double fillLanes(const GPUTarget &target, double threads) {
  return std::ceil(threads / double(target.lanes)) * double(target.lanes);
}

static double inputTime(const GPUProblem &problem, const GPUTarget &target,
                        double storeTime) {
  return double(problem.positions) * (accessTime(target, 1) + storeTime) +
         problem.inputOperations;
}

static double outputTime(const GPUProblem &problem, const GPUTarget &target,
                         double loadTime) {
  return double(problem.positions) * loadTime +
         double(problem.outputs) * accessTime(target, 1) +
         problem.outputOperations;
}

struct RegisterTile {
  int64_t rows, columns;
  double threads;
};
static RegisterTile makeRegisterTile(const GPUProblem &problem,
                                     const GPUTarget &target) {
  int64_t rows = chooseRegisterPoints(problem.rows, target.tileSize()),
          columns = chooseRegisterPoints(problem.columns, target.tileSize());
  return {rows, columns,
          double(problem.groups) *
              double(llvm::divideCeil(problem.rows, rows)) *
              double(llvm::divideCeil(problem.columns, columns))};
}

/// A kernel of sums over `steps`, whose operands' neighbours lie side by side
/// unless it is direct.
static double sumsTime(const GPUProblem &problem, const GPUTarget &target,
                       double positions, double steps, bool isDirect) {
  RegisterTile tile = makeRegisterTile(problem, target);
  double loads =
      accessTime(target, tile.rows, isDirect ? 1 : problem.rows) +
      accessTime(target, tile.columns, isDirect ? 1 : problem.columns);
  // Results have the columns of a direct convolution innermost, or the rows.
  double stores = double(tile.columns) *
                  accessTime(target, tile.rows, isDirect ? 1 : problem.rows);
  return fillLanes(target, positions * tile.threads) *
         (steps * (double(tile.rows * tile.columns) + loads) + stores);
}

/// Registers of so many values, which may need two each, and of addresses.
static int64_t countRegisters(int64_t values, const GPUProblem &problem) {
  return values * std::max<int64_t>(1, problem.bytes / 4) +
         GPUTarget::addressRegisters;
}

//===----------------------------------------------------------------------===//
// Code size
//===----------------------------------------------------------------------===//

// test/Pipelines/gpu-instructions.mlir compares these with the kernels.

/// What a kernel begins with: its numbers, and the coordinates they stand for.
static constexpr int64_t beginInstructions = 16;
/// The place of an operand of the product in a fused kernel, and its load.
static constexpr int64_t operandInstructions = 3;

/// Loads, arithmetic and stores of an input transform. That of the filter has
/// fewer taps and as many positions.
static int64_t countInput(const GPUProblem &problem) {
  return 2 * problem.positions + int64_t(problem.inputOperations);
}

/// Those of an output transform, with what follows it.
static int64_t countOutput(const GPUProblem &problem) {
  return problem.positions + int64_t(problem.outputOperations) +
         problem.outputs *
             (1 + problem.epilogueBuffers + problem.epilogueOperations);
}

/// A kernel that sums up register tiles over a loop of `extent` steps, so many
/// at a time, and the rest one by one. Neighbours are vectors of 4 where sizes
/// allow it, but for the operands of a direct convolution, which lie apart.
static int64_t countSums(const GPUProblem &problem, const GPUTarget &target,
                         int64_t extent, bool isDirect) {
  RegisterTile tile = makeRegisterTile(problem, target);
  int64_t rows = tile.rows, columns = tile.columns, steps = target.tileSteps();
  auto accesses = [](int64_t count, int64_t size) {
    return size % 4 == 0 ? llvm::divideCeil(count, 4) : count;
  };
  int64_t loads = isDirect ? rows + columns
                           : accesses(rows, problem.rows) +
                                 accesses(columns, problem.columns);
  return beginInstructions +
         (extent % steps + (extent >= steps ? steps : 0)) *
             (rows * columns + loads) +
         accesses(rows * columns, std::gcd(problem.rows, problem.columns));
}

//===----------------------------------------------------------------------===//
// Plans
//===----------------------------------------------------------------------===//

static bool fits(const GPUEstimate &estimate, const GPUTarget &target) {
  return estimate.workgroupBytes <= target.workgroupMemory &&
         estimate.threads <= target.workgroupSize &&
         estimate.registers <= target.registers &&
         estimate.buffers <= target.bindings &&
         estimate.instructions <= target.instructions;
}

/// Says what does not fit.
static void refuse(GPUEstimate &estimate, const GPUTarget &target) {
  auto check = [&](llvm::StringRef what, int64_t need, int64_t limit) {
    if (need > limit && estimate.refusal.empty())
      estimate.refusal =
          llvm::formatv("needs {0} {1}, more than {2}", need, what, limit);
  };
  check("bytes of workgroup memory", estimate.workgroupBytes,
        target.workgroupMemory);
  check("threads per workgroup", estimate.threads, target.workgroupSize);
  check("registers per thread", estimate.registers, target.registers);
  check("buffers", estimate.buffers, target.bindings);
  check("instructions", estimate.instructions, target.instructions);
}

GPUEstimate mlir::winograd::estimateFourBuffer(const GPUProblem &problem,
                                               const GPUTarget &target) {
  GPUEstimate estimate;
  double groups = double(problem.groups);
  int64_t tileRows = std::min(problem.rows, target.tileSize()),
          tileColumns = std::min(problem.columns, target.tileSize());
  double inputs = groups * double(problem.rows) * double(problem.depth),
         outputs = groups * double(problem.rows) * double(problem.columns);
  estimate.time = 3 * double(target.launchTime) +
                  fillLanes(target, inputs) *
                      inputTime(problem, target, accessTime(target, 1)) +
                  fillLanes(target, outputs) *
                      outputTime(problem, target, accessTime(target, 1)) +
                  sumsTime(problem, target, double(problem.positions),
                           double(problem.depth), /*isDirect=*/false);
  // The product has its sums and operands, whose number is chosen to fit
  // (values of 64 bits may spill), a transform its tile.
  estimate.registers = std::max(
      std::min(countRegisters(tileRows * tileColumns +
                                  target.tileSteps() * (tileRows + tileColumns),
                              problem),
               target.registers),
      countRegisters(problem.positions, problem));
  estimate.buffers = 3 + problem.epilogueBuffers;
  estimate.instructions =
      std::max({beginInstructions + countInput(problem),
                countSums(problem, target, problem.depth, /*isDirect=*/false),
                beginInstructions + countOutput(problem)});
  refuse(estimate, target);
  return estimate;
}

static GPUEstimate estimateSchedule(const GPUProblem &problem,
                                    const GPUTarget &target, bool fusesInput,
                                    const GPUSchedule &schedule) {
  GPUEstimate estimate;
  estimate.schedule = schedule;
  estimate.workgroupBytes = schedule.workgroupBytes(problem, fusesInput);
  estimate.threads = schedule.threads(problem.positions);
  estimate.registers =
      countRegisters(std::max(schedule.rows * schedule.columns + schedule.rows +
                                  schedule.columns,
                              problem.positions),
                     problem);
  estimate.buffers = 3 + problem.epilogueBuffers;
  // One register tile of the product, its sums' stores, and the transforms.
  int64_t input = beginInstructions + countInput(problem);
  estimate.instructions =
      2 * schedule.rows * schedule.columns +
      operandInstructions * (schedule.rows + schedule.columns) +
      2 * beginInstructions + countOutput(problem);
  estimate.instructions = fusesInput ? estimate.instructions + input
                                     : std::max(estimate.instructions, input);
  double blocks = double(problem.groups) *
                  double(llvm::divideCeil(problem.rows, schedule.tiles)) *
                  double(llvm::divideCeil(problem.columns, schedule.channels));
  double depth = double(llvm::alignTo(problem.depth, schedule.depth));
  // A phase takes as long as the thread with the most items.
  auto items = [&](int64_t count) {
    return fillLanes(target, double(llvm::alignTo(count, estimate.threads)));
  };
  double shared = double(target.workgroupAccessTime);
  double time = items(schedule.tiles * schedule.channels) *
                outputTime(problem, target, shared);
  double tile = double(schedule.rows * schedule.columns);
  double loads =
      double(schedule.rows) * (fusesInput ? shared : accessTime(target, 1)) +
      double(schedule.columns) * accessTime(target, 1);
  time += fillLanes(target, double(estimate.threads)) *
          (depth * (tile + loads) + tile * shared);
  if (fusesInput)
    time += depth / double(schedule.depth) *
            (items(schedule.tiles * schedule.depth) *
                 inputTime(problem, target, shared) +
             2 * double(target.barrierTime) * double(estimate.threads));
  estimate.time = double(target.launchTime) + blocks * time;
  if (!fusesInput)
    estimate.time +=
        double(target.launchTime) +
        fillLanes(target, double(problem.groups) * double(problem.rows) *
                              double(problem.depth)) *
            inputTime(problem, target, accessTime(target, 1));
  return estimate;
}

GPUEstimate mlir::winograd::estimateFused(const GPUProblem &problem,
                                          const GPUTarget &target,
                                          bool fusesInput) {
  auto powers = [](int64_t most) {
    llvm::SmallVector<int64_t> sizes;
    for (int64_t size = 1; size <= most; size *= 2)
      sizes.push_back(size);
    return sizes;
  };
  // The smallest block says what is missing if nothing fits.
  GPUEstimate best =
      estimateSchedule(problem, target, fusesInput, GPUSchedule());
  bool hasFound = fits(best, target);
  auto atMost = [](int64_t size, int64_t most) {
    return std::min<int64_t>(llvm::PowerOf2Ceil(size), most);
  };
  GPUSchedule schedule;
  for (int64_t tiles : powers(atMost(problem.rows, 16)))
    for (int64_t channels : powers(atMost(problem.columns, 64)))
      for (int64_t depth : powers(fusesInput ? atMost(problem.depth, 16) : 1))
        for (int64_t rows : powers(std::min<int64_t>(tiles, 16)))
          for (int64_t columns : powers(std::min<int64_t>(channels, 16))) {
            schedule = {tiles, channels, depth, rows, columns};
            if (schedule.threads(problem.positions) > target.workgroupSize ||
                schedule.workgroupBytes(problem, fusesInput) >
                    target.workgroupMemory)
              continue;
            GPUEstimate estimate =
                estimateSchedule(problem, target, fusesInput, schedule);
            if (fits(estimate, target) &&
                (!hasFound || estimate.time < best.time)) {
              best = std::move(estimate);
              hasFound = true;
            }
          }
  refuse(best, target);
  return best;
}

GPUEstimate mlir::winograd::estimateFusedAs(const GPUProblem &problem,
                                            const GPUTarget &target,
                                            bool fusesInput,
                                            const GPUSchedule &schedule) {
  GPUEstimate estimate =
      estimateSchedule(problem, target, fusesInput, schedule);
  refuse(estimate, target);
  return estimate;
}

GPUEstimate mlir::winograd::estimateSingleKernel(const GPUProblem &problem,
                                                 const GPUTarget &target) {
  GPUEstimate estimate;
  // The sums, one transformed tile, and the addresses.
  estimate.registers = countRegisters(2 * problem.positions, problem);
  estimate.buffers = 3 + problem.epilogueBuffers;
  // Loads of the filter stand for the stores of X^, and products for the loads
  // of M^.
  estimate.instructions =
      beginInstructions + countInput(problem) + countOutput(problem);
  double threads =
      fillLanes(target, double(problem.groups) * double(problem.rows) *
                            double(problem.columns));
  estimate.time =
      double(target.launchTime) +
      threads * (double(problem.depth) *
                     (inputTime(problem, target, 0) +
                      double(problem.positions) * (1 + accessTime(target, 1))) +
                 outputTime(problem, target, 0));
  refuse(estimate, target);
  return estimate;
}

GPUEstimate mlir::winograd::estimateGPUDirect(const GPUProblem &problem,
                                              const GPUTarget &target) {
  GPUEstimate estimate;
  int64_t tile = target.tileSize();
  double sums =
      double(problem.groups) * double(problem.rows) * double(problem.columns);
  estimate.time =
      double(target.launchTime) + sumsTime(problem, target, /*positions=*/1,
                                           problem.direct / std::max(sums, 1.0),
                                           /*isDirect=*/true);
  estimate.registers = std::min(
      countRegisters(tile * tile + target.tileSteps() * 2 * tile, problem),
      target.registers);
  estimate.buffers = 3;
  estimate.instructions =
      countSums(problem, target, problem.directSteps, /*isDirect=*/true);
  refuse(estimate, target);
  return estimate;
}
