//===- KronTiling.cpp - TilingInterface of kron --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The loops of a kron are its parallel dimensions: transformed dimensions stay
// whole. A tile of an `input` or `filter` transform reads its window of the
// source, with the zeros that the window needs at the source's edges; a tile of
// an `output` transform writes what of its m x m x ... results lies inside of
// the init. A window of which each step-th value is read is a strided slice as
// soon as the tile has one residue: such a tile is one like any other.
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
  OpFoldResult ceilDiv(OpFoldResult value, int64_t divisor) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, builder.getAffineDimExpr(0).ceilDiv(divisor), {value});
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
  int64_t stride = 1;
  bool isPadded = false;
};

/// What a tile reads along one axis, apart from where: each `stride`-th value,
/// by `access`.
struct TileAccess {
  AxisAccess access;
  int64_t stride = 1;
};
} // namespace

/// The elements that the axis has in one window: 1 without a transform.
static int64_t getTaps(KronOp op, const AxisAccess &access) {
  return access.transformed ? op.getMatrix(*access.transformed).columns() : 1;
}

/// A tile of these sizes reads from its slice without constants, and without
/// the loops of which it has one iteration. Where that leaves only multiples of
/// the step, the slice has only what is read.
static FailureOr<TileAccess> getTileAccess(KronOp op, const AxisAccess &access,
                                           ArrayRef<OpFoldResult> sizes) {
  SmallVector<AxisAccess::Term, 2> terms = access.getTerms();
  llvm::erase_if(terms, [&](const AxisAccess::Term &term) {
    return isConstantIntValue(sizes[term.dim], 1);
  });
  // (What no loop and no transform indexes would be no axis.)
  if (terms.empty() && access.parallel && !access.transformed)
    terms.push_back({*access.parallel, access.scale});
  TileAccess tile;
  if (access.transformed)
    tile.stride = std::abs(access.step);
  else if (terms.size() == 1)
    tile.stride = std::abs(terms.front().scale);
  if (llvm::any_of(terms, [&](const AxisAccess::Term &term) {
        return term.scale % tile.stride != 0;
      }))
    tile.stride = 1;
  AxisAccess &kept = tile.access;
  kept.transformed = access.transformed;
  kept.step = access.step / tile.stride;
  for (auto [index, term] : llvm::enumerate(terms)) {
    term.scale /= tile.stride;
    if (index == 0)
      std::tie(kept.parallel, kept.scale) = std::pair(term.dim, term.scale);
    else
      kept.others.push_back(term);
  }
  kept.offset = -kept.getFirst(getTaps(op, access));
  // Backwards, the last iteration reads the slice's first value.
  for (const AxisAccess::Term &term : terms)
    if (term.scale < 0) {
      std::optional<int64_t> size = getConstantIntValue(sizes[term.dim]);
      if (!size)
        return failure();
      kept.offset -= term.scale * (*size - 1);
    }
  return tile;
}

/// Where a slice begins: one that is known to be empty begins inside of the
/// axis all the same.
static OpFoldResult beginInside(OpBuilder &builder, OpFoldResult offset,
                                OpFoldResult extent) {
  std::optional<int64_t> first = getConstantIntValue(offset),
                         count = getConstantIntValue(extent);
  if (first && count && *first == *count && *count > 0)
    return builder.getIndexAttr(*count - 1);
  return offset;
}

/// Places `length` values, each `stride`-th from `start` on, on an axis of
/// `extent` elements; they may stick out on both sides.
static Window clipWindow(IndexMath &math, OpBuilder &builder,
                         OpFoldResult start, OpFoldResult length,
                         OpFoldResult extent, int64_t stride) {
  OpFoldResult zero = builder.getIndexAttr(0);
  Window window;
  window.isPadded = true;
  window.length = length;
  window.stride = stride;
  if (stride == 1) {
    OpFoldResult end = math.add(start, length);
    window.offset = math.min(math.max(start, zero), extent);
    window.size =
        math.sub(math.min(math.max(end, zero), extent), window.offset);
    window.padLow = math.min(math.max(math.scaled(start, -1, 0), zero), length);
    window.padHigh = math.sub(math.sub(length, window.padLow), window.size);
    window.offset = beginInside(builder, window.offset, extent);
    return window;
  }
  // Of the values in front, ceil(-start / stride) are outside.
  window.padLow = math.min(
      math.max(math.ceilDiv(math.scaled(start, -1, 0), stride), zero), length);
  window.offset = math.min(
      math.max(math.add(start, math.scaled(window.padLow, stride, 0)), zero),
      extent);
  OpFoldResult left = math.sub(length, window.padLow);
  window.size =
      math.min(math.ceilDiv(math.sub(extent, window.offset), stride), left);
  window.padHigh = math.sub(left, window.size);
  window.offset = beginInside(builder, window.offset, extent);
  return window;
}

/// Whether every window of the axis lies inside the source, as far as the
/// static shapes tell.
static bool isInBounds(KronOp op, const AxisAccess &access, int64_t extent) {
  int64_t taps = getTaps(op, access);
  int64_t last =
      access.offset + (access.step > 0 ? access.step * (taps - 1) : 0);
  int64_t first = access.getFirst(taps);
  if (ShapedType::isDynamic(extent))
    return false;
  SmallVector<int64_t> counts = op.getParallelExtents();
  for (const AxisAccess::Term &term : access.getTerms()) {
    if (ShapedType::isDynamic(counts[term.dim]))
      return false;
    (term.scale > 0 ? last : first) += term.scale * (counts[term.dim] - 1);
  }
  return first >= 0 && last < extent;
}

/// The windows of the source that the tile `domain` of the loops reads.
static SmallVector<Window> getSourceWindows(KronOp op, OpBuilder &builder,
                                            const Box &domain,
                                            ArrayRef<TileAccess> tiles) {
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
    if (access.isZero() || (access.isSingleDim() && access.transformed)) {
      window.offset = builder.getIndexAttr(0);
      window.size = window.length = extents[axis];
      windows.push_back(window);
      continue;
    }
    int64_t taps = getTaps(op, access);
    OpFoldResult start = builder.getIndexAttr(access.getFirst(taps));
    for (const AxisAccess::Term &term : access.getTerms()) {
      OpFoldResult first = domain.offsets[term.dim];
      if (term.scale < 0) // the last one reads in front
        first = math.sub(math.add(first, domain.sizes[term.dim]),
                         builder.getIndexAttr(1));
      start = math.add(start, math.scaled(first, term.scale, 0));
    }
    // scale * (size - 1) for each loop, and the taps
    const AxisAccess &kept = tiles[axis].access;
    SmallVector<AxisAccess::Term, 2> terms = kept.getTerms();
    int64_t constant = std::abs(kept.step) * (taps - 1) + 1;
    for (const AxisAccess::Term &term : terms)
      constant -= std::abs(term.scale);
    OpFoldResult length = builder.getIndexAttr(constant);
    for (const AxisAccess::Term &term : terms)
      length = math.add(
          length, math.scaled(domain.sizes[term.dim], std::abs(term.scale), 0));
    if (access.isSingleDim() || isInBounds(op, access, shape[axis])) {
      window.offset = start;
      window.size = window.length = length;
      window.stride = tiles[axis].stride;
    } else {
      window = clipWindow(math, builder, start, length, extents[axis],
                          tiles[axis].stride);
    }
    windows.push_back(window);
  }
  return windows;
}

/// Slices the source, and pads the slice where a window sticks out.
static Value sliceSource(KronOp op, OpBuilder &builder, const Box &domain,
                         ArrayRef<TileAccess> tiles,
                         SmallVectorImpl<Operation *> &slices) {
  Location loc = op.getLoc();
  SmallVector<Window> windows = getSourceWindows(op, builder, domain, tiles);
  Box slice, pad;
  SmallVector<OpFoldResult> strides;
  for (const Window &window : windows) {
    slice.push(window.offset, window.size);
    pad.push(window.padLow, window.padHigh);
    strides.push_back(builder.getIndexAttr(window.stride));
  }
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

/// The part of the init that the tile `domain` writes. It is a box only if the
/// tile has all residues.
static FailureOr<Box> getInitBox(KronOp op, OpBuilder &builder,
                                 const Box &domain) {
  Location loc = op.getLoc();
  IndexMath math(builder, loc);
  SmallVector<OpFoldResult> extents =
      tensor::getMixedSizes(builder, loc, op.getInit());
  auto [plainMap, plainOperand] = getPlainSide(op);
  auto plainShape = cast<ShapedType>(plainOperand.getType()).getShape();
  SmallVector<int64_t> counts = op.getParallelExtents();
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
    for (const AxisAccess::Term &term : access.others)
      if (!isConstantIntValue(domain.offsets[term.dim], 0) ||
          !isConstantIntValue(domain.sizes[term.dim], counts[term.dim]))
        return failure();
    if (access.isWindow() || access.scale != 1) {
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
                                          FailureOr<Box> initBox) {
  if (!op.getResult())
    return op.emitOpError("expected tensors to tile, but got memrefs");
  if (failed(initBox))
    return op.emitOpError("expected a tile with all residues of the result");
  Location loc = op.getLoc();
  SmallVector<Operation *> slices;
  SmallVector<TileAccess> tiles;
  for (const AxisAccess &access :
       getAxisAccesses(op.getRead(), op.getNumParallel())) {
    FailureOr<TileAccess> tile = getTileAccess(op, access, domain.sizes);
    if (failed(tile))
      return op.emitOpError("expected a tile of static size along what is read "
                            "backwards");
    tiles.push_back(*tile);
  }
  Value source = sliceSource(op, builder, domain, tiles, slices);
  SmallVector<OpFoldResult> strides(initBox->sizes.size(),
                                    builder.getIndexAttr(1));
  auto init = tensor::ExtractSliceOp::create(
      builder, loc, op.getInit(), initBox->offsets, initBox->sizes, strides);
  slices.push_back(init);

  SmallVector<AffineExpr> reads;
  for (const TileAccess &tile : tiles)
    reads.push_back(
        makeAxisExpr(tile.access, op.getNumParallel(), builder.getContext()));
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
  SmallVector<int64_t> counts = op.getParallelExtents();
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
    for (const AxisAccess::Term &term : access.others) {
      domain.offsets[term.dim] = builder.getIndexAttr(0);
      domain.sizes[term.dim] = builder.getIndexAttr(counts[term.dim]);
    }
    if (access.scale != 1) {
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
  FailureOr<Box> box = getInitBox(
      *this, builder, {llvm::to_vector(offsets), llvm::to_vector(sizes)});
  if (failed(box))
    return failure();
  resultOffsets = box->offsets;
  resultSizes = box->sizes;
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
                    Box{llvm::to_vector(offsets), llvm::to_vector(sizes)});
}

LogicalResult KronOp::getIterationDomainTileFromOperandTiles(
    OpBuilder &builder, ArrayRef<unsigned> operandNumbers,
    ArrayRef<SmallVector<OpFoldResult>> allOffsets,
    ArrayRef<SmallVector<OpFoldResult>> allSizes,
    SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  // Only a tile of the source says which tile of the loops it is, and only if
  // the source is not read through windows.
  auto isPlain = [](const AxisAccess &access) { return access.isPlain(); };
  if (operandNumbers.size() != 1 || getRole() == KronRole::Input ||
      operandNumbers[0] != getSourceMutable().getOperandNumber() ||
      !llvm::all_of(getAxisAccesses(getRead(), getNumParallel()), isPlain))
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
