//===- OverlappingTiles.cpp - Whole tiles of unknown sizes ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OverlappingTiles.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::winograd;

/// Whether every result is indexed by the loop alone along one axis.
static bool isResultLoop(linalg::LinalgOp op, unsigned loop) {
  return llvm::all_of(op.getDpsInitsMutable(), [&](OpOperand &result) {
    return op.getMatchingIndexingMap(&result)
        .getResultPosition(getAffineDimExpr(loop, op.getContext()))
        .has_value();
  });
}

SmallVector<unsigned> winograd::findOverlapping(linalg::LinalgOp op,
                                                ArrayRef<int64_t> sizes) {
  bool isReduction = op.getNumReductionLoops() > 0;
  for (OpOperand &init : op.getDpsInitsMutable())
    if (op.payloadUsesValueFromOperand(&init) &&
        !(isReduction && init.get().getDefiningOp<linalg::FillOp>()))
      return {};
  SmallVector<unsigned> loops;
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (auto [loop, range] : llvm::enumerate(op.getStaticLoopRanges()))
    if (ShapedType::isDynamic(range) && sizes[loop] > 1 &&
        iterators[loop] == utils::IteratorType::parallel &&
        isResultLoop(op, loop))
      loops.push_back(loop);
  return loops;
}

Value winograd::createFits(RewriterBase &rewriter, linalg::LinalgOp op,
                           ArrayRef<unsigned> overlapping,
                           ArrayRef<int64_t> sizes) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<Range> domain =
      cast<TilingInterface>(op.getOperation()).getIterationDomain(rewriter);
  Value fits;
  for (unsigned loop : overlapping) {
    Value size =
        getValueOrCreateConstantIndexOp(rewriter, loc, domain[loop].size);
    Value tile = arith::ConstantIndexOp::create(rewriter, loc, sizes[loop]);
    Value isLong = arith::CmpIOp::create(rewriter, loc,
                                         arith::CmpIPredicate::sge, size, tile);
    fits = fits ? arith::AndIOp::create(rewriter, loc, fits, isLong).getResult()
                : isLong;
  }
  return fits;
}

/// The loops over tiles, with empty bodies, and the place of a tile.
static scf::SCFTilingOptions::CustomLoopHeaderInfo
createLoops(RewriterBase &rewriter, Location loc, ArrayRef<Range> ranges,
            ArrayRef<OpFoldResult> sizes, ValueRange destinations,
            ArrayRef<unsigned> overlapping,
            SmallVectorImpl<LoopLikeOpInterface> &cut) {
  scf::SCFTilingOptions::CustomLoopHeaderInfo info;
  info.destinationTensors.assign(destinations.begin(), destinations.end());
  AffineExpr d0, s0, s1;
  bindDims(rewriter.getContext(), d0);
  bindSymbols(rewriter.getContext(), s0, s1);
  auto take = [&](ArrayRef<AffineExpr> exprs, ArrayRef<OpFoldResult> operands) {
    AffineMap map =
        AffineMap::get(1, operands.size() - 1, exprs, rewriter.getContext());
    return affine::makeComposedFoldedAffineMin(rewriter, loc, map, operands);
  };
  for (auto [loop, range, size] : llvm::enumerate(ranges, sizes)) {
    if (isZeroInteger(size)) {
      info.tileOffset.push_back(range.offset);
      info.tileSizes.push_back(range.size);
      continue;
    }
    // (The iteration domain of a linalg operation begins at zero.)
    auto nested = scf::ForOp::create(
        rewriter, loc,
        getValueOrCreateConstantIndexOp(rewriter, loc, range.offset),
        getValueOrCreateConstantIndexOp(rewriter, loc, range.size),
        getValueOrCreateConstantIndexOp(rewriter, loc, size),
        info.destinationTensors);
    rewriter.setInsertionPointToEnd(nested.getBody());
    info.destinationTensors =
        llvm::to_vector_of<Value>(nested.getRegionIterArgs());
    Value index = nested.getInductionVar();
    info.loops.push_back(nested);
    if (llvm::is_contained(overlapping, loop)) {
      info.tileOffset.push_back(take({d0, s0 - s1}, {index, range.size, size}));
      info.tileSizes.push_back(size);
      continue;
    }
    std::optional<int64_t> extent = getConstantIntValue(range.size);
    int64_t tile = *getConstantIntValue(size);
    bool isCut = tile != 1 && (!extent || *extent % tile != 0);
    if (isCut)
      cut.push_back(nested);
    info.tileOffset.push_back(index);
    info.tileSizes.push_back(
        isCut ? take({s1, s0 - d0}, {index, range.size, size}) : size);
  }
  return info;
}

/// Stores the results of a tile, and ends the loops' bodies.
static void endLoops(RewriterBase &rewriter, Location loc,
                     ArrayRef<LoopLikeOpInterface> loops, ValueRange tiles,
                     ArrayRef<SmallVector<OpFoldResult>> offsets,
                     ArrayRef<SmallVector<OpFoldResult>> sizes,
                     ValueRange destinations) {
  SmallVector<Value> results;
  for (auto [tile, offset, size, destination] :
       llvm::zip_equal(tiles, offsets, sizes, destinations)) {
    SmallVector<OpFoldResult> strides(offset.size(), rewriter.getIndexAttr(1));
    results.push_back(tensor::InsertSliceOp::create(
        rewriter, loc, tile, destination, offset, size, strides));
  }
  for (LoopLikeOpInterface loop : llvm::reverse(loops)) {
    rewriter.setInsertionPointToEnd(
        cast<scf::ForOp>(loop.getOperation()).getBody());
    scf::YieldOp::create(rewriter, loc, results);
    results = llvm::to_vector_of<Value>(loop->getResults());
  }
}

void winograd::setOverlappingLoops(scf::SCFTilingOptions &options,
                                   ArrayRef<unsigned> overlapping,
                                   SmallVectorImpl<LoopLikeOpInterface> &cut) {
  options.setLoopType(scf::SCFTilingOptions::LoopType::CustomOp);
  options.setCustomLoopGenerationFns(
      [overlapping = SmallVector<unsigned>(overlapping),
       &cut](RewriterBase &rewriter, Location loc, ArrayRef<Range> ranges,
             ArrayRef<OpFoldResult> sizes, ValueRange destinations)
          -> FailureOr<scf::SCFTilingOptions::CustomLoopHeaderInfo> {
        return createLoops(rewriter, loc, ranges, sizes, destinations,
                           overlapping, cut);
      },
      [](RewriterBase &rewriter, Location loc,
         ArrayRef<LoopLikeOpInterface> loops, ValueRange tiles,
         ArrayRef<SmallVector<OpFoldResult>> offsets,
         ArrayRef<SmallVector<OpFoldResult>> sizes, ValueRange destinations) {
        endLoops(rewriter, loc, loops, tiles, offsets, sizes, destinations);
        return success();
      });
}

/// Of an unknown size there is code for few tiles, the shortest of them of this
/// size.
static constexpr int64_t shortestTile = 4;

int64_t winograd::getShorterTile(int64_t size, int64_t lanes) {
  if (size > lanes)
    return lanes;
  return size > shortestTile ? std::max(size / 4, shortestTile) : 1;
}
