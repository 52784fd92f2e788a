//===- AxisTensor.cpp - Tensors with axes that have a meaning -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AxisTensor.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Utils/NarrowFloats.h"

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

TensorSlice AxisTensor::wholeWithout(
    OpBuilder &builder, Location loc,
    function_ref<bool(const AxisAccess &)> isDropped) const {
  TensorSlice slice = TensorSlice::whole(builder, loc, value);
  slice.dropped.resize(axes.size());
  for (auto [index, axis] : llvm::enumerate(axes))
    slice.dropped[index] = isDropped(axis);
  return slice;
}

AxisTensor
AxisTensor::dropAxes(OpBuilder &builder, Location loc,
                     function_ref<bool(const AxisAccess &)> isDropped) const {
  AxisTensor result = *this;
  llvm::erase_if(result.axes, isDropped);
  if (result.axes.size() != axes.size())
    result.value =
        wholeWithout(builder, loc, isDropped).extract(builder, loc, value);
  return result;
}

Value AxisTensor::restoreAxes(
    OpBuilder &builder, Location loc, Value part,
    function_ref<bool(const AxisAccess &)> isDropped) const {
  if (llvm::none_of(axes, isDropped))
    return part;
  return wholeWithout(builder, loc, isDropped)
      .insert(builder, loc, part, value);
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
