//===- PlanPlacement.h - Plans as buffers -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANPLACEMENT_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANPLACEMENT_H

#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/Transforms/PlanKind.h"

namespace mlir::winograd {

/// What a plan materialises; values of dynamic shape count no bytes.
struct PlacedBuffers {
  int64_t count = 0;
  int64_t bytes = 0;
};

/// Puts buffers (`winograd.bufferize`) behind the values of a convolution: in
/// `global` memory what the plan stores, in `onChip` what X^ and M^ are
/// otherwise (a single kernel keeps them in `private` memory).
PlacedBuffers placeValues(WinogradConvolution &convolution, PlanKind kind,
                          MemorySpace onChip);

/// The plan that the buffers of a convolution make.
PlanKind readPlan(WinogradConvolution &convolution);

/// Turns the convolution back into a direct one.
LogicalResult makeDirect(WinogradConvolution &convolution);

/// Erases what computed the values, as far as nobody uses it any more.
void eraseDead(RewriterBase &rewriter, ValueRange values);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANPLACEMENT_H
