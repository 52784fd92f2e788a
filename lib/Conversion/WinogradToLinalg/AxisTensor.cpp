//===- AxisTensor.cpp - Tensors with axes that have a meaning -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/AxisTensor.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"

using namespace mlir;
using namespace mlir::winograd;

AxisAccess winograd::makeLoopAxis(unsigned loop) {
  AxisAccess axis;
  axis.parallel = loop;
  return axis;
}

bool winograd::isSameAxis(const AxisAccess &a, const AxisAccess &b) {
  return a.parallel == b.parallel && a.transformed == b.transformed;
}

void winograd::sortAxes(Axes &axes,
                        function_ref<int64_t(const AxisAccess &)> key) {
  Axes sorted;
  for (const AxisAccess &axis : axes)
    sorted.insert(
        llvm::upper_bound(sorted, key(axis),
                          [&](int64_t value, const AxisAccess &other) {
                            return value < key(other);
                          }),
        axis);
  axes = std::move(sorted);
}

AffineMap winograd::getPermutation(MLIRContext *context, const Axes &from,
                                   const Axes &to) {
  SmallVector<AffineExpr> exprs;
  for (const AxisAccess &axis : to) {
    const auto *it = llvm::find_if(
        from, [&](const AxisAccess &other) { return isSameAxis(axis, other); });
    exprs.push_back(getAffineDimExpr(it - from.begin(), context));
  }
  return AffineMap::get(from.size(), 0, exprs, context);
}

TensorSlice TensorSlice::whole(OpBuilder &builder, Location loc, Value tensor) {
  TensorSlice slice;
  slice.sizes = tensor::getMixedSizes(builder, loc, tensor);
  slice.offsets.assign(slice.sizes.size(), builder.getIndexAttr(0));
  slice.strides.assign(slice.sizes.size(), builder.getIndexAttr(1));
  return slice;
}

Value TensorSlice::extract(OpBuilder &builder, Location loc, Value tensor,
                           RankedTensorType type) const {
  return tensor::ExtractSliceOp::create(builder, loc, type, tensor, offsets,
                                        sizes, strides);
}

Value TensorSlice::insert(OpBuilder &builder, Location loc, Value part,
                          Value tensor) const {
  return tensor::InsertSliceOp::create(builder, loc, part, tensor, offsets,
                                       sizes, strides);
}

void AxisTensor::dropAxes(OpBuilder &builder, Location loc,
                          function_ref<bool(const AxisAccess &)> isDropped) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape;
  Axes kept;
  for (auto [axis, size] : llvm::zip_equal(axes, type.getShape()))
    if (!isDropped(axis)) {
      kept.push_back(axis);
      shape.push_back(size);
    }
  if (kept.size() == axes.size())
    return;
  axes = kept;
  value = TensorSlice::whole(builder, loc, value)
              .extract(builder, loc, value,
                       RankedTensorType::get(shape, type.getElementType()));
}

Value AxisTensor::copyInto(OpBuilder &builder, Location loc,
                           const AxisTensor &to) const {
  MLIRContext *context = builder.getContext();
  SmallVector<utils::IteratorType> iterators(to.axes.size(),
                                             utils::IteratorType::parallel);
  SmallVector<AffineMap> maps{
      getPermutation(context, to.axes, axes),
      AffineMap::getMultiDimIdentityMap(to.axes.size(), context)};
  Type type = getElementTypeOrSelf(to.value.getType());
  return linalg::GenericOp::create(
             builder, loc, to.value.getType(), value, to.value, maps, iterators,
             [&](OpBuilder &b, Location loc, ValueRange args) {
               linalg::YieldOp::create(b, loc, convertFloat(b, args[0], type));
             })
      .getResult(0);
}
