//===- ConvolutionShape.h - The convolutions that are timed -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_CONVOLUTIONSHAPE_H
#define WINO_BENCH_CONVOLUTIONSHAPE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>
#include <string>

enum class Layout { NCHW, NHWC };

/// The sizes of a tensor with a batch, channels, rows and columns in the order
/// that `layout` stores them.
std::array<int64_t, 4> orderSizes(Layout layout, int64_t batch,
                                  int64_t channels, int64_t rows,
                                  int64_t columns);

/// A convolution of stride and dilation 1, padded by (r - 1) / 2 zeros on each
/// side of a dimension with r taps.
struct ConvolutionShape {
  int64_t batch = 1, inputChannels = 1, outputChannels = 1;
  int64_t rows = 1, columns = 1;
  int64_t filterRows = 3, filterColumns = 3;

  /// Parses `NxCxKxHxW` and the filter's `RxS`.
  static llvm::Expected<ConvolutionShape> parse(llvm::StringRef shape,
                                                llvm::StringRef filter);
  /// `NxCxKxHxW`.
  std::string str() const;

  int64_t padRows() const { return (filterRows - 1) / 2; }
  int64_t padColumns() const { return (filterColumns - 1) / 2; }
  int64_t outputRows() const { return rows + 2 * padRows() - filterRows + 1; }
  int64_t outputColumns() const {
    return columns + 2 * padColumns() - filterColumns + 1;
  }
  /// Of the image, the filter and the result.
  int64_t mostValues() const;
  int64_t taps() const { return filterRows * filterColumns; }
  /// Multiplications and additions of the definition, those with the zeros
  /// around the image too.
  double flops() const;
};

#endif // WINO_BENCH_CONVOLUTIONSHAPE_H
