//===- ConvolutionData.h - Inputs and expected outputs ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_CONVOLUTIONDATA_H
#define WINO_BENCH_CONVOLUTIONDATA_H

#include "ConvolutionShape.h"
#include "winograd/Runner/Npy.h"
#include <optional>
#include <vector>

/// What a convolution is calculated from, and what it should give. The names of
/// the tensors are those of ConvolutionShape.
struct ConvolutionData {
  /// f32, in the order NCHW: x of a convolution, y of a gradient to the input
  /// and of a transposed convolution, x and y of a gradient to the filter.
  std::vector<mlir::winograd::NpyArray> arguments;
  /// f32, KCRS; none for a gradient to it.
  std::optional<mlir::winograd::NpyArray> filter;
  /// The result in float64, in the order of its tensor.
  std::vector<double> reference;

  /// If `folder` has `NxCxKxHxW.x`, `.w` and `.r` with the bare elements of the
  /// above, as benchmarks/data.py writes them for every implementation, reads
  /// these. Otherwise arguments and filters are random, always the same, scaled
  /// for results of variance 1, and the reference is calculated.
  static llvm::Expected<ConvolutionData> get(const ConvolutionShape &shape,
                                             std::optional<std::string> folder);
  /// Those arguments and filters, without a reference.
  static llvm::Expected<ConvolutionData>
  makeRandom(const ConvolutionShape &shape);

  /// Of a convolution: its image becomes NHWC, and its filter RSCK.
  llvm::Error moveChannelsLast();
};

/// The definition, in float64, of the data's arguments and filter.
std::vector<double> calculateReference(const ConvolutionShape &shape,
                                       const ConvolutionData &data);

/// A copy of a f32 array whose dimension i is dimension `order[i]` of `array`.
llvm::Expected<mlir::winograd::NpyArray>
transpose(const mlir::winograd::NpyArray &array, std::array<int, 4> order);

/// max |value - reference|, where `value` is f32; NaN where one is.
double getMaxError(const mlir::winograd::NpyArray &value,
                   llvm::ArrayRef<double> reference);

#endif // WINO_BENCH_CONVOLUTIONDATA_H
