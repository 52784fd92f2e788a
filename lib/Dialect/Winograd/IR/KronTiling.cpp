//===- KronTiling.cpp - TilingInterface of kron --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The loops of a kron are its parallel dimensions: transformed dimensions stay
// whole. A tile of an `input` transform reads its window of the source, with
// the zeros that the window needs at the source's edges; a tile of an `output`
// transform writes what of its m x m x ... results lies inside of the init.
//
//===----------------------------------------------------------------------===//

#include "DestinationStyle.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Offsets and sizes, one per dimension of a tensor or of an iteration domain.
struct Box {
  SmallVector<OpFoldResult> offsets, sizes;

  void push(OpFoldResult offset, OpFoldResult size) {
    offsets.push_back(offset);
    sizes.push_back(size);
  }
};

/// Index arithmetic that folds constants.
class IndexMath {
public:
  IndexMath(OpBuilder &builder, Location loc) : builder(builder), loc(loc) {}

  /// scale * value + offset
  OpFoldResult scaled(OpFoldResult value, int64_t scale, int64_t offset) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, builder.getAffineDimExpr(0) * scale + offset, {value});
  }
  OpFoldResult add(OpFoldResult a, OpFoldResult b) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, builder.getAffineDimExpr(0) + builder.getAffineDimExpr(1),
        {a, b});
  }
  OpFoldResult sub(OpFoldResult a, OpFoldResult b) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, builder.getAffineDimExpr(0) - builder.getAffineDimExpr(1),
        {a, b});
  }
  OpFoldResult min(OpFoldResult a, OpFoldResult b) {
    return affine::makeComposedFoldedAffineMin(builder, loc, pair(), {a, b});
  }
  OpFoldResult max(OpFoldResult a, OpFoldResult b) {
    return affine::makeComposedFoldedAffineMax(builder, loc, pair(), {a, b});
  }

private:
  AffineMap pair() {
    return AffineMap::getMultiDimIdentityMap(2, builder.getContext());
  }
  OpBuilder &builder;
  Location loc;
};
} // namespace

/// The map of which each axis is a single dimension, and the operand behind it:
/// the sizes of the parallel dimensions are read there.
static std::pair<AffineMap, Value> getPlainSide(KronOp op) {
  if (op.getRole() == KronRole::Output)
    return {op.getRead(), op.getSource()};
  return {op.getWrite(), op.getInit()};
}

/// `value / divisor`, if the remainder is known to be zero.
static std::optional<OpFoldResult> divideExactly(OpBuilder &builder,
                                                 Location loc,
                                                 OpFoldResult value,
                                                 int64_t divisor) {
  if (std::optional<int64_t> constant = getConstantIntValue(value)) {
    if (*constant % divisor != 0)
      return std::nullopt;
    return OpFoldResult(builder.getIndexAttr(*constant / divisor));
  }
  auto isMultiple = [&](OpFoldResult bound) {
    std::optional<int64_t> constant = getConstantIntValue(bound);
    return constant && *constant % divisor == 0;
  };
  Value dynamic = cast<Value>(value);
  bool exact = false;
  if (auto apply = dynamic.getDefiningOp<affine::AffineApplyOp>()) {
    exact = apply.getAffineMap().getResult(0).isMultipleOf(divisor);
  } else if (auto iv = dyn_cast<BlockArgument>(dynamic)) {
    auto loop =
        dyn_cast_or_null<LoopLikeOpInterface>(iv.getOwner()->getParentOp());
    if (loop)
      if (auto ivs = loop.getLoopInductionVars())
        if (auto *it = llvm::find(*ivs, iv); it != ivs->end()) {
          size_t index = it - ivs->begin();
          exact = isMultiple((*loop.getLoopLowerBounds())[index]) &&
                  isMultiple((*loop.getLoopSteps())[index]);
        }
  }
  if (!exact)
    return std::nullopt;
  return affine::makeComposedFoldedAffineApply(
      builder, loc, builder.getAffineDimExpr(0).floorDiv(divisor), {value});
}

namespace {
/// The window of one axis of the source: where its slice lies and how many
/// zeros surround it.
struct Window {
  /// length = padLow + size + padHigh
  OpFoldResult offset, size, padLow, padHigh, length;
  bool isPadded = false;
};
} // namespace

/// Places the part [start, start + length) of an axis of `extent` elements,
/// which may stick out on both sides.
static Window clipWindow(IndexMath &math, OpBuilder &builder,
                         OpFoldResult start, OpFoldResult length,
                         OpFoldResult extent) {
  OpFoldResult zero = builder.getIndexAttr(0);
  Window window;
  window.isPadded = true;
  window.length = length;
  OpFoldResult end = math.add(start, length);
  window.offset = math.min(math.max(start, zero), extent);
  window.size = math.sub(math.min(math.max(end, zero), extent), window.offset);
  window.padLow = math.min(math.max(math.scaled(start, -1, 0), zero), length);
  window.padHigh = math.sub(math.sub(length, window.padLow), window.size);
  return window;
}

/// Whether every window of the axis lies inside the source, as far as the
/// static shapes tell.
static bool isInBounds(KronOp op, const AxisAccess &access, int64_t extent) {
  auto [map, operand] = getPlainSide(op);
  auto shape = cast<ShapedType>(operand.getType()).getShape();
  int64_t count = ShapedType::kDynamic;
  for (auto [axis, plain] :
       llvm::enumerate(getAxisAccesses(map, op.getNumParallel())))
    if (plain.parallel == access.parallel && !plain.transformed)
      count = shape[axis];
  if (access.offset < 0 || ShapedType::isDynamic(count) ||
      ShapedType::isDynamic(extent))
    return false;
  int64_t overlap =
      access.isWindow()
          ? op.getAlgorithm(*access.transformed).getAlpha() - access.scale
          : 0;
  return access.offset + access.scale * count + overlap <= extent;
}

/// The windows of the source that the tile `domain` of the loops reads.
static SmallVector<Window> getSourceWindows(KronOp op, OpBuilder &builder,
                                            const Box &domain) {
  Location loc = op.getLoc();
  IndexMath math(builder, loc);
  SmallVector<OpFoldResult> extents =
      tensor::getMixedSizes(builder, loc, op.getSource());
  auto shape = cast<ShapedType>(op.getSource().getType()).getShape();
  SmallVector<Window> windows;
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(op.getRead(), op.getNumParallel()))) {
    Window window;
    window.padLow = window.padHigh = builder.getIndexAttr(0);
    if (!access.parallel) { // a transformed dimension, or the constant 0
      window.offset = builder.getIndexAttr(0);
      window.size = window.length = extents[axis];
    } else {
      OpFoldResult start = math.scaled(domain.offsets[*access.parallel],
                                       access.scale, access.offset);
      int64_t overlap =
          access.isWindow()
              ? op.getAlgorithm(*access.transformed).getAlpha() - access.scale
              : 0;
      OpFoldResult length =
          math.scaled(domain.sizes[*access.parallel], access.scale, overlap);
      bool isExact = !access.isWindow() && access.offset == 0;
      if (isExact || isInBounds(op, access, shape[axis])) {
        window.offset = start;
        window.size = window.length = length;
      } else {
        window = clipWindow(math, builder, start, length, extents[axis]);
      }
    }
    windows.push_back(window);
  }
  return windows;
}

/// Slices the source, and pads the slice where a window sticks out.
static Value sliceSource(KronOp op, OpBuilder &builder, const Box &domain,
                         SmallVectorImpl<Operation *> &slices) {
  Location loc = op.getLoc();
  SmallVector<Window> windows = getSourceWindows(op, builder, domain);
  Box slice, pad;
  for (const Window &window : windows) {
    slice.push(window.offset, window.size);
    pad.push(window.padLow, window.padHigh);
  }
  SmallVector<OpFoldResult> strides(windows.size(), builder.getIndexAttr(1));
  auto sliceOp = tensor::ExtractSliceOp::create(
      builder, loc, op.getSource(), slice.offsets, slice.sizes, strides);
  slices.push_back(sliceOp);
  if (llvm::none_of(windows, [](const Window &w) { return w.isPadded; }))
    return sliceOp;

  // A padded axis has a static size whenever its window has.
  SmallVector<int64_t> paddedShape;
  for (const Window &window : windows)
    paddedShape.push_back(
        getConstantIntValue(window.length).value_or(ShapedType::kDynamic));
  Type elementType = sliceOp.getType().getElementType();
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(elementType));
  return tensor::PadOp::create(builder, loc,
                               RankedTensorType::get(paddedShape, elementType),
                               sliceOp, pad.offsets, pad.sizes, zero);
}

/// The part of the init that the tile `domain` writes.
static Box getInitBox(KronOp op, OpBuilder &builder, const Box &domain) {
  Location loc = op.getLoc();
  IndexMath math(builder, loc);
  SmallVector<OpFoldResult> extents =
      tensor::getMixedSizes(builder, loc, op.getInit());
  auto [plainMap, plainOperand] = getPlainSide(op);
  auto plainShape = cast<ShapedType>(plainOperand.getType()).getShape();
  Box box;
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(op.getWrite(), op.getNumParallel()))) {
    if (!access.parallel) {
      box.push(builder.getIndexAttr(0), extents[axis]);
      continue;
    }
    OpFoldResult offset =
        math.scaled(domain.offsets[*access.parallel], access.scale, 0);
    OpFoldResult size =
        math.scaled(domain.sizes[*access.parallel], access.scale, 0);
    if (access.isWindow()) {
      unsigned plainAxis = *plainMap.getResultPosition(
          getAffineDimExpr(*access.parallel, op.getContext()));
      std::optional<int64_t> extent = getConstantIntValue(extents[axis]);
      int64_t count = plainShape[plainAxis];
      bool isKnown = extent && !ShapedType::isDynamic(count);
      // Whole tiles may lie outside; nothing of them is written.
      if (!isKnown || access.scale * (count - 1) >= *extent)
        offset = math.min(offset, extents[axis]);
      if (!isKnown || *extent != access.scale * count)
        size = math.min(size, math.sub(extents[axis], offset));
    }
    box.push(offset, size);
  }
  return box;
}

/// The kron of one tile; `initBox` is what it writes.
static FailureOr<TilingResult> createTile(KronOp op, OpBuilder &builder,
                                          const Box &domain,
                                          const Box &initBox) {
  if (!op.getResult())
    return op.emitOpError("expected tensors to tile, but got memrefs");
  Location loc = op.getLoc();
  SmallVector<Operation *> slices;
  Value source = sliceSource(op, builder, domain, slices);
  SmallVector<OpFoldResult> strides(initBox.sizes.size(),
                                    builder.getIndexAttr(1));
  auto init = tensor::ExtractSliceOp::create(
      builder, loc, op.getInit(), initBox.offsets, initBox.sizes, strides);
  slices.push_back(init);

  // The slice begins at the window, so the read map needs no constants.
  SmallVector<AffineExpr> reads;
  for (AxisAccess access : getAxisAccesses(op.getRead(), op.getNumParallel())) {
    access.offset = 0;
    reads.push_back(
        makeAxisExpr(access, op.getNumParallel(), builder.getContext()));
  }
  AffineMap read =
      AffineMap::get(op.getNumDims(), 0, reads, builder.getContext());
  SmallVector<AlgorithmAttr> algorithms(
      op.getAlgorithms().getAsRange<AlgorithmAttr>());
  auto tile = KronOp::create(builder, loc, op.getRole(), algorithms, read,
                             op.getWrite(), source, init);
  tile->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  return TilingResult{{tile}, {tile.getResult()}, slices};
}

/// The loops' tile that produces the box `tile` of the plain side or of the
/// windowed init.
static FailureOr<Box> invert(KronOp op, OpBuilder &builder, AffineMap map,
                             Value operand, ArrayRef<OpFoldResult> offsets,
                             ArrayRef<OpFoldResult> sizes) {
  Box domain;
  domain.offsets.resize(op.getNumParallel());
  domain.sizes.resize(op.getNumParallel());
  auto shape = cast<ShapedType>(operand.getType()).getShape();
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(map, op.getNumParallel()))) {
    if (!access.parallel) { // transformed dimensions cannot be split
      std::optional<int64_t> size = getConstantIntValue(sizes[axis]);
      if (!isConstantIntValue(offsets[axis], 0) || size != shape[axis])
        return failure();
      continue;
    }
    OpFoldResult offset = offsets[axis], size = sizes[axis];
    if (access.isWindow()) {
      std::optional<OpFoldResult> quotient =
          divideExactly(builder, op.getLoc(), offset, access.scale);
      if (!quotient)
        return failure();
      offset = *quotient;
      size = affine::makeComposedFoldedAffineApply(
          builder, op.getLoc(),
          builder.getAffineDimExpr(0).ceilDiv(access.scale), {size});
    }
    domain.offsets[*access.parallel] = offset;
    domain.sizes[*access.parallel] = size;
  }
  return domain;
}

//===----------------------------------------------------------------------===//
// The interface's methods
//===----------------------------------------------------------------------===//

SmallVector<utils::IteratorType> KronOp::getLoopIteratorTypes() {
  return SmallVector<utils::IteratorType>(getNumParallel(),
                                          utils::IteratorType::parallel);
}

SmallVector<Range> KronOp::getIterationDomain(OpBuilder &builder) {
  auto [map, operand] = getPlainSide(*this);
  SmallVector<OpFoldResult> extents =
      getOperandSizes(builder, getLoc(), operand);
  SmallVector<Range> ranges(getNumParallel());
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(map, getNumParallel())))
    if (access.parallel)
      ranges[*access.parallel] = Range{builder.getIndexAttr(0), extents[axis],
                                       builder.getIndexAttr(1)};
  return ranges;
}

FailureOr<TilingResult>
KronOp::getTiledImplementation(OpBuilder &builder,
                               ArrayRef<OpFoldResult> offsets,
                               ArrayRef<OpFoldResult> sizes) {
  Box domain{llvm::to_vector(offsets), llvm::to_vector(sizes)};
  return createTile(*this, builder, domain, getInitBox(*this, builder, domain));
}

LogicalResult KronOp::getResultTilePosition(
    OpBuilder &builder, unsigned, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,
    SmallVector<OpFoldResult> &resultSizes) {
  Box box = getInitBox(*this, builder,
                       {llvm::to_vector(offsets), llvm::to_vector(sizes)});
  resultOffsets = box.offsets;
  resultSizes = box.sizes;
  return success();
}

LogicalResult KronOp::getIterationDomainTileFromResultTile(
    OpBuilder &builder, unsigned, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  FailureOr<Box> domain =
      invert(*this, builder, getWrite(), getInit(), offsets, sizes);
  if (failed(domain))
    return failure();
  domainOffsets = domain->offsets;
  domainSizes = domain->sizes;
  return success();
}

FailureOr<TilingResult>
KronOp::generateResultTileValue(OpBuilder &builder, unsigned,
                                ArrayRef<OpFoldResult> offsets,
                                ArrayRef<OpFoldResult> sizes) {
  FailureOr<Box> domain =
      invert(*this, builder, getWrite(), getInit(), offsets, sizes);
  if (failed(domain))
    return failure();
  return createTile(*this, builder, *domain,
                    {llvm::to_vector(offsets), llvm::to_vector(sizes)});
}

LogicalResult KronOp::getIterationDomainTileFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned> operandNumbers,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes,
    SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  // Only a tile of the source says which tile of the loops it is, and only if
  // the source is not read through overlapping windows.
  if (operandNumbers.size() != 1 || getRole() == KronRole::Input ||
      operandNumbers[0] != getSourceMutable().getOperandNumber())
    return failure();
  FailureOr<Box> domain = invert(*this, builder, getRead(), getSource(),
                                 allOffsets[0], allSizes[0]);
  if (failed(domain))
    return failure();
  domainOffsets = domain->offsets;
  domainSizes = domain->sizes;
  return success();
}

FailureOr<TilingResult> KronOp::getTiledImplementationFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned> operandNumbers,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes) {
  SmallVector<OpFoldResult> offsets, sizes;
  if (failed(getIterationDomainTileFromOperandTiles(
          builder, operandNumbers, allOffsets, allSizes, offsets, sizes)))
    return failure();
  return getTiledImplementation(builder, offsets, sizes);
}
