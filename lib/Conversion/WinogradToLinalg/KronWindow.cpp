//===- KronWindow.cpp - A window in the order of its use ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KronWindow.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::winograd;

/// Fills a slice of `tensor`, unless it is empty.
static Value fill(OpBuilder &builder, Location loc, Value tensor,
                  const TensorSlice &slice, Value scalar) {
  if (llvm::any_of(slice.sizes, isZeroInteger))
    return tensor;
  Value part = slice.extract(builder, loc, tensor);
  Value filled = linalg::FillOp::create(builder, loc, scalar, ValueRange{part})
                     .getResult(0);
  return slice.insert(builder, loc, filled, tensor);
}

/// Fills what lies outside of the slice `inside`: per axis the part before and
/// the part behind it, over the inside of the axes before.
static Value fillAround(OpBuilder &builder, Location loc, Value tensor,
                        const TensorSlice &inside, Value padding) {
  TensorSlice box = TensorSlice::whole(builder, loc, tensor);
  SmallVector<OpFoldResult> extents = box.sizes;
  AffineExpr d0, d1, d2;
  bindDims(builder.getContext(), d0, d1, d2);
  for (size_t axis = 0; axis < extents.size(); ++axis) {
    OpFoldResult low = inside.offsets[axis], size = inside.sizes[axis];
    OpFoldResult end = affine::makeComposedFoldedAffineApply(
        builder, loc, d0 + d1, {low, size});
    OpFoldResult high = affine::makeComposedFoldedAffineApply(
        builder, loc, d0 - d1 - d2, {extents[axis], low, size});
    box.sizes[axis] = low;
    tensor = fill(builder, loc, tensor, box, padding);
    box.offsets[axis] = end;
    box.sizes[axis] = high;
    tensor = fill(builder, loc, tensor, box, padding);
    box.offsets[axis] = low;
    box.sizes[axis] = size;
  }
  return tensor;
}

AxisTensor
winograd::loadWindow(OpBuilder &builder, Location loc, AxisTensor source,
                     std::optional<unsigned> lane,
                     function_ref<bool(const AxisAccess &)> isDropped) {
  auto pad = source.value.getDefiningOp<tensor::PadOp>();
  if (!pad)
    source = source.dropAxes(builder, loc, isDropped);
  Axes kept = source.axes;
  llvm::erase_if(kept, isDropped);
  Axes target = kept;
  if (lane)
    sortAxes(target,
             [&](const AxisAccess &axis) { return axis.parallel == lane; });
  if (!pad && llvm::equal(kept, target, isSameAxis))
    return source;
  // Of a list with one entry per axis, the kept ones in the target's order.
  AffineMap order = getPermutation(builder.getContext(), source.axes, target);
  auto permuted = [&](ArrayRef<OpFoldResult> list) {
    return applyPermutationMap(order, list);
  };
  AxisTensor inside = source; // of the padding
  SmallVector<OpFoldResult> insideSizes;
  if (pad) {
    insideSizes = tensor::getMixedSizes(builder, loc, pad.getSource());
    inside.value = pad.getSource();
    inside = inside.dropAxes(builder, loc, isDropped);
  }
  Value window = tensor::EmptyOp::create(
      builder, loc, permuted(tensor::getMixedSizes(builder, loc, source.value)),
      getElementTypeOrSelf(source.value.getType()));
  if (!pad)
    return {inside.copyInto(builder, loc, {window, target}), target};
  TensorSlice slice = TensorSlice::whole(builder, loc, window);
  slice.offsets = permuted(pad.getMixedLowPad());
  slice.sizes = permuted(insideSizes);
  window =
      fillAround(builder, loc, window, slice, pad.getConstantPaddingValue());
  Value copied = inside.copyInto(builder, loc,
                                 {slice.extract(builder, loc, window), target});
  return {slice.insert(builder, loc, copied, window), target};
}
