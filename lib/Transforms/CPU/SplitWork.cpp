//===- SplitWork.cpp - What several threads compute together --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSPLITWORK
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Vectors of iterations that a thread has at least: a loop that threads share
/// starts and ends with a barrier, of some thousand cycles.
static constexpr int64_t leastSums = 16384;
/// The same of elementwise operations, which wait for memory.
static constexpr int64_t leastValues = 2048;
/// The part of their time that threads have something to do for which a loop is
/// split.
static constexpr double leastBalance = 0.75;
/// The most shares for each thread.
static constexpr int64_t mostShares = 8;

namespace {
/// A loop and its iterations for a thread.
struct Split {
  unsigned loop;
  int64_t size;
};
} // namespace

/// Whether there is enough to do for every thread.
static bool isLong(linalg::LinalgOp op, const CPUTarget &target) {
  int64_t iterations = 1;
  for (int64_t range : op.getStaticLoopRanges())
    iterations = saturatingProduct(iterations, range);
  int64_t least = op.getNumReductionLoops() > 0 ? leastSums : leastValues;
  return iterations / target.lanes() / target.threads >= least;
}

/// Whether every result is indexed by the loop alone along one axis.
static bool isResultLoop(linalg::LinalgOp op, unsigned loop) {
  return llvm::all_of(op.getDpsInitsMutable(), [&](OpOperand &result) {
    return op.getMatchingIndexingMap(&result)
        .getResultPosition(getAffineDimExpr(loop, op.getContext()))
        .has_value();
  });
}

/// The values that every thread reads, whatever its share of the loop is.
static int64_t countShared(linalg::LinalgOp op, unsigned loop) {
  int64_t values = 0;
  for (OpOperand &operand : op->getOpOperands()) {
    if (op.getMatchingIndexingMap(&operand).isFunctionOfDim(loop))
      continue;
    int64_t size = 1;
    for (int64_t extent : op.getShape(&operand))
      size = saturatingProduct(size, extent);
    values = saturatingSum(values, size);
  }
  return values;
}

/// Iterations of a share: all shares have as many, and sizes that are known.
/// None if threads would wait for each other too long, or if a share were no
/// multiple of `whole`.
static std::optional<int64_t> chooseSize(int64_t extent, int64_t whole,
                                         int64_t threads) {
  std::optional<int64_t> best;
  double bestBalance = leastBalance;
  for (int64_t shares = threads;
       shares <= std::min(extent, mostShares * threads); ++shares) {
    if (extent % shares != 0 || extent / shares % whole != 0)
      continue;
    int64_t rounds = llvm::divideCeil(shares, threads);
    double balance = double(shares) / double(rounds * threads);
    if (balance < bestBalance || (best && balance == bestBalance))
      continue;
    best = extent / shares;
    bestBalance = balance;
  }
  return best;
}

/// The loop whose shares have the least in common; of several the outermost.
static std::optional<Split> choose(linalg::LinalgOp op,
                                   const CPUTarget &target) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  AffineExpr innermost = nullptr;
  AffineMap result = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (result.getNumResults() > 0)
    innermost = result.getResults().back();
  std::optional<Split> best;
  int64_t leastShared = 0;
  for (auto [loop, iterator] : llvm::enumerate(op.getIteratorTypesArray())) {
    if (iterator != utils::IteratorType::parallel || !isResultLoop(op, loop))
      continue;
    bool isVectors = innermost == getAffineDimExpr(loop, op.getContext());
    std::optional<int64_t> size = chooseSize(
        ranges[loop], isVectors ? target.lanes() : 1, target.threads);
    int64_t shared = countShared(op, loop);
    if (!size || (best && shared >= leastShared))
      continue;
    best = {unsigned(loop), *size};
    leastShared = shared;
  }
  return best;
}

static bool canSplit(linalg::LinalgOp op) {
  // What is in a loop has been split.
  return op.hasPureTensorSemantics() && op->getNumResults() > 0 &&
         !op.hasDynamicShape() && !op->getParentOfType<LoopLikeOpInterface>() &&
         !llvm::is_contained(op.getStaticLoopRanges(), 0);
}

/// A fill of the destination goes along.
static LogicalResult split(RewriterBase &rewriter, linalg::LinalgOp op,
                           Split chosen) {
  SmallVector<OpFoldResult> sizes(op.getNumLoops(), rewriter.getIndexAttr(0));
  sizes[chosen.loop] = rewriter.getIndexAttr(chosen.size);
  scf::SCFTileAndFuseOptions options;
  options.tilingOptions.setTileSizes(sizes);
  options.tilingOptions.setLoopType(scf::SCFTilingOptions::LoopType::ForallOp);
  options.setFusionControlFn(
      [](tensor::ExtractSliceOp, OpResult producer, bool isDestination)
          -> std::optional<scf::SCFTileAndFuseOptions::ControlFnResult> {
        if (isDestination && isa<linalg::FillOp>(producer.getOwner()))
          return scf::SCFTileAndFuseOptions::ControlFnResult{};
        return std::nullopt;
      });
  rewriter.setInsertionPoint(op);
  FailureOr<scf::SCFTileAndFuseResult> tiled =
      scf::tileConsumerAndFuseProducersUsingSCF(
          rewriter, cast<TilingInterface>(op.getOperation()), options);
  if (failed(tiled))
    return op.emitOpError("could not be split for threads");
  SmallVector<Value> results =
      llvm::map_to_vector(op->getResults(), [&](OpResult result) {
        return tiled->replacements.lookup(result);
      });
  rewriter.replaceOp(op, results);
  return success();
}

namespace {
class WinogradSplitWork
    : public winograd::impl::WinogradSplitWorkBase<WinogradSplitWork> {
public:
  using WinogradSplitWorkBase::WinogradSplitWorkBase;

  void runOnOperation() override {
    CPUTarget target = getCPUTarget(getOperation());
    if (target.threads == 1)
      return;
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (canSplit(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    // The last ones first: they take fills along.
    for (linalg::LinalgOp op : llvm::reverse(ops)) {
      if (op->use_empty() || !isLong(op, target))
        continue;
      std::optional<Split> chosen = choose(op, target);
      if (!chosen)
        continue;
      if (failed(split(rewriter, op, *chosen)))
        return signalPassFailure();
      ++numSplit;
    }
  }
};
} // namespace
