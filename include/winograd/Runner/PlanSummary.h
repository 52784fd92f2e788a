//===- PlanSummary.h - How a convolution is computed ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_PLANSUMMARY_H
#define WINOGRAD_RUNNER_PLANSUMMARY_H

#include "winograd/Support/CookToom.h"
#include "winograd/Support/PlanKind.h"
#include <string>

namespace mlir::winograd {

/// What `winograd-plan` decided for a convolution (`#winograd.plan`).
struct PlanSummary {
  PlanKind kind = PlanKind::Direct;
  /// One per transformed dimension; none for `Direct`.
  llvm::SmallVector<CookToom> algorithms;
  /// Tiles of a block, and output channels of a panel, where it is cut.
  llvm::SmallVector<int64_t> block;
  int64_t panel = 0;

  /// "direct", "blocked F(4, 3) x F(4, 3) in blocks of 2x7 tiles, panels of
  /// 32".
  std::string describe() const;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_PLANSUMMARY_H
