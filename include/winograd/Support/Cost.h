//===- Cost.h - What a Winograd convolution costs ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counts and bounds derived from an algorithm's matrices alone. The passes that
// choose F(m, r) and a plan read them; nothing here knows about a machine.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_COST_H
#define WINOGRAD_SUPPORT_COST_H

#include "winograd/Support/CookToom.h"
#include <string>

namespace mlir::winograd {

/// The sizes of one convolution, stride 1: per transformed dimension one filter
/// size and one output size (same order).
struct ConvolutionSizes {
  int64_t batch = 1;
  int64_t inputChannels = 1;
  int64_t outputChannels = 1;
  llvm::SmallVector<int64_t> filter;
  llvm::SmallVector<int64_t> output;
};

/// F(outputs[i], r) at its default points for each filter size r, of which
/// those of 1 have F(1, 1), or why there is none, or none whose tiles are
/// within `limits::positions`. Each is built once in a program's life.
llvm::Expected<llvm::SmallVector<CookToom>>
buildAlgorithms(const ConvolutionSizes &sizes, llvm::ArrayRef<int64_t> outputs);

/// "F(4, 3) x F(4, 3)".
std::string describeAlgorithms(llvm::ArrayRef<CookToom> algorithms);

/// Scalar operations of one run of a convolution (an FMA is two).
struct OperationCount {
  double inputTransform = 0;
  double filterTransform = 0;
  double product = 0;
  double outputTransform = 0;
  /// What a run pays; the filter's share only where the filter is not constant.
  double total(bool constantFilter) const {
    return inputTransform + product + outputTransform +
           (constantFilter ? 0 : filterTransform);
  }
};

/// Operations of the direct convolution.
double countDirect(const ConvolutionSizes &sizes);

/// Operations of the Winograd convolution with one algorithm per transformed
/// dimension; tiles that stick out over the output's edge are counted whole,
/// because they are computed whole.
OperationCount countWinograd(const ConvolutionSizes &sizes,
                             llvm::ArrayRef<CookToom> algorithms);

/// What is asked of an algorithm again and again; kept for the program's life.
struct AlgorithmFigures {
  /// Scalar operations (additions and multiplications) of one 1-D transform,
  /// and its steps, of which a multiply-add is one.
  int64_t inputOperations = 0, filterOperations = 0, outputOperations = 0;
  int64_t inputSteps = 0, outputSteps = 0;
  /// sum_i A^T[o,i]^2 (sum_k G[i,k]^2) (sum_d B^T[i,d]^2), the mean and the
  /// largest over the outputs o (see `predictError`).
  double meanGrowth = 0, mostGrowth = 0;
};
const AlgorithmFigures &getFigures(const CookToom &algorithm);

/// The largest factor by which the 1-D algorithm can magnify a rounding error:
/// max_o sum_i |A^T[o,i]| (sum_k |G[i,k]|) (sum_d |B^T[i,d]|), in exact
/// arithmetic, as a double (>= 1; a direct convolution has r); infinity where
/// that sum does not fit 128 bits. The nested n-D algorithm's is the product
/// over its dimensions.
double errorAmplification(const CookToom &algorithm);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_COST_H
