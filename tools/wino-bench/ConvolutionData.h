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

/// What a convolution is calculated from, and what it should give.
struct ConvolutionData {
  /// f32, in the orders NCHW and KCRS.
  mlir::winograd::NpyArray input, filter;
  /// The result in float64, NKHW.
  std::vector<double> reference;

  /// If `folder` has `NxCxKxHxW.x`, `.w` and `.r` with the bare elements of the
  /// above, as benchmarks/data.py writes them for every implementation, reads
  /// these. Otherwise x ~ N(0, 1) and w ~ N(0, 1 / (taps · C)), always the
  /// same, and the reference is calculated.
  static llvm::Expected<ConvolutionData> get(const ConvolutionShape &shape,
                                             std::optional<std::string> folder);
  /// That x and w, without a reference.
  static llvm::Expected<ConvolutionData>
  makeRandom(const ConvolutionShape &shape);
};

/// The convolution's definition, in float64. `input` and `filter` are f32 in
/// the orders NCHW and KCRS, the result is NKHW.
std::vector<double> calculateReference(const ConvolutionShape &shape,
                                       const mlir::winograd::NpyArray &input,
                                       const mlir::winograd::NpyArray &filter);

/// A copy of a f32 array whose dimension i is dimension `order[i]` of `array`.
llvm::Expected<mlir::winograd::NpyArray>
transpose(const mlir::winograd::NpyArray &array, std::array<int, 4> order);

/// max |value - reference|, where `value` is f32; NaN where one is.
double getMaxError(const mlir::winograd::NpyArray &value,
                   llvm::ArrayRef<double> reference);

#endif // WINO_BENCH_CONVOLUTIONDATA_H
