//===- ErrorModel.h - The rounding error of a convolution -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What the plan promises of a result's rounding error. docs/Accuracy.md, "The
// error that a plan promises", derives the formulas and compares them with
// measurements.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_ERRORMODEL_H
#define WINOGRAD_SUPPORT_ERRORMODEL_H

#include "winograd/Support/Cost.h"

namespace mlir::winograd {

/// The relative error of one rounding, 2^-p for a type whose mantissa has p
/// bits, in the three places where values are rounded; 0 where they are not.
struct Roundoff {
  double sums = 0x1p-24; ///< of the arithmetic
  double stored = 0;     ///< of X^ and G^, if their type is a narrower one
  double result = 0;     ///< of y, if its type is a narrower one
};

/// The error of a convolution's results, for values of the image and the
/// filter that are independent, of mean 0 and variance 1: per unit input.
struct PredictedError {
  /// The root mean square over all results, and that of a tile's worst ones.
  double rms = 0, worst = 0;
  /// `rms` as a multiple of the direct convolution's.
  double relative = 1;

  /// What no result's error exceeds, in all likelihood: so many times the root
  /// mean square of the worst ones.
  static constexpr double deviations = 16;
  double promise() const { return deviations * worst; }
};

/// Of the direct convolution, whose sums are formed term by term.
PredictedError predictDirectError(const ConvolutionSizes &sizes,
                                  const Roundoff &roundoff);

/// Of Winograd's, with one algorithm per transformed dimension.
PredictedError predictError(const ConvolutionSizes &sizes,
                            llvm::ArrayRef<CookToom> algorithms,
                            const Roundoff &roundoff);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_ERRORMODEL_H
