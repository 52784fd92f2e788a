//===- LoopMaps.cpp - Which loops can be cut, or left out ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/LoopMaps.h"
#include "winograd/Utils/TensorSlice.h"

using namespace mlir;
using namespace mlir::winograd;

static bool isGrowing(AffineExpr expr) {
  if (isa<AffineDimExpr, AffineConstantExpr>(expr))
    return true;
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return false;
  if (binary.getKind() == AffineExprKind::Add)
    return isGrowing(binary.getLHS()) && isGrowing(binary.getRHS());
  auto factor = dyn_cast<AffineConstantExpr>(binary.getRHS());
  return binary.getKind() == AffineExprKind::Mul && factor &&
         factor.getValue() > 0 && isGrowing(binary.getLHS());
}

bool winograd::hasGrowingIndices(linalg::LinalgOp op) {
  return llvm::all_of(op.getIndexingMapsArray(), [](AffineMap map) {
    return llvm::all_of(map.getResults(), isGrowing);
  });
}

bool winograd::onlyMovesValues(linalg::GenericOp op) {
  return op.hasPureTensorSemantics() && op.getNumReductionLoops() == 0 &&
         op.getNumDpsInputs() == 1 && op->getNumResults() == 1 &&
         op.getBlock()->getTerminator()->getOperand(0) ==
             op.getBlock()->getArgument(0) &&
         op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity();
}

/// What is left of an index without the loops of one iteration.
static AffineExpr dropUnitLoops(AffineExpr expr, ArrayRef<int64_t> ranges) {
  AffineExpr zero = getAffineConstantExpr(0, expr.getContext());
  for (auto [loop, range] : llvm::enumerate(ranges))
    if (range == 1)
      expr = expr.replace(getAffineDimExpr(loop, expr.getContext()), zero);
  return simplifyAffineExpr(expr, ranges.size(), 0);
}

bool winograd::hidesLongerAxis(AffineExpr index, int64_t size,
                               ArrayRef<int64_t> ranges) {
  auto rest = dyn_cast<AffineDimExpr>(dropUnitLoops(index, ranges));
  return rest && !isa<AffineDimExpr>(index) &&
         size != ranges[rest.getPosition()];
}

/// One more than the largest value of an index that grows with the loops.
static int64_t getExtent(AffineExpr index, ArrayRef<int64_t> ranges) {
  MLIRContext *context = index.getContext();
  auto last = llvm::map_to_vector(ranges, [&](int64_t range) {
    return getAffineConstantExpr(range - 1, context);
  });
  AffineExpr value = simplifyAffineExpr(index.replaceDims(last), 0, 0);
  return cast<AffineConstantExpr>(value).getValue() + 1;
}

void winograd::trimOperands(RewriterBase &rewriter, linalg::GenericOp op) {
  if (!op.hasPureTensorSemantics() || op.hasDynamicShape() ||
      !hasGrowingIndices(op))
    return;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  rewriter.setInsertionPoint(op);
  for (OpOperand *operand : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    if (map.getNumResults() == 0)
      continue;
    TensorSlice slice =
        TensorSlice::whole(rewriter, op.getLoc(), operand->get());
    bool isTrimmed = false;
    for (auto [axis, index, size] :
         llvm::enumerate(map.getResults(), op.getShape(operand)))
      if (hidesLongerAxis(index, size, ranges)) {
        slice.sizes[axis] = rewriter.getIndexAttr(getExtent(index, ranges));
        isTrimmed = true;
      }
    if (!isTrimmed)
      continue;
    Value trimmed = slice.extract(rewriter, op.getLoc(), operand->get());
    rewriter.modifyOpInPlace(op, [&] { operand->set(trimmed); });
  }
}

static SmallVector<unsigned> getLoopsToLeaveOut(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  if (!generic || !generic.hasPureTensorSemantics() ||
      generic.hasDynamicShape() || !hasGrowingIndices(generic))
    return {};
  SmallVector<int64_t> ranges = generic.getStaticLoopRanges();
  llvm::SmallBitVector allowed(ranges.size(), true);
  for (OpOperand &operand : generic->getOpOperands())
    for (auto [index, size] :
         llvm::zip_equal(generic.getMatchingIndexingMap(&operand).getResults(),
                         generic.getShape(&operand)))
      if (hidesLongerAxis(index, size, ranges))
        for (unsigned loop = 0; loop < ranges.size(); ++loop)
          if (index.isFunctionOfDim(loop))
            allowed.reset(loop);
  return llvm::to_vector_of<unsigned>(allowed.set_bits());
}

/// The axes that `groups` joins with others, or that stand alone with size 1.
static llvm::SmallBitVector
getDroppedAxes(ArrayRef<int64_t> shape, ArrayRef<int64_t> reduced,
               ArrayRef<ReassociationIndices> groups) {
  llvm::SmallBitVector dropped(shape.size(), reduced.empty());
  for (const ReassociationIndices &group : groups) {
    // What stays of a group is its one axis that is not 1, or the first.
    int64_t kept = group.front();
    for (int64_t axis : group)
      if (shape[axis] != 1)
        kept = axis;
    for (int64_t axis : group)
      dropped[axis] = axis != kept;
  }
  return dropped;
}

linalg::ControlDropUnitDims winograd::getUnitDimsControl() {
  using Groups = ArrayRef<ReassociationIndices>;
  linalg::ControlDropUnitDims control;
  control.rankReductionStrategy =
      linalg::ControlDropUnitDims::RankReductionStrategy::ExtractInsertSlice;
  control.controlFn = getLoopsToLeaveOut;
  control.collapseFn =
      [](RewriterBase &rewriter, Location loc, Value operand,
         ArrayRef<int64_t> shape, Groups groups,
         const linalg::ControlDropUnitDims &) -> FailureOr<Value> {
    auto type = dyn_cast<RankedTensorType>(operand.getType());
    if (!type)
      return failure();
    TensorSlice slice = TensorSlice::whole(rewriter, loc, operand);
    slice.dropped = getDroppedAxes(type.getShape(), shape, groups);
    return slice.extract(rewriter, loc, operand);
  };
  control.expandFn =
      [](RewriterBase &rewriter, Location loc, Value result, Value destination,
         Groups groups,
         const linalg::ControlDropUnitDims &) -> FailureOr<Value> {
    auto type = dyn_cast<RankedTensorType>(destination.getType());
    if (!type)
      return failure();
    TensorSlice slice = TensorSlice::whole(rewriter, loc, destination);
    slice.dropped = getDroppedAxes(
        type.getShape(), cast<RankedTensorType>(result.getType()).getShape(),
        groups);
    return slice.insert(rewriter, loc, result, destination);
  };
  return control;
}
