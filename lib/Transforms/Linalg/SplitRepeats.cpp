//===- SplitRepeats.cpp - Repeated values have a loop of their own --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Transforms/Linalg/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSPLITREPEATS
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The loop and the number of `loop floordiv number`.
static std::optional<std::pair<unsigned, int64_t>>
matchRepeated(AffineExpr expr) {
  auto quotient = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!quotient || quotient.getKind() != AffineExprKind::FloorDiv)
    return std::nullopt;
  auto dim = dyn_cast<AffineDimExpr>(quotient.getLHS());
  auto number = dyn_cast<AffineConstantExpr>(quotient.getRHS());
  if (!dim || !number || number.getValue() < 2)
    return std::nullopt;
  return std::pair(dim.getPosition(), number.getValue());
}

namespace {
/// Splits loops of an operation in which operands repeat their values.
class RepeatSplitting {
public:
  explicit RepeatSplitting(linalg::GenericOp op) : op(op) {}

  /// False if there is none.
  bool match();
  void rewrite(RewriterBase &rewriter);

private:
  /// How the axes of an operand with this map become those of the new one.
  SmallVector<ReassociationIndices> getAxes(AffineMap map);
  SmallVector<OpFoldResult> splitSizes(Builder &builder, AffineMap map,
                                       ArrayRef<int64_t> shape);
  AffineMap splitMap(AffineMap map);
  Value splitOperand(RewriterBase &rewriter, OpOperand &operand);
  bool isSplit(AffineExpr index) {
    auto dim = dyn_cast<AffineDimExpr>(index);
    return dim && times[dim.getPosition()] > 1;
  }

  linalg::GenericOp op;
  SmallVector<int64_t> times;   ///< for each loop; 1 of those that stay
  SmallVector<unsigned> number; ///< of the new loop, or the first of two
};
} // namespace

bool RepeatSplitting::match() {
  if (!op.hasPureTensorSemantics() || op->getNumResults() != 1)
    return false;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  times.assign(ranges.size(), 1);
  for (AffineMap map : op.getIndexingMapsArray())
    for (AffineExpr index : map.getResults())
      if (auto repeated = matchRepeated(index))
        times[repeated->first] = repeated->second;
  // All others that a loop indexes have it alone, or the same quotient, of
  // which they have as many values.
  for (OpOperand &operand : op->getOpOperands())
    for (auto [axis, index] :
         llvm::enumerate(op.getMatchingIndexingMap(&operand).getResults()))
      for (unsigned loop = 0; loop < ranges.size(); ++loop) {
        if (!index.isFunctionOfDim(loop) || isa<AffineDimExpr>(index))
          continue;
        auto repeated = matchRepeated(index);
        if (!repeated || repeated->second != times[loop] ||
            op.getShape(&operand)[axis] * times[loop] != ranges[loop])
          times[loop] = 1;
      }
  for (auto [loop, range] : llvm::enumerate(ranges))
    if (ShapedType::isDynamic(range) || range == 0 || range % times[loop] != 0)
      times[loop] = 1;
  unsigned next = 0;
  for (int64_t count : times) {
    number.push_back(next);
    next += count > 1 ? 2 : 1;
  }
  return next > ranges.size();
}

SmallVector<ReassociationIndices> RepeatSplitting::getAxes(AffineMap map) {
  SmallVector<ReassociationIndices> axes;
  int64_t next = 0;
  for (AffineExpr index : map.getResults()) {
    axes.push_back({next++});
    if (isSplit(index))
      axes.back().push_back(next++);
  }
  return axes;
}

AffineMap RepeatSplitting::splitMap(AffineMap map) {
  MLIRContext *context = op.getContext();
  unsigned numLoops = number.back() + (times.back() > 1 ? 2 : 1);
  SmallVector<AffineExpr> renamed = llvm::map_to_vector(
      number, [&](unsigned loop) { return getAffineDimExpr(loop, context); });
  SmallVector<AffineExpr> results;
  for (AffineExpr index : map.getResults()) {
    auto repeated = matchRepeated(index);
    if (repeated && times[repeated->first] > 1) {
      results.push_back(renamed[repeated->first]);
      continue;
    }
    results.push_back(index.replaceDims(renamed));
    if (isSplit(index)) {
      unsigned loop = cast<AffineDimExpr>(index).getPosition();
      results.push_back(getAffineDimExpr(number[loop] + 1, context));
    }
  }
  return AffineMap::get(numLoops, 0, results, context);
}

SmallVector<OpFoldResult> RepeatSplitting::splitSizes(Builder &builder,
                                                      AffineMap map,
                                                      ArrayRef<int64_t> shape) {
  SmallVector<OpFoldResult> sizes;
  for (auto [index, size] : llvm::zip_equal(map.getResults(), shape)) {
    int64_t count = 1;
    if (isSplit(index))
      count = times[cast<AffineDimExpr>(index).getPosition()];
    sizes.push_back(builder.getIndexAttr(size / count));
    if (count > 1)
      sizes.push_back(builder.getIndexAttr(count));
  }
  return sizes;
}

Value RepeatSplitting::splitOperand(RewriterBase &rewriter,
                                    OpOperand &operand) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  if (llvm::none_of(map.getResults(),
                    [&](AffineExpr index) { return isSplit(index); }))
    return operand.get();
  auto type = cast<RankedTensorType>(operand.get().getType());
  SmallVector<OpFoldResult> sizes = splitSizes(rewriter, map, type.getShape());
  SmallVector<int64_t> shape = *getConstantIntValues(sizes);
  bool isOverwritten =
      op.isDpsInit(&operand) && !op.payloadUsesValueFromOperand(&operand);
  if (isOverwritten)
    return tensor::EmptyOp::create(rewriter, op.getLoc(), sizes,
                                   type.getElementType());
  return tensor::ExpandShapeOp::create(rewriter, op.getLoc(), type.clone(shape),
                                       operand.get(), getAxes(map), sizes);
}

void RepeatSplitting::rewrite(RewriterBase &rewriter) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<Value> inputs;
  for (OpOperand *input : op.getDpsInputOperands())
    inputs.push_back(splitOperand(rewriter, *input));
  OpOperand &init = *op.getDpsInitOperand(0);
  Value output = splitOperand(rewriter, init);
  SmallVector<AffineMap> maps = llvm::map_to_vector(
      op.getIndexingMapsArray(), [&](AffineMap map) { return splitMap(map); });
  SmallVector<utils::IteratorType> iterators;
  for (auto [count, iterator] :
       llvm::zip_equal(times, op.getIteratorTypesArray()))
    iterators.append(count > 1 ? 2 : 1, iterator);
  auto split = linalg::GenericOp::create(rewriter, loc, output.getType(),
                                         inputs, output, maps, iterators);
  split->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  AffineMap resultMap = op.getMatchingIndexingMap(&init);
  rewriter.inlineRegionBefore(op.getRegion(), split.getRegion(),
                              split.getRegion().end());
  AffineExpr d0, d1;
  bindDims(rewriter.getContext(), d0, d1);
  for (auto index :
       llvm::to_vector(split.getBlock()->getOps<linalg::IndexOp>())) {
    unsigned loop = index.getDim();
    rewriter.setInsertionPoint(index);
    Value whole = linalg::IndexOp::create(rewriter, loc, number[loop]);
    if (times[loop] > 1) {
      Value part = linalg::IndexOp::create(rewriter, loc, number[loop] + 1);
      whole = affine::AffineApplyOp::create(
          rewriter, loc, AffineMap::get(2, 0, d0 * times[loop] + d1),
          ValueRange{whole, part});
    }
    rewriter.replaceOp(index, whole);
  }
  rewriter.setInsertionPointAfter(split);
  SmallVector<ReassociationIndices> axes = getAxes(resultMap);
  if (output.getType() == op.getResult(0).getType())
    return rewriter.replaceOp(op, split.getResult(0));
  rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(
      op, op.getResult(0).getType(), split.getResult(0), axes);
}

namespace {
class WinogradSplitRepeats
    : public winograd::impl::WinogradSplitRepeatsBase<WinogradSplitRepeats> {
public:
  using WinogradSplitRepeatsBase::WinogradSplitRepeatsBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops) {
      RepeatSplitting splitting(op);
      if (!splitting.match())
        continue;
      splitting.rewrite(rewriter);
      ++numSplit;
    }
  }
};
} // namespace
