//===- TensorSlice.cpp - Parts of tensors, of lower rank ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/TensorSlice.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::winograd;

bool winograd::isUnambiguousReduction(ArrayRef<int64_t> shape) {
  // (Of one axis, the others being 1, there is one shape in any case.)
  return shape.size() <= 1 || llvm::all_of(shape, [](int64_t size) {
           return size != 1 && !ShapedType::isDynamic(size);
         });
}

/// The shape without the dropped axes.
static SmallVector<int64_t> reduce(ArrayRef<int64_t> shape,
                                   const llvm::SmallBitVector &dropped) {
  SmallVector<int64_t> result;
  for (auto [axis, size] : llvm::enumerate(shape))
    if (!dropped.test(axis))
      result.push_back(size);
  return result;
}

static SmallVector<int64_t> getShape(ArrayRef<OpFoldResult> sizes) {
  SmallVector<int64_t> shape;
  SmallVector<Value> dynamic;
  dispatchIndexOpFoldResults(sizes, dynamic, shape);
  return shape;
}

/// Dropped axes go together with the axis before them, the first ones with the
/// first axis that stays.
static SmallVector<ReassociationIndices>
groupAxes(const llvm::SmallBitVector &dropped) {
  SmallVector<ReassociationIndices> groups;
  if (dropped.all())
    return groups;
  for (unsigned axis = 0; axis < dropped.size(); ++axis) {
    bool isFirst = groups.empty();
    bool hasKept = !isFirst && llvm::any_of(groups.back(), [&](int64_t other) {
      return !dropped.test(other);
    });
    if (isFirst || (hasKept && !dropped.test(axis)))
      groups.emplace_back();
    groups.back().push_back(axis);
  }
  return groups;
}

TensorSlice TensorSlice::whole(OpBuilder &builder, Location loc, Value tensor) {
  TensorSlice slice;
  slice.sizes = tensor::getMixedSizes(builder, loc, tensor);
  slice.offsets.assign(slice.sizes.size(), builder.getIndexAttr(0));
  slice.strides.assign(slice.sizes.size(), builder.getIndexAttr(1));
  return slice;
}

Value TensorSlice::extract(OpBuilder &builder, Location loc,
                           Value tensor) const {
  if (dropped.none())
    return tensor::ExtractSliceOp::create(builder, loc, tensor, offsets, sizes,
                                          strides);
  auto type = RankedTensorType::get(reduce(getShape(sizes), dropped),
                                    getElementTypeOrSelf(tensor.getType()));
  if (isUnambiguousReduction(type.getShape()))
    return tensor::ExtractSliceOp::create(builder, loc, type, tensor, offsets,
                                          sizes, strides);
  Value slice = tensor::ExtractSliceOp::create(builder, loc, tensor, offsets,
                                               sizes, strides);
  return tensor::CollapseShapeOp::create(builder, loc, type, slice,
                                         groupAxes(dropped));
}

Value TensorSlice::expand(OpBuilder &builder, Location loc, Value part,
                          Type elementType) const {
  SmallVector<int64_t> shape = getShape(sizes);
  if (dropped.none() || isUnambiguousReduction(reduce(shape, dropped)))
    return part;
  auto type = RankedTensorType::get(shape, elementType);
  return tensor::ExpandShapeOp::create(builder, loc, type, part,
                                       groupAxes(dropped), sizes);
}

Value TensorSlice::insert(OpBuilder &builder, Location loc, Value part,
                          Value tensor) const {
  part = expand(builder, loc, part, getElementTypeOrSelf(tensor.getType()));
  return tensor::InsertSliceOp::create(builder, loc, part, tensor, offsets,
                                       sizes, strides);
}
