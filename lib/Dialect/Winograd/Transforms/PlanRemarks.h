//===- PlanRemarks.h - What a planner says ----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_PLANREMARKS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_PLANREMARKS_H

#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Target/PlanCandidates.h"

namespace mlir::winograd {

/// Of a convolution that is left as it is.
void remarkLeft(linalg::LinalgOp op, StringRef reason);

/// Of a plan that a user has written on the operation.
void remarkGiven(const Convolution &convolution, PlanKind kind);

/// Of a choice: one line of text, and one key for each candidate.
void remarkChoice(const Convolution &convolution, const PlanCandidate &chosen,
                  ArrayRef<PlanCandidate> candidates, const PlanWishes &wishes,
                  bool onGPU);

/// The error that nothing which is wanted can be had. For a plan that was asked
/// for by name, a remark (`Refused`) has the figure and the limit alone.
LogicalResult refuse(const Convolution &convolution,
                     ArrayRef<PlanCandidate> candidates,
                     const PlanWishes &wishes);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_PLANREMARKS_H
