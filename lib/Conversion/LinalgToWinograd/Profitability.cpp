//===- Profitability.cpp - Which F(m, r), if any -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/LinalgToWinograd/Profitability.h"
#include "winograd/Dialect/Winograd/IR/TargetDescription.h"
#include "winograd/Support/CPUCost.h"
#include "winograd/Support/GPUCost.h"
#include "winograd/Support/Limits.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;

/// The tiles that the cost model considers. Even ones have symmetric points, 0
/// and pairs of p and -p, which round less and cost less than those of the odd
/// tiles between them. Larger ones lose too much: F(6, 3), a = 8, rounds eight
/// times worse than a direct convolution in f32, F(8, 3) forty-five times
/// (docs/Accuracy.md).
static constexpr int64_t candidateAlphas[] = {4, 6, 8};

static ConvolutionSizes getSizes(linalg::LinalgOp op,
                                 const ConvolutionDims &dims) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  auto size = [&](unsigned loop) {
    return ShapedType::isDynamic(ranges[loop]) ? int64_t(64) : ranges[loop];
  };
  auto product = [&](ArrayRef<unsigned> loops) {
    int64_t result = 1;
    for (unsigned loop : loops)
      result = saturatingProduct(result, size(loop));
    return result;
  };
  ConvolutionSizes sizes;
  // A depthwise dimension multiplies every part alike, as the batch does.
  sizes.batch = saturatingProduct(product(dims.batch), product(dims.depth));
  sizes.inputChannels = product(dims.inputChannel);
  sizes.outputChannels = product(dims.outputChannel);
  for (const auto &spatial : dims.spatial) {
    if (spatial.taps > 1) {
      sizes.filter.push_back(spatial.taps);
      sizes.output.push_back(size(spatial.image));
    } else {
      sizes.batch = saturatingProduct(sizes.batch, size(spatial.image));
    }
  }
  return sizes;
}

/// One algorithm per filter size, F(outputs(r), r).
static llvm::Expected<SmallVector<CookToom>>
buildAll(const ConvolutionSizes &sizes,
         function_ref<int64_t(int64_t)> outputs) {
  SmallVector<CookToom> algorithms;
  int64_t positions = 1;
  for (int64_t r : sizes.filter) {
    llvm::Expected<CookToom> algorithm = CookToom::build(outputs(r), r);
    if (!algorithm)
      return algorithm.takeError();
    positions = saturatingProduct(positions, algorithm->alpha());
    algorithms.push_back(std::move(*algorithm));
  }
  if (positions > limits::positions)
    return llvm::createStringError(
        llvm::formatv("its transformed tiles have {0} values (expected at most "
                      "{1})",
                      positions, limits::positions));
  return algorithms;
}

/// The preferred one of `candidateAlphas`.
static int64_t choosePreferred(const ConvolutionSizes &sizes, int64_t maxTaps,
                               PreferredTile preferred, Type type) {
  int64_t perValue = llvm::divideCeil(type.getIntOrFloatBitWidth(), 32);
  auto fits = [&](int64_t alpha) {
    int64_t values = 1;
    for (size_t dim = 0; dim < sizes.filter.size(); ++dim)
      values = saturatingProduct(values, alpha);
    return preferred.registers == 0 ||
           saturatingProduct(values, perValue) <=
               preferred.registers - GPUTarget::addressRegisters;
  };
  int64_t best = 0;
  for (int64_t alpha : candidateAlphas) {
    bool isNeeded = best == 0 || best - maxTaps + 1 < preferred.tile;
    if (best < maxTaps + 1 || (isNeeded && fits(alpha)))
      best = alpha;
  }
  return best;
}

FailureOr<SmallVector<CookToom>>
winograd::chooseAlgorithms(linalg::LinalgOp op, const ConvolutionDims &dims,
                           int64_t tile, PreferredTile preferred,
                           bool onlyProfitable, std::string &reason) {
  if (llvm::is_contained(op.getStaticLoopRanges(), 0)) {
    reason = "one of its loops has no iterations";
    return failure();
  }
  ConvolutionSizes sizes = getSizes(op, dims);
  CPUTarget target = getCPUTarget(op);
  auto build = [&](function_ref<int64_t(int64_t)> outputs)
      -> FailureOr<SmallVector<CookToom>> {
    llvm::Expected<SmallVector<CookToom>> algorithms = buildAll(sizes, outputs);
    if (algorithms)
      return std::move(*algorithms);
    reason = llvm::toString(algorithms.takeError());
    return failure();
  };
  if (tile > 0)
    return build([&](int64_t) { return tile; });

  int64_t maxTaps = *llvm::max_element(sizes.filter);
  auto buildFor = [&](int64_t alpha) {
    return build([&](int64_t r) { return alpha - r + 1; });
  };
  if (preferred.tile > 0)
    return buildFor(choosePreferred(sizes, maxTaps, preferred,
                                    getElementTypeOrSelf(op.getDpsInits()[0])));
  double bestCost = 0;
  SmallVector<CookToom> best;
  for (int64_t alpha : candidateAlphas) {
    if (alpha < maxTaps + 1) // two outputs at least
      continue;
    FailureOr<SmallVector<CookToom>> algorithms = buildFor(alpha);
    if (failed(algorithms))
      break; // as those that are larger
    double cost = chooseBlock(sizes, *algorithms, target).cycles;
    if (best.empty() || cost < bestCost) {
      bestCost = cost;
      best = std::move(*algorithms);
    }
  }
  if (best.empty())
    return failure();
  double direct = estimateDirect(sizes, target);
  if (onlyProfitable && bestCost >= direct) {
    reason = llvm::formatv("Winograd would take {0:N} cycles, the direct "
                           "convolution {1:N}",
                           roundCycles(bestCost), roundCycles(direct));
    return failure();
  }
  return best;
}
