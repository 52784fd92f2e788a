//===- NormalizeContractions.cpp - One form for products that are summed --===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/CollapseLoops.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/LoopMaps.h"
#include "winograd/Utils/PassOptions.h"
#include "winograd/Utils/Rewriting.h"
#include "winograd/Utils/TensorSlice.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADNORMALIZECONTRACTIONS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// An operand that fewer results than this use is not worth another layout.
static constexpr int64_t leastReuse = 8;

/// Whether the body multiplies and adds.
static bool multipliesAndAdds(linalg::GenericOp op) {
  return op.getNumDpsInputs() == 2 && op.getNumDpsInits() == 1 &&
         linalg::detail::isContractionBody(
             *op.getBlock(), [](Operation *product, Operation *sum) {
               return (isa<arith::MulFOp>(product) &&
                       isa<arith::AddFOp>(sum)) ||
                      (isa<arith::MulIOp>(product) && isa<arith::AddIOp>(sum));
             });
}

static bool isReduced(linalg::GenericOp op, unsigned loop) {
  return op.getIteratorTypesArray()[loop] == utils::IteratorType::reduction;
}

/// An index without the loops that are constant zero, if it is one loop, or a
/// multiple of one, from zero on; or zero, which has no loop.
struct SteppedIndex {
  std::optional<unsigned> loop;
  int64_t stride = 1;
};

static std::optional<SteppedIndex> getStep(AffineExpr index) {
  SteppedIndex step;
  if (auto constant = dyn_cast<AffineConstantExpr>(index))
    return constant.getValue() == 0 ? std::optional(step) : std::nullopt;
  if (auto product = dyn_cast<AffineBinaryOpExpr>(index)) {
    auto factor = dyn_cast<AffineConstantExpr>(product.getRHS());
    if (product.getKind() != AffineExprKind::Mul || !factor ||
        factor.getValue() < 1)
      return std::nullopt;
    step.stride = factor.getValue();
    index = product.getLHS();
  }
  auto dim = dyn_cast<AffineDimExpr>(index);
  if (!dim)
    return std::nullopt;
  step.loop = dim.getPosition();
  return step;
}

/// The reduced loops of one iteration, if without them every index is one loop,
/// or a multiple of one: the taps of a pointwise convolution.
static SmallVector<unsigned> findUnitTaps(linalg::GenericOp op) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  SmallVector<unsigned> taps;
  MLIRContext *context = op.getContext();
  SmallVector<AffineExpr> dims;
  for (unsigned loop = 0; loop < ranges.size(); ++loop) {
    bool isUnit = isReduced(op, loop) && ranges[loop] == 1;
    if (isUnit)
      taps.push_back(loop);
    dims.push_back(isUnit ? getAffineConstantExpr(0, context)
                          : getAffineDimExpr(loop, context));
  }
  // One reduction has to stay.
  if (taps.size() == op.getNumReductionLoops())
    return {};
  for (OpOperand &operand : op->getOpOperands())
    for (auto [index, size] :
         llvm::zip_equal(op.getMatchingIndexingMap(&operand).getResults(),
                         op.getShape(&operand))) {
      AffineExpr rest = simplifyAffineExpr(index.replaceDims(dims),
                                           ranges.size(), /*numSymbols=*/0);
      std::optional<SteppedIndex> step = getStep(rest);
      // A loop alone has to be as long as the axis.
      bool isCut = step && step->loop && step->stride == 1 && rest != index &&
                   size != ranges[*step->loop];
      if (!step || isCut)
        return {};
    }
  return taps;
}

/// All loops of one iteration, if there are indices that are constants: those
/// of axes of size 1, such as a pooled image's, which go with the loops; or if
/// one of them is innermost in the result, and no vectors can be made of it.
static SmallVector<unsigned> findUnitLoops(linalg::GenericOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  // What a window's loop indexes is larger.
  if (!llvm::all_of(maps, [](AffineMap map) {
        return map.isProjectedPermutation(/*allowZeroInResults=*/true);
      }))
    return {};
  bool hasConstants = llvm::any_of(maps, [](AffineMap map) {
    return llvm::any_of(map.getResults(), llvm::IsaPred<AffineConstantExpr>);
  });
  bool isColumn = false;
  if (maps.back().getNumResults() > 1)
    if (auto lane = dyn_cast<AffineDimExpr>(maps.back().getResults().back()))
      isColumn = ranges[lane.getPosition()] == 1;
  SmallVector<unsigned> loops;
  if (hasConstants || isColumn)
    for (auto [loop, range] : llvm::enumerate(ranges))
      if (range == 1)
        loops.push_back(loop);
  return loops;
}

/// Cuts images of unknown size that windows of one tap may not reach the end
/// of: without the tap's loop, that of the image has to be as long as the axis.
static void cutImages(RewriterBase &rewriter, linalg::GenericOp op) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  rewriter.setInsertionPoint(op);
  SmallVector<Range> domain =
      cast<TilingInterface>(op.getOperation()).getIterationDomain(rewriter);
  AffineExpr zero = rewriter.getAffineConstantExpr(0);
  for (OpOperand *operand : op.getDpsInputOperands()) {
    auto type = cast<RankedTensorType>(operand->get().getType());
    TensorSlice slice =
        TensorSlice::whole(rewriter, op.getLoc(), operand->get());
    bool isCut = false;
    for (auto [axis, index] :
         llvm::enumerate(op.getMatchingIndexingMap(operand).getResults())) {
      AffineExpr rest = index;
      for (auto [loop, range] : llvm::enumerate(ranges))
        if (range == 1 && isReduced(op, loop))
          rest = rest.replace(rewriter.getAffineDimExpr(loop), zero);
      auto dim = dyn_cast<AffineDimExpr>(
          simplifyAffineExpr(rest, ranges.size(), /*numSymbols=*/0));
      if (!dim || isa<AffineDimExpr>(index))
        continue;
      OpFoldResult size = domain[dim.getPosition()].size;
      using Variable = ValueBoundsConstraintSet::Variable;
      if ((!type.isDynamicDim(axis) &&
           !ShapedType::isDynamic(ranges[dim.getPosition()])) ||
          ValueBoundsConstraintSet::compare(
              Variable(operand->get(), axis),
              ValueBoundsConstraintSet::ComparisonOperator::EQ, Variable(size)))
        continue;
      slice.sizes[axis] = size;
      isCut = true;
    }
    if (!isCut)
      continue;
    Value cut = slice.extract(rewriter, op.getLoc(), operand->get());
    rewriter.modifyOpInPlace(op, [&] { operand->set(cut); });
  }
}

/// Leaves these loops out. What only they index has size 1.
static FailureOr<linalg::GenericOp> dropLoops(RewriterBase &rewriter,
                                              linalg::GenericOp op,
                                              ArrayRef<unsigned> loops) {
  rewriter.setInsertionPoint(op);
  linalg::ControlDropUnitDims control;
  control.controlFn = [&](Operation *) { return SmallVector<unsigned>(loops); };
  FailureOr<linalg::DropUnitDimsResult> dropped =
      linalg::dropUnitDims(rewriter, op, control);
  if (failed(dropped))
    return failure();
  rewriter.replaceOp(op, dropped->replacements);
  return cast<linalg::GenericOp>(dropped->resultOp.getOperation());
}

/// The pixels that a pointwise convolution steps on, side by side.
static void gatherSteps(RewriterBase &rewriter, linalg::GenericOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  rewriter.setInsertionPoint(op);
  SmallVector<Range> domain =
      cast<TilingInterface>(op.getOperation()).getIterationDomain(rewriter);
  for (OpOperand *operand : op.getDpsInputOperands()) {
    AffineMap &map = maps[operand->getOperandNumber()];
    SmallVector<OpFoldResult> sizes;
    SmallVector<AffineExpr> dense, stepped;
    bool hasSteps = false;
    for (auto [axis, index] : llvm::enumerate(map.getResults())) {
      std::optional<SteppedIndex> step = getStep(index);
      if (!step || !step->loop)
        return;
      hasSteps |= step->stride != 1;
      sizes.push_back(domain[*step->loop].size);
      dense.push_back(rewriter.getAffineDimExpr(*step->loop));
      stepped.push_back(rewriter.getAffineDimExpr(axis) * step->stride);
    }
    if (!hasSteps)
      continue;
    rewriter.setInsertionPoint(op);
    unsigned rank = sizes.size();
    Value empty =
        tensor::EmptyOp::create(rewriter, op.getLoc(), sizes,
                                getElementTypeOrSelf(operand->get().getType()));
    auto copy = linalg::GenericOp::create(
        rewriter, op.getLoc(), empty.getType(), operand->get(), empty,
        {AffineMap::get(rank, 0, stepped, op.getContext()),
         rewriter.getMultiDimIdentityMap(rank)},
        SmallVector<utils::IteratorType>(rank, utils::IteratorType::parallel),
        [](OpBuilder &builder, Location loc, ValueRange args) {
          linalg::YieldOp::create(builder, loc, args.front());
        });
    map = AffineMap::get(map.getNumDims(), 0, dense, op.getContext());
    rewriter.modifyOpInPlace(op, [&] {
      operand->set(copy.getResult(0));
      op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    });
  }
}

/// A contraction of projected permutations, and its innermost loop in the
/// result, which is to be vectors.
static std::optional<unsigned> findLane(linalg::GenericOp op) {
  if (op.getNumReductionLoops() == 0 || !multipliesAndAdds(op) ||
      !llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return std::nullopt;
  AffineMap result = op.getIndexingMapsArray().back();
  if (result.getNumResults() == 0)
    return std::nullopt;
  return cast<AffineDimExpr>(result.getResults().back()).getPosition();
}

/// How often each value of an operand is used.
static int64_t countUses(linalg::GenericOp op, AffineMap map) {
  int64_t uses = 1;
  for (auto [loop, range] : llvm::enumerate(op.getStaticLoopRanges()))
    if (!map.isFunctionOfDim(loop))
      uses = saturatingProduct(uses, ShapedType::isDynamic(range)
                                         ? leastReuse
                                         : std::max<int64_t>(range, 1));
  return uses;
}

/// A constant is transposed at once.
static Value transposeValue(RewriterBase &rewriter, Location loc, Value value,
                            ArrayRef<int64_t> permutation) {
  if (ElementsAttr constant = getConstant(value))
    if (ElementsAttr attr = transposeConstant(constant, permutation))
      return arith::ConstantOp::create(rewriter, loc, cast<TypedAttr>(attr));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(rewriter, loc, value);
  Value empty = tensor::EmptyOp::create(rewriter, loc,
                                        applyPermutation(sizes, permutation),
                                        getElementTypeOrSelf(value.getType()));
  return linalg::TransposeOp::create(rewriter, loc, value, empty, permutation)
      ->getResult(0);
}

/// Transposes an operand that has the lane, so that it is innermost there.
static void moveInnermost(RewriterBase &rewriter, linalg::GenericOp op,
                          OpOperand &operand, unsigned lane) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  SmallVector<int64_t> permutation;
  int64_t laneAxis = -1;
  for (auto [axis, index] : llvm::enumerate(map.getResults())) {
    if (cast<AffineDimExpr>(index).getPosition() == lane)
      laneAxis = axis;
    else
      permutation.push_back(axis);
  }
  permutation.push_back(laneAxis);
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  Value transposed = transposeValue(rewriter, loc, operand.get(), permutation);
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  maps[operand.getOperandNumber()] = AffineMap::get(
      map.getNumDims(), 0,
      llvm::map_to_vector(permutation,
                          [&](int64_t axis) { return map.getResult(axis); }),
      op.getContext());
  rewriter.modifyOpInPlace(op, [&] {
    operand.set(transposed);
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
  });
}

/// The reduction that is innermost in both operands: of dot products.
static std::optional<unsigned> findDotLoop(linalg::GenericOp op) {
  std::optional<unsigned> found;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    if (map.getNumResults() == 0)
      return std::nullopt;
    unsigned loop = cast<AffineDimExpr>(map.getResults().back()).getPosition();
    if (!isReduced(op, loop) || (found && *found != loop))
      return std::nullopt;
    found = loop;
  }
  return found;
}

/// Leaves axes of size 1 out that an elementwise operation indexes by zero,
/// such as those of a bias of a channel, [K][1][1].
static void dropConstantAxes(RewriterBase &rewriter, linalg::GenericOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  bool hasChanged = false;
  for (OpOperand *operand : op.getDpsInputOperands()) {
    AffineMap &map = maps[operand->getOperandNumber()];
    auto type = dyn_cast<RankedTensorType>(operand->get().getType());
    if (!type)
      continue;
    // Each axis that stays takes those behind it along, the first one also
    // those in front.
    SmallVector<AffineExpr> indices;
    SmallVector<ReassociationIndices> groups;
    ReassociationIndices group;
    for (auto [axis, index] : llvm::enumerate(map.getResults())) {
      bool isDropped =
          isa<AffineConstantExpr>(index) && type.getDimSize(axis) == 1;
      if (!isDropped) {
        if (!indices.empty())
          groups.push_back(std::exchange(group, {}));
        indices.push_back(index);
      }
      group.push_back(axis);
    }
    if (indices.empty() || indices.size() == map.getNumResults())
      continue;
    groups.push_back(group);
    rewriter.setInsertionPoint(op);
    Value collapsed = tensor::CollapseShapeOp::create(rewriter, op.getLoc(),
                                                      operand->get(), groups);
    map = AffineMap::get(map.getNumDims(), 0, indices, op.getContext());
    rewriter.modifyOpInPlace(op, [&] { operand->set(collapsed); });
    hasChanged = true;
  }
  if (hasChanged)
    rewriter.modifyOpInPlace(op, [&] {
      op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    });
}

/// Whether nothing is transposed: all operands have their loops in order.
static bool isInOrder(linalg::GenericOp op) {
  return llvm::all_of(op.getIndexingMapsArray(), [](AffineMap map) {
    std::optional<unsigned> last;
    for (AffineExpr index : map.getResults()) {
      if (isa<AffineConstantExpr>(index))
        continue;
      auto dim = dyn_cast<AffineDimExpr>(index);
      if (!dim || (last && dim.getPosition() <= *last))
        return false;
      last = dim.getPosition();
    }
    return true;
  });
}

/// Whether views of what the operation reads and writes are free: parts of
/// other tensors, as in loops over blocks, are none whose axes can be joined.
static bool hasWholeOperands(linalg::GenericOp op) {
  return isa<FunctionOpInterface>(op->getParentOp()) &&
         llvm::none_of(op->getOperands(), [](Value value) {
           return value.getDefiningOp<tensor::ExtractSliceOp>();
         });
}

namespace {
class WinogradNormalizeContractions
    : public winograd::impl::WinogradNormalizeContractionsBase<
          WinogradNormalizeContractions> {
public:
  using WinogradNormalizeContractionsBase::WinogradNormalizeContractionsBase;

  void runOnOperation() override {
    Operation *root = getOperation();
    if (failed(checkOption(root, "lanes", lanes, 0, limits::lanes)) ||
        failed(checkCPUTarget(root)))
      return signalPassFailure();
    width = lanes ? lanes : getCPUTarget(root).lanes();
    SmallVector<linalg::GenericOp> ops;
    root->walk([&](linalg::GenericOp op) {
      if (op.hasPureTensorSemantics() && multipliesAndAdds(op) &&
          !llvm::is_contained(op.getStaticLoopRanges(), 0))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops)
      normalize(rewriter, op);
    joinPixels(rewriter);
  }

private:
  /// What is elementwise goes through images as through rows, too.
  void joinPixels(RewriterBase &rewriter) {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) {
      if (op.hasPureTensorSemantics() && op.getNumReductionLoops() == 0 &&
          op.getNumResults() > 0 && hasWholeOperands(op) && isInOrder(op) &&
          !llvm::is_contained(op.getStaticLoopRanges(), 0))
        ops.push_back(op);
    });
    for (linalg::GenericOp op : ops) {
      dropConstantAxes(rewriter, op);
      (void)collapseAdjacentLoops(rewriter, op, /*joinsUnknown=*/true);
    }
  }

  void normalize(RewriterBase &rewriter, linalg::GenericOp op) {
    trimOperands(rewriter, op);
    SmallVector<unsigned> taps = findUnitTaps(op);
    if (taps.empty())
      taps = findUnitLoops(op);
    if (!taps.empty()) {
      if (op.hasDynamicShape())
        cutImages(rewriter, op);
      FailureOr<linalg::GenericOp> rest = dropLoops(rewriter, op, taps);
      if (failed(rest))
        return;
      op = *rest;
      gatherSteps(rewriter, op);
    }
    if (!findLane(op))
      return;
    ++numContractions;
    if (hasWholeOperands(op))
      op = collapseAdjacentLoops(rewriter, op, /*joinsUnknown=*/true);
    std::optional<unsigned> lane = findLane(op);
    if (!lane)
      return;
    for (OpOperand *operand : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      if (!map.isFunctionOfDim(*lane) ||
          map.getResults().back() == rewriter.getAffineDimExpr(*lane))
        continue;
      if (getConstant(operand->get()) || countUses(op, map) >= leastReuse)
        moveInnermost(rewriter, op, *operand, *lane);
      else if (splitDots(rewriter, op))
        return;
    }
  }

  /// Sums of a dot product are as many as a vector has values.
  bool splitDots(RewriterBase &rewriter, linalg::GenericOp op) {
    std::optional<unsigned> loop = findDotLoop(op);
    if (!loop)
      return false;
    int64_t range = op.getStaticLoopRanges()[*loop];
    if (ShapedType::isDynamic(range) || range % width != 0 || range == width)
      return false;
    unsigned position =
        cast<AffineMap>(op.getIndexingMapsArray().back()).getNumResults();
    auto control = [&](linalg::LinalgOp) {
      return linalg::SplitReductionOptions{width, position,
                                           /*innerParallel=*/true};
    };
    rewriter.setInsertionPoint(op);
    return succeeded(linalg::splitReduction(rewriter, op, control));
  }

  int64_t width = 0;
};
} // namespace
