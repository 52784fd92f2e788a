//===- HadamardReduceOp.cpp - Meaning of hadamard_reduce -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DestinationStyle.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::winograd;

static constexpr StringLiteral operandNames[] = {"lhs", "rhs", "init"};

void HadamardReduceOp::build(OpBuilder &builder, OperationState &state,
                             ArrayRef<AffineMap> maps, Value lhs, Value rhs,
                             Value init) {
  SmallVector<Type> results;
  if (isa<TensorType>(init.getType()))
    results.push_back(init.getType());
  build(builder, state, results, builder.getAffineMapArrayAttr(maps), lhs, rhs,
        init);
}

//===----------------------------------------------------------------------===//
// Verifier
//===----------------------------------------------------------------------===//

/// hadamard_reduce_h1, hadamard_reduce_h2, hadamard_reduce_h3: what can be said
/// of the maps alone.
static LogicalResult verifyMaps(HadamardReduceOp op) {
  if (op.getIndexingMaps().size() != 3)
    return op.emitOpError("expected three indexing maps, but got ")
           << op.getIndexingMaps().size();
  for (int64_t i = 0; i < 3; ++i) {
    AffineMap map = op.getMap(i);
    if (map.getNumDims() != op.getMap(0).getNumDims() ||
        map.getNumSymbols() != 0)
      return op.emitOpError("expected maps with equally many dimensions and no "
                            "symbols, but got ")
             << op.getIndexingMaps()[0] << " and " << op.getIndexingMaps()[i];
    if (failed(verifyRank(op, map, operandNames[i], operandNames[i],
                          op->getOperand(i))))
      return failure();
    if (!map.isProjectedPermutation())
      return op.emitOpError("expected the ")
             << operandNames[i]
             << " map to be a projected permutation, but got "
             << op.getIndexingMaps()[i];
  }
  for (int64_t dim = 0; dim < op.getNumLoops(); ++dim) {
    bool inLhs = op.getMap(0).isFunctionOfDim(dim);
    bool inRhs = op.getMap(1).isFunctionOfDim(dim);
    if (op.isReduced(dim) ? !(inLhs && inRhs) : !(inLhs || inRhs))
      return op.emitOpError("expected dimension d")
             << dim << " to stand in "
             << (op.isReduced(dim) ? "both operands' maps, as it is reduced"
                                   : "an operand's map")
             << ", but it does not";
  }
  return success();
}

/// hadamard_reduce_h4
static LogicalResult verifySizes(HadamardReduceOp op) {
  SmallVector<int64_t> sizes(op.getNumLoops(), ShapedType::kDynamic);
  for (int64_t i = 0; i < 3; ++i) {
    auto shape = cast<ShapedType>(op->getOperand(i).getType()).getShape();
    for (auto [axis, expr] : llvm::enumerate(op.getMap(i).getResults())) {
      unsigned dim = cast<AffineDimExpr>(expr).getPosition();
      if (ShapedType::isDynamic(shape[axis]))
        continue;
      if (!ShapedType::isDynamic(sizes[dim]) && sizes[dim] != shape[axis])
        return op.emitOpError("expected dimension d")
               << dim << " to have one size, but got " << sizes[dim] << " and "
               << shape[axis] << " in the " << operandNames[i];
      sizes[dim] = shape[axis];
    }
  }
  return success();
}

LogicalResult HadamardReduceOp::verify() {
  if (failed(verifyMaps(*this)) || failed(verifySizes(*this)))
    return failure();
  Type lhs = getElementTypeOrSelf(getLhs().getType());
  Type rhs = getElementTypeOrSelf(getRhs().getType());
  Type init = getElementTypeOrSelf(getInit().getType());
  bool widens =
      lhs == init || init.getIntOrFloatBitWidth() > lhs.getIntOrFloatBitWidth();
  if (lhs != rhs || !widens) // hadamard_reduce_h5
    return emitOpError("expected operands of one element type, no wider than "
                       "the init's, but got ")
           << lhs << ", " << rhs << " and " << init;
  return verifyOperandKinds(*this, getOperands()); // hadamard_reduce_h6
}

//===----------------------------------------------------------------------===//
// Interfaces and folders
//===----------------------------------------------------------------------===//

LogicalResult HadamardReduceOp::inferReturnTypes(
    MLIRContext *, std::optional<Location>, ValueRange operands, DictionaryAttr,
    OpaqueProperties, RegionRange, SmallVectorImpl<Type> &results) {
  return inferFromInit(operands, results);
}

void HadamardReduceOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  addMemRefEffects(getOperation(), /*readsInit=*/true, effects);
}

Speculation::Speculatability HadamardReduceOp::getSpeculatability() {
  return speculatabilityOnTensors(getOperation());
}

LogicalResult
HadamardReduceOp::reifyResultShapes(OpBuilder &builder,
                                    ReifiedRankedShapedTypeDims &shapes) {
  return reifyFromInit(builder, getOperation(), shapes);
}

// hadamard_reduce(0, g) += c is c, and so is a sum of nothing
LogicalResult HadamardReduceOp::fold(FoldAdaptor adaptor,
                                     SmallVectorImpl<OpFoldResult> &results) {
  auto isZero = [](Attribute attr) {
    auto splat = dyn_cast_or_null<SplatElementsAttr>(attr);
    return splat && splat.getSplatValue<APFloat>().isZero();
  };
  auto isEmpty = [](Value value) {
    return llvm::is_contained(cast<ShapedType>(value.getType()).getShape(), 0);
  };
  bool addsNothing = isZero(adaptor.getLhs()) || isZero(adaptor.getRhs()) ||
                     isEmpty(getLhs()) || isEmpty(getRhs());
  if (!getResult() || !addsNothing)
    return failure();
  results.push_back(getInit());
  return success();
}

//===----------------------------------------------------------------------===//
// TilingInterface: every dimension is a loop
//===----------------------------------------------------------------------===//

/// The operand's slice that the tile `values` (offsets or sizes) of the loops
/// uses.
static SmallVector<OpFoldResult> project(AffineMap map,
                                         ArrayRef<OpFoldResult> values) {
  return llvm::map_to_vector(map.getResults(), [&](AffineExpr expr) {
    return values[cast<AffineDimExpr>(expr).getPosition()];
  });
}

SmallVector<utils::IteratorType> HadamardReduceOp::getLoopIteratorTypes() {
  SmallVector<utils::IteratorType> types;
  for (int64_t dim = 0; dim < getNumLoops(); ++dim)
    types.push_back(isReduced(dim) ? utils::IteratorType::reduction
                                   : utils::IteratorType::parallel);
  return types;
}

SmallVector<Range> HadamardReduceOp::getIterationDomain(OpBuilder &builder) {
  SmallVector<Range> ranges(getNumLoops());
  for (int64_t i = 0; i < 3; ++i) {
    SmallVector<OpFoldResult> extents =
        getOperandSizes(builder, getLoc(), getOperand(i));
    for (auto [axis, expr] : llvm::enumerate(getMap(i).getResults())) {
      Range &range = ranges[cast<AffineDimExpr>(expr).getPosition()];
      if (!range.size || !getConstantIntValue(range.size))
        range = Range{builder.getIndexAttr(0), extents[axis],
                      builder.getIndexAttr(1)};
    }
  }
  return ranges;
}

FailureOr<TilingResult>
HadamardReduceOp::getTiledImplementation(OpBuilder &builder,
                                         ArrayRef<OpFoldResult> offsets,
                                         ArrayRef<OpFoldResult> sizes) {
  if (!getResult())
    return emitOpError("expected tensors to tile, but got memrefs");
  SmallVector<Value> operands;
  SmallVector<Operation *> slices;
  for (int64_t i = 0; i < 3; ++i) {
    SmallVector<OpFoldResult> strides(getMap(i).getNumResults(),
                                      builder.getIndexAttr(1));
    auto slice = tensor::ExtractSliceOp::create(
        builder, getLoc(), getOperand(i), project(getMap(i), offsets),
        project(getMap(i), sizes), strides);
    operands.push_back(slice);
    slices.push_back(slice);
  }
  auto tile = HadamardReduceOp::create(builder, getLoc(),
                                       {getMap(0), getMap(1), getMap(2)},
                                       operands[0], operands[1], operands[2]);
  tile->setDiscardableAttrs((*this)->getDiscardableAttrDictionary());
  return TilingResult{{tile}, {tile.getResult()}, slices};
}

LogicalResult HadamardReduceOp::getResultTilePosition(
    OpBuilder &, unsigned, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,
    SmallVector<OpFoldResult> &resultSizes) {
  resultOffsets = project(getMap(2), offsets);
  resultSizes = project(getMap(2), sizes);
  return success();
}

LogicalResult HadamardReduceOp::getIterationDomainTileFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned> operandNumbers,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes,
    SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  // Dimensions that the operands' tiles do not mention are computed whole.
  for (const Range &range : getIterationDomain(builder)) {
    domainOffsets.push_back(range.offset);
    domainSizes.push_back(range.size);
  }
  SmallVector<bool> isSet(getNumLoops(), false);
  for (auto [number, offsets, sizes] :
       llvm::zip_equal(operandNumbers, allOffsets, allSizes))
    for (auto [axis, expr] : llvm::enumerate(getMap(number).getResults())) {
      unsigned dim = cast<AffineDimExpr>(expr).getPosition();
      bool agrees =
          !isSet[dim] ||
          (isEqualConstantIntOrValue(domainOffsets[dim], offsets[axis]) &&
           isEqualConstantIntOrValue(domainSizes[dim], sizes[axis]));
      if (!agrees)
        return failure();
      isSet[dim] = true;
      domainOffsets[dim] = offsets[axis];
      domainSizes[dim] = sizes[axis];
    }
  return success();
}

FailureOr<TilingResult>
HadamardReduceOp::getTiledImplementationFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned> operandNumbers,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes) {
  SmallVector<OpFoldResult> offsets, sizes;
  if (failed(getIterationDomainTileFromOperandTiles(
          builder, operandNumbers, allOffsets, allSizes, offsets, sizes)))
    return failure();
  return getTiledImplementation(builder, offsets, sizes);
}

LogicalResult HadamardReduceOp::getIterationDomainTileFromResultTile(
    OpBuilder &builder, unsigned, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  return getIterationDomainTileFromOperandTiles(
      builder, /*operandNumbers=*/{2}, {llvm::to_vector(offsets)},
      {llvm::to_vector(sizes)}, domainOffsets, domainSizes);
}

FailureOr<TilingResult>
HadamardReduceOp::generateResultTileValue(OpBuilder &builder, unsigned number,
                                          ArrayRef<OpFoldResult> offsets,
                                          ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> domainOffsets, domainSizes;
  if (failed(getIterationDomainTileFromResultTile(
          builder, number, offsets, sizes, domainOffsets, domainSizes)))
    return failure();
  return getTiledImplementation(builder, domainOffsets, domainSizes);
}
