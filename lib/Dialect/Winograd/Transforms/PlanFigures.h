//===- PlanFigures.h - What the models are told of a convolution *- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_PLANFIGURES_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_PLANFIGURES_H

#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Target/PlanCandidates.h"

namespace mlir::winograd {

/// What the models are told of a convolution. A GPU computes and stores in the
/// type of the sums; with `narrowTransforms`, a CPU stores transformed values
/// in the type of the image.
ConvolutionFigures getFigures(const Convolution &convolution, bool onGPU,
                              bool narrowTransforms);

/// Bytes of a constant tensor; 0 of what is none, or has one value only, which
/// nothing reads from memory.
double getBytesOfConstant(Value value);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_PLANFIGURES_H
