//===- PlanConvolution.h - Decide about one convolution ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANCONVOLUTION_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANCONVOLUTION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include <string>

namespace mlir::winograd {

/// What has been decided about a convolution.
struct PlanDecision {
  PlanAttr plan;          ///< null: it is left as it is, without a plan
  std::string reason;     ///< why it is left, in a user's words
  int64_t numRefused = 0; ///< candidates that the target cannot hold
};

/// Decides how `op` is computed, as `winograd-plan` with these options does,
/// and writes that on it. A plan that is there is kept, and checked. What was
/// asked for and cannot be had is an error at `op`, which stays as it was.
FailureOr<PlanDecision> planConvolution(linalg::LinalgOp op,
                                        const WinogradPlanOptions &options);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANCONVOLUTION_H
