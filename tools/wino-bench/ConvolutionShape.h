//===- ConvolutionShape.h - The convolutions that are timed -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_CONVOLUTIONSHAPE_H
#define WINO_BENCH_CONVOLUTIONSHAPE_H

#include "ConvolutionForm.h"

enum class Layout { NCHW, NHWC };

/// The sizes of a tensor with a batch, channels, rows and columns in the order
/// that `layout` stores them.
std::array<int64_t, 4> orderSizes(Layout layout, int64_t batch,
                                  int64_t channels, int64_t rows,
                                  int64_t columns);

/// A convolution, or what is calculated with its sizes.
///
/// With images x of [N, C, H, W], filters w of [K, C / groups, R, S] and
/// results y of [N, K, P, Q], `H` to `Q` as getImage() and getResult() say, it
/// is one of the three sums over
///
///     x[n, c, stride · p + dilation · r - pad, …] · w[k, c, r, s] · y[n, k, p,
///     q]
///
/// that leave out one of the factors: y is the convolution, x its gradient to
/// the image and w that to the filter. A transposed convolution from C to K
/// channels is the second one, of a convolution from K to C.
struct ConvolutionShape {
  int64_t batch = 1, inputChannels = 1, outputChannels = 1;
  /// Of the argument of a transposed convolution, otherwise of x.
  int64_t rows = 1, columns = 1;
  int64_t filterRows = 3, filterColumns = 3;
  ConvolutionForm form;

  /// Parses `NxCxKxHxW` and the filter's `RxS`.
  static llvm::Expected<ConvolutionShape>
  parse(llvm::StringRef shape, llvm::StringRef filter,
        const ConvolutionForm &form = {});
  /// `NxCxKxHxW`.
  std::string str() const;

  /// The channels of x and y.
  int64_t getImageChannels() const;
  int64_t getResultChannels() const;
  /// The rows and columns of x, w and y.
  Pair getImage() const;
  Pair getFilter() const { return {filterRows, filterColumns}; }
  Pair getResult() const;
  /// Zeros on each side of x.
  Pair getPad() const;
  /// Rows and columns that a filter reaches over, less one.
  Pair getReach() const;

  /// The sizes of x, w and y, NCHW and KCRS.
  std::array<int64_t, 4> getImageSizes() const;
  std::array<int64_t, 4> getFilterSizes() const;
  std::array<int64_t, 4> getResultSizes() const;
  bool isTransposed() const { return form.operation == Operation::Transposed; }
  /// Whether x is calculated, from y with zeros between its values.
  bool spreadsResult() const {
    return isTransposed() || form.operation == Operation::InputGradient;
  }
  /// Whether the channels have nothing to do with each other.
  bool isDepthwise() const {
    return form.groups == inputChannels && form.groups == outputChannels &&
           form.groups != 1;
  }

  /// Of the largest tensor, with the zeros around and between the values of an
  /// image.
  int64_t mostValues() const;
  /// Products that are added for a value of what is calculated, on average.
  double terms() const;
  /// Multiplications and additions of the definition, those with the zeros
  /// around the image too, those with zeros between its values not.
  double flops() const;
};

#endif // WINO_BENCH_CONVOLUTIONSHAPE_H
