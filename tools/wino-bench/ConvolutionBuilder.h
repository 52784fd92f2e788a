//===- ConvolutionBuilder.h - Convolutions and gradients in linalg *- C++ -*-=//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_CONVOLUTIONBUILDER_H
#define WINO_BENCH_CONVOLUTIONBUILDER_H

#include "ConvolutionShape.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "winograd/Runner/Npy.h"

/// Builds the operations of one shape where `builder` is, in the forms that
/// torch-mlir gives them. Tensors are named as by ConvolutionShape.
class ConvolutionBuilder {
public:
  ConvolutionBuilder(const ConvolutionShape &shape, Layout layout,
                     mlir::ImplicitLocOpBuilder &builder);

  /// y = conv(pad(x), w), by a named operation with strides and dilations. With
  /// groups, the channels are expanded around conv_2d_ngchw_gfchw; where each
  /// is a group, it is a depthwise convolution.
  mlir::Value buildForward(mlir::Value x,
                           const mlir::winograd::NpyArray &filter);

  /// dx = conv(spread(y), flip(w)), of stride 1. `spread` inserts y into a fill
  /// with zeros around it and, where the stride was greater than 1, between its
  /// values; `flip` is a linalg.generic that extracts them from the last on.
  /// NCHW only.
  mlir::Value buildInputGradient(mlir::Value y,
                                 const mlir::winograd::NpyArray &filter);

  /// dw = transpose(conv(pad(transpose(x)), transpose(y))), where transposes
  /// swap batch and channels, so that y is a filter, and strides and dilations
  /// have changed places. Taps are left off where more than R x S result. With
  /// groups, it is a linalg.generic. NCHW only.
  mlir::Value buildFilterGradient(mlir::Value x, mlir::Value y);

  /// The type of a tensor of f32.
  mlir::RankedTensorType getType(llvm::ArrayRef<int64_t> sizes);

private:
  using Sizes = llvm::SmallVector<int64_t>;

  static llvm::ArrayRef<int64_t> getSizes(mlir::Value value) {
    return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
  }
  mlir::Value getZero();
  mlir::Value createZeros(llvm::ArrayRef<int64_t> sizes);
  mlir::Value createConstant(llvm::ArrayRef<int64_t> sizes,
                             const mlir::winograd::NpyArray &values);
  mlir::DenseIntElementsAttr getWindowAttribute(Pair pair);
  /// An image with the shape's zeros around it.
  mlir::Value pad(mlir::Value value);
  mlir::Value transpose(mlir::Value value, llvm::ArrayRef<int64_t> order);
  /// With dimension `dim` of `value` cut into groups.
  mlir::Value expandGroups(mlir::Value value, int64_t dim);
  /// With dimensions `dim` and `dim + 1` as one.
  mlir::Value collapseGroups(mlir::Value value, int64_t dim);
  /// `sizes` with dimension `dim` cut into groups.
  Sizes cutSizes(llvm::ArrayRef<int64_t> sizes, int64_t dim) const;
  /// An NCHW convolution to `sizes`; with groups, `filter` has a dimension
  /// more.
  mlir::Value convolve(mlir::Value image, mlir::Value filter,
                       llvm::ArrayRef<int64_t> sizes, Pair stride,
                       Pair dilation);
  mlir::Value spread(mlir::Value y);
  mlir::Value flip(mlir::Value filter);
  mlir::Value buildGroupedFilterGradient(mlir::Value x, mlir::Value y);

  const ConvolutionShape &shape;
  Layout layout;
  mlir::ImplicitLocOpBuilder &builder;
};

#endif // WINO_BENCH_CONVOLUTIONBUILDER_H
