//===- Vectorize.cpp - Tile to registers and vectorise -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Hoisting.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/LoopInvariantCodeMotionUtils.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADVECTORIZE
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Which loops become vectors
//===----------------------------------------------------------------------===//

/// Whether consecutive iterations of `loop` touch consecutive elements of an
/// operand with this map, or one element.
static bool isContiguous(AffineMap map, unsigned loop) {
  for (auto [axis, expr] : llvm::enumerate(map.getResults())) {
    if (!expr.isFunctionOfDim(loop))
      continue;
    // The loop itself, or the sum of it and others (a convolution's image).
    AffineExpr dim = getAffineDimExpr(loop, map.getContext());
    AffineExpr rest = simplifyAffineExpr(expr - dim, map.getNumDims(), 0);
    if (axis + 1 != map.getNumResults() || rest.isFunctionOfDim(loop))
      return false;
  }
  return true;
}

/// The lane: a parallel loop of more than one iteration, innermost in the
/// results and contiguous in every operand.
static std::optional<unsigned> findLane(linalg::LinalgOp op) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap result = maps.back();
  if (result.getNumResults() == 0)
    return std::nullopt;
  auto dim =
      dyn_cast<AffineDimExpr>(result.getResult(result.getNumResults() - 1));
  if (!dim || ranges[dim.getPosition()] < 2)
    return std::nullopt;
  for (AffineMap map : maps)
    if (!isContiguous(map, dim.getPosition()))
      return std::nullopt;
  return dim.getPosition();
}

/// The rows of a register tile: the longest parallel loop, other than the lane,
/// along which the operand with the lane is reused.
static std::optional<unsigned> findRows(linalg::LinalgOp op, unsigned lane) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  std::optional<unsigned> best;
  for (OpOperand *input : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(input);
    if (!map.isFunctionOfDim(lane))
      continue;
    for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray()))
      if (type == utils::IteratorType::parallel && loop != lane &&
          !map.isFunctionOfDim(loop) && ranges[loop] > 1 &&
          (!best || ranges[loop] > ranges[*best]))
        best = loop;
  }
  return best;
}

//===----------------------------------------------------------------------===//
// Tiling and vectorising one operation
//===----------------------------------------------------------------------===//

namespace {
class RegisterTiling {
public:
  RegisterTiling(RewriterBase &rewriter, int64_t lanes, int64_t rows)
      : rewriter(rewriter), lanes(lanes), rows(rows) {}

  /// Tiles `op` and peels the loops; false if the operation has no lane.
  FailureOr<bool> tile(linalg::LinalgOp op) {
    if (!op.hasPureTensorSemantics() || op.hasDynamicShape())
      return false;
    std::optional<unsigned> lane = findLane(op);
    if (!lane)
      return false;
    SmallVector<int64_t> ranges = op.getStaticLoopRanges();
    SmallVector<int64_t> sizes(ranges.size(), 1);
    sizes[*lane] = std::min(lanes, ranges[*lane]);
    if (op.getNumReductionLoops() > 0)
      if (std::optional<unsigned> row = findRows(op, *lane))
        sizes[*row] = std::min(rows, ranges[*row]);
    SmallVector<OpFoldResult> tileSizes;
    for (auto [size, range] : llvm::zip_equal(sizes, ranges))
      // A loop of one iteration is none.
      tileSizes.push_back(rewriter.getIndexAttr(size == range ? 0 : size));
    rewriter.setInsertionPoint(op);
    scf::SCFTilingOptions options;
    options.setTileSizes(tileSizes);
    FailureOr<scf::SCFTilingResult> tiled = scf::tileUsingSCF(
        rewriter, cast<TilingInterface>(op.getOperation()), options);
    if (failed(tiled))
      return op.emitOpError("could not be tiled to registers");
    rewriter.replaceOp(op, tiled->replacements);
    peel(tiled->loops);
    return true;
  }

private:
  /// Splits off the iterations that the tile size does not divide, from the
  /// innermost loop outwards, so that full tiles have static shapes.
  void peel(ArrayRef<LoopLikeOpInterface> loops) {
    for (LoopLikeOpInterface loop : llvm::reverse(loops)) {
      scf::ForOp remainder;
      (void)scf::peelForLoopAndSimplifyBounds(
          rewriter, cast<scf::ForOp>(loop.getOperation()), remainder);
    }
  }

  RewriterBase &rewriter;
  int64_t lanes, rows;
};

class WinogradVectorize
    : public winograd::impl::WinogradVectorizeBase<WinogradVectorize> {
public:
  using WinogradVectorizeBase::WinogradVectorizeBase;

  void runOnOperation() override {
    if (lanes < 1 || rows < 1) {
      getOperation()->emitError("expected the options 'lanes' and 'rows' to be "
                                "at least 1, but got ")
          << lanes.getValue() << " and " << rows.getValue();
      return signalPassFailure();
    }
    if (failed(tileAll()) || failed(foldUnitDims()))
      return signalPassFailure();
    vectorizeAll();
    if (failed(cleanUp()))
      return signalPassFailure();
    hoistAccumulators();
  }

private:
  /// The multiply-adds of a contraction may be fused.
  void allowFusedMultiplyAdd(linalg::LinalgOp op) {
    if (op.getNumReductionLoops() == 0)
      return;
    auto flags = arith::FastMathFlagsAttr::get(&getContext(),
                                               arith::FastMathFlags::contract);
    for (Operation &inner : *op.getBlock())
      if (isa<arith::MulFOp, arith::AddFOp>(inner))
        inner.setAttr("fastmath", flags);
  }

  LogicalResult tileAll() {
    IRRewriter rewriter(&getContext());
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    RegisterTiling tiling(rewriter, lanes, rows);
    for (linalg::LinalgOp op : ops) {
      allowFusedMultiplyAdd(op);
      FailureOr<bool> tiled = tiling.tile(op);
      if (failed(tiled))
        return failure();
      ++(*tiled ? numVectorized : numScalar);
    }
    return success();
  }

  /// Tiles have loops of one iteration; without them the maps of a convolution
  /// are projected permutations, as the vectoriser wants them. The sizes of the
  /// peeled tiles become static on the way.
  LogicalResult foldUnitDims() {
    RewritePatternSet patterns(&getContext());
    addCanonicalizations(patterns);
    linalg::ControlDropUnitDims control;
    control.rankReductionStrategy =
        linalg::ControlDropUnitDims::RankReductionStrategy::ExtractInsertSlice;
    linalg::populateFoldUnitExtentDimsPatterns(patterns, control);
    tensor::populateMergeConsecutiveInsertExtractSlicePatterns(patterns);
    return applyPatternsGreedily(getOperation(), std::move(patterns));
  }

  /// The canonicalizations of the dialects that tiling and vectorising produce.
  void addCanonicalizations(RewritePatternSet &patterns) {
    MLIRContext *context = &getContext();
    static constexpr StringLiteral dialects[] = {"affine", "arith",  "linalg",
                                                 "scf",    "tensor", "vector"};
    for (StringRef name : dialects)
      context->getLoadedDialect(name)->getCanonicalizationPatterns(patterns);
    for (RegisteredOperationName name : context->getRegisteredOperations())
      if (llvm::is_contained(dialects, name.getDialectNamespace()))
        name.getCanonicalizationPatterns(patterns, context);
  }

  void vectorizeAll() {
    IRRewriter rewriter(&getContext());
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    for (linalg::LinalgOp op : ops) {
      if (op.hasDynamicShape() || !isRegisterSized(op) || !findLane(op))
        continue;
      rewriter.setInsertionPoint(op);
      FailureOr<linalg::VectorizationResult> result =
          linalg::vectorize(rewriter, op);
      if (succeeded(result))
        rewriter.replaceOp(op, result->replacements);
    }
  }

  /// Whether the whole iteration space is one register tile.
  bool isRegisterSized(linalg::LinalgOp op) {
    int64_t size = 1;
    for (int64_t range : op.getStaticLoopRanges())
      size *= range;
    return size <= lanes * rows;
  }

  /// Insertions become vector writes, contractions get their canonical form.
  LogicalResult cleanUp() {
    RewritePatternSet patterns(&getContext());
    tensor::populateFoldTensorSubsetIntoVectorTransferPatterns(patterns);
    vector::populateVectorReductionToContractPatterns(patterns);
    vector::populateFoldArithExtensionPatterns(patterns);
    addCanonicalizations(patterns);
    return applyPatternsGreedily(getOperation(), std::move(patterns));
  }

  /// Accumulators stay in registers over the reduction loops.
  void hoistAccumulators() {
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](LoopLikeOpInterface loop) {
      // Hoisting replaces the loop.
      moveLoopInvariantCode(hoistLoopInvariantSubsets(rewriter, loop));
    });
  }
};
} // namespace
