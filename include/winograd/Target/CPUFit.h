//===- CPUFit.h - A CPU by what it was measured to do ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_CPUFIT_H
#define WINOGRAD_TARGET_CPUFIT_H

#include "winograd/Target/CPUCost.h"

namespace mlir::winograd {

/// A convolution that was measured.
struct CPUSample {
  ConvolutionSizes sizes;
  /// None for the direct convolution.
  llvm::SmallVector<CookToom> algorithms;
  llvm::SmallVector<int64_t> block; ///< tiles of one
  double cycles = 0;                ///< that it took
};

/// What the model says of a sample, by its block.
double estimate(const CPUSample &sample, const CPUTarget &target);

/// The root of the mean square of log(estimate / cycles): 0.1 where estimates
/// are off by a tenth.
double getModelError(llvm::ArrayRef<CPUSample> samples,
                     const CPUTarget &target);

/// Changes those times of `target` that whole convolutions show (all but those
/// of multiply-adds and of a product's loads) until the model's error is as
/// small as can be. One that the samples say little of stays near where it is.
void fitTimes(llvm::ArrayRef<CPUSample> samples, CPUTarget &target);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_CPUFIT_H
