//===- ConvolutionBuilder.cpp - Convolutions in linalg --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionBuilder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using winograd::NpyArray;

ConvolutionBuilder::ConvolutionBuilder(const ConvolutionShape &shape,
                                       Layout layout,
                                       ImplicitLocOpBuilder &builder)
    : shape(shape), layout(layout), builder(builder) {}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

RankedTensorType ConvolutionBuilder::getType(ArrayRef<int64_t> sizes) {
  return RankedTensorType::get(sizes, builder.getF32Type());
}

Value ConvolutionBuilder::getZero() {
  return arith::ConstantOp::create(builder, builder.getF32FloatAttr(0));
}

Value ConvolutionBuilder::createZeros(ArrayRef<int64_t> sizes) {
  Value zero = getZero();
  Value empty = tensor::EmptyOp::create(builder, sizes, builder.getF32Type());
  return linalg::FillOp::create(builder, ValueRange{zero}, ValueRange{empty})
      .result();
}

/// A resource of the module.
Value ConvolutionBuilder::createConstant(ArrayRef<int64_t> sizes,
                                         const NpyArray &array) {
  ArrayRef<float> values(reinterpret_cast<const float *>(array.data()),
                         array.numElements());
  auto attribute = DenseResourceElementsAttr::get(
      getType(sizes), "filter",
      HeapAsmResourceBlob::allocateAndCopyInferAlign(values));
  return arith::ConstantOp::create(builder, getType(sizes), attribute);
}

DenseIntElementsAttr ConvolutionBuilder::getWindowAttribute(Pair pair) {
  return builder.getI64TensorAttr(pair);
}

Value ConvolutionBuilder::pad(Value value) {
  auto [rows, columns] = shape.getPad();
  if (rows == 0 && columns == 0)
    return value;
  Sizes padded(getSizes(value)), around(padded.size(), 0);
  int64_t row = layout == Layout::NCHW ? padded.size() - 2 : 1;
  around[row] = rows;
  around[row + 1] = columns;
  for (auto [size, zeros] : llvm::zip_equal(padded, around))
    size += 2 * zeros;
  SmallVector<OpFoldResult> pads =
      getAsIndexOpFoldResult(builder.getContext(), around);
  return tensor::PadOp::create(builder, getType(padded), value, pads, pads,
                               getZero());
}

ConvolutionBuilder::Sizes ConvolutionBuilder::cutSizes(ArrayRef<int64_t> sizes,
                                                       int64_t dim) const {
  Sizes cut(sizes);
  cut[dim] /= shape.form.groups;
  cut.insert(cut.begin() + dim, shape.form.groups);
  return cut;
}

/// [0], …, [dim, dim + 1], …, of `rank` dimensions together.
static SmallVector<ReassociationIndices> getReassociation(int64_t rank,
                                                          int64_t dim) {
  SmallVector<ReassociationIndices> indices;
  for (int64_t i = 0; i < rank; ++i) {
    indices.push_back({i});
    if (i == dim)
      indices.back().push_back(++i);
  }
  return indices;
}

Value ConvolutionBuilder::expandGroups(Value value, int64_t dim) {
  Sizes sizes = cutSizes(getSizes(value), dim);
  return tensor::ExpandShapeOp::create(builder, getType(sizes), value,
                                       getReassociation(sizes.size(), dim));
}

Value ConvolutionBuilder::collapseGroups(Value value, int64_t dim) {
  Sizes sizes(getSizes(value));
  auto indices = getReassociation(sizes.size(), dim);
  sizes[dim] *= sizes[dim + 1];
  sizes.erase(sizes.begin() + dim + 1);
  return tensor::CollapseShapeOp::create(builder, getType(sizes), value,
                                         indices);
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

template <typename Op>
static Value createConvolution(ImplicitLocOpBuilder &builder, Value image,
                               Value filter, Value init, Attribute strides,
                               Attribute dilations) {
  return Op::create(builder, init.getType(), ValueRange{image, filter},
                    ValueRange{init}, strides, dilations)
      .getResult(0);
}

Value ConvolutionBuilder::convolve(Value image, Value filter,
                                   ArrayRef<int64_t> sizes, Pair stride,
                                   Pair dilation) {
  Value init = createZeros(sizes);
  Attribute strides = getWindowAttribute(stride),
            dilations = getWindowAttribute(dilation);
  if (getSizes(filter).size() == 4)
    return createConvolution<linalg::Conv2DNchwFchwOp>(
        builder, image, filter, init, strides, dilations);
  Value result = createConvolution<linalg::Conv2DNgchwGfchwOp>(
      builder, expandGroups(image, 1), filter, expandGroups(init, 1), strides,
      dilations);
  return collapseGroups(result, 1);
}

Value ConvolutionBuilder::buildForward(Value x, const NpyArray &filter) {
  auto [n, k, p, q] = shape.getResultSizes();
  auto result = orderSizes(layout, n, k, p, q);
  x = pad(x);
  Pair stride = shape.form.stride, dilation = shape.form.dilation;
  Attribute strides = getWindowAttribute(stride),
            dilations = getWindowAttribute(dilation);
  if (shape.isDepthwise()) {
    // [C, 1, R, S] or [R, S, 1, C]
    Sizes sizes(filter.shape());
    sizes.erase(sizes.begin() + (layout == Layout::NCHW ? 1 : 2));
    Value w = createConstant(sizes, filter), init = createZeros(result);
    return layout == Layout::NCHW
               ? createConvolution<linalg::DepthwiseConv2DNchwChwOp>(
                     builder, x, w, init, strides, dilations)
               : createConvolution<linalg::DepthwiseConv2DNhwcHwcOp>(
                     builder, x, w, init, strides, dilations);
  }
  if (layout == Layout::NHWC)
    return createConvolution<linalg::Conv2DNhwcHwcfOp>(
        builder, x, createConstant(filter.shape(), filter), createZeros(result),
        strides, dilations);
  Sizes sizes(filter.shape());
  if (shape.form.groups != 1)
    sizes = cutSizes(sizes, 0);
  return convolve(x, createConstant(sizes, filter), result, stride, dilation);
}
