//===- ReadSteps.h - Vectors of every other value ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMS_CPU_READSTEPS_H
#define WINOGRAD_LIB_TRANSFORMS_CPU_READSTEPS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// Reads of slices with strides, whose innermost one is 1 or 2, become reads of
/// rows. Of a row of n values that lie two apart, two vectors are read, which
/// overlap in one value and end with the last, and shuffled to one.
void populateReadStepsPatterns(RewritePatternSet &patterns);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMS_CPU_READSTEPS_H
