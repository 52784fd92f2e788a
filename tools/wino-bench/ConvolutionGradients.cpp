//===- ConvolutionGradients.cpp - Gradients in linalg ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As torch-mlir decomposes aten.convolution_backward and lowers transposed
// convolutions.
//
//===----------------------------------------------------------------------===//

#include "ConvolutionBuilder.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using winograd::NpyArray;

//===----------------------------------------------------------------------===//
// To the input
//===----------------------------------------------------------------------===//

/// y where `pad` and stride put it, among zeros.
Value ConvolutionBuilder::spread(Value y) {
  auto [n, k, p, q] = shape.getResultSizes();
  Pair image = shape.getImage(), reach = shape.getReach(), pad = shape.getPad(),
       stride = shape.form.stride;
  auto get = [&](std::initializer_list<int64_t> values) {
    return getAsIndexOpFoldResult(builder.getContext(),
                                  llvm::to_vector(values));
  };
  // With rows that a strided convolution does not reach, there are more zeros
  // at the end than at the beginning.
  Value zeros = createZeros({n, k, image[0] + reach[0], image[1] + reach[1]});
  return tensor::InsertSliceOp::create(
      builder, y, zeros, get({0, 0, reach[0] - pad[0], reach[1] - pad[1]}),
      get({n, k, p, q}), get({1, 1, stride[0], stride[1]}));
}

/// flip(w)[…, c, k, r, s] = w[…, k, c, R - 1 - r, S - 1 - s]
Value ConvolutionBuilder::flip(Value filter) {
  Sizes sizes(getSizes(filter));
  int64_t rank = sizes.size();
  std::swap(sizes[rank - 4], sizes[rank - 3]);
  Value init = createZeros(sizes);
  AffineMap map = builder.getMultiDimIdentityMap(rank);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  auto body = [&](OpBuilder &nested, Location loc, ValueRange) {
    ImplicitLocOpBuilder b(loc, nested);
    SmallVector<Value> indices;
    for (int64_t dim = 0; dim < rank; ++dim)
      indices.push_back(linalg::IndexOp::create(b, dim));
    std::swap(indices[rank - 4], indices[rank - 3]);
    for (int64_t dim : {rank - 2, rank - 1}) {
      Value last = arith::ConstantIndexOp::create(b, sizes[dim] - 1);
      indices[dim] = arith::SubIOp::create(b, last, indices[dim]);
    }
    Value value = tensor::ExtractOp::create(b, filter, indices);
    linalg::YieldOp::create(b, value);
  };
  return linalg::GenericOp::create(builder, TypeRange{init.getType()},
                                   ValueRange{}, ValueRange{init},
                                   ArrayRef<AffineMap>{map}, iterators, body)
      .getResult(0);
}

Value ConvolutionBuilder::buildInputGradient(Value y, const NpyArray &filter) {
  Sizes sizes(filter.shape());
  if (shape.form.groups != 1)
    sizes = cutSizes(sizes, 0);
  Value flipped = flip(createConstant(sizes, filter));
  return convolve(spread(y), flipped, shape.getImageSizes(), /*stride=*/{1, 1},
                  shape.form.dilation);
}

//===----------------------------------------------------------------------===//
// To the filter
//===----------------------------------------------------------------------===//

Value ConvolutionBuilder::transpose(Value value, ArrayRef<int64_t> order) {
  ArrayRef<int64_t> from = getSizes(value);
  Sizes sizes = llvm::map_to_vector(order, [&](int64_t i) { return from[i]; });
  Value init = tensor::EmptyOp::create(builder, sizes, builder.getF32Type());
  return linalg::TransposeOp::create(builder, value, init, order)->getResult(0);
}

Value ConvolutionBuilder::buildFilterGradient(Value x, Value y) {
  if (shape.form.groups != 1)
    return buildGroupedFilterGradient(x, y);
  auto [k, c, r, s] = shape.getFilterSizes();
  Pair image = shape.getImage(), result = shape.getResult(),
       pads = shape.getPad(), stride = shape.form.stride,
       dilation = shape.form.dilation, taps;
  for (int dim : {0, 1})
    taps[dim] =
        (image[dim] + 2 * pads[dim] - 1 - stride[dim] * (result[dim] - 1)) /
            dilation[dim] +
        1;
  int64_t swapped[] = {1, 0, 2, 3};
  Value images = pad(transpose(x, swapped));
  Value gradient = convolve(images, transpose(y, swapped),
                            {c, k, taps[0], taps[1]}, dilation, stride);
  if (taps != shape.getFilter()) {
    MLIRContext *context = builder.getContext();
    gradient = tensor::ExtractSliceOp::create(
        builder, gradient, getAsIndexOpFoldResult(context, {0, 0, 0, 0}),
        getAsIndexOpFoldResult(context, {c, k, r, s}),
        getAsIndexOpFoldResult(context, {1, 1, 1, 1}));
  }
  return transpose(gradient, swapped);
}

/// dw[g, k, c, r, s] = Σ_{n, p, q} x[n, g, c, …] · y[n, g, k, p, q]
Value ConvolutionBuilder::buildGroupedFilterGradient(Value x, Value y) {
  Value images = pad(expandGroups(x, 1));
  Value init = createZeros(cutSizes(shape.getFilterSizes(), 0));
  AffineExpr g, k, c, r, s, n, p, q;
  bindDims(builder.getContext(), g, k, c, r, s, n, p, q);
  auto [strideRows, strideColumns] = shape.form.stride;
  auto [dilationRows, dilationColumns] = shape.form.dilation;
  auto getMap = [&](ArrayRef<AffineExpr> results) {
    return AffineMap::get(8, 0, results, builder.getContext());
  };
  AffineMap maps[] = {getMap({n, g, c, dilationRows * r + strideRows * p,
                              dilationColumns * s + strideColumns * q}),
                      getMap({n, g, k, p, q}), getMap({g, k, c, r, s})};
  SmallVector<utils::IteratorType> iterators(5, utils::IteratorType::parallel);
  iterators.append(3, utils::IteratorType::reduction);
  auto body = [](OpBuilder &nested, Location loc, ValueRange values) {
    ImplicitLocOpBuilder b(loc, nested);
    Value product = arith::MulFOp::create(b, values[0], values[1]);
    Value sum = arith::AddFOp::create(b, product, values[2]);
    linalg::YieldOp::create(b, sum);
  };
  Value gradient =
      linalg::GenericOp::create(builder, TypeRange{init.getType()},
                                ValueRange{images, expandGroups(y, 1)},
                                ValueRange{init}, maps, iterators, body)
          .getResult(0);
  return collapseGroups(gradient, 0);
}
