//===- PlanKind.h - The plans -----------------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANKIND_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANKIND_H

#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"
#include "winograd/Support/CPUCost.h"

namespace mlir::winograd {

/// What reaches global memory. A new plan gets a line in `planDescriptions` and
/// a case in the pass.
enum class PlanKind {
  SingleKernel, ///< Ĝ, y
  Blocked,      ///< Ĝ, y
  ThreeBuffer,  ///< X̂, Ĝ, y
  FourBuffer,   ///< X̂, Ĝ, M̂, y
  Direct        ///< y
};

struct PlanDescription {
  PlanKind kind;
  llvm::StringLiteral name;
  bool isForGPUsOnly = false;
};

/// In the order of `PlanKind`.
inline constexpr PlanDescription planDescriptions[] = {
    {PlanKind::SingleKernel, "single-kernel", /*isForGPUsOnly=*/true},
    {PlanKind::Blocked, "blocked"},
    {PlanKind::ThreeBuffer, "three-buffer"},
    {PlanKind::FourBuffer, "four-buffer"},
    {PlanKind::Direct, "direct"},
};

/// The plan of this name.
std::optional<PlanKind> parsePlanKind(llvm::StringRef name);

/// What is wrong with `name` as the value of an option 'plan', which may also
/// be auto; empty if nothing is.
std::string checkPlanName(llvm::StringRef name, bool onGPU);

/// A convolution's sizes and algorithms, and its estimated cycles on a core.
struct PlanCosts {
  ConvolutionSizes sizes;
  SmallVector<CookToom> algorithms;
  BlockShape block;
  double direct = 0;
};

/// The costs of a convolution on `target`. A size that is not known counts as
/// `guessedSize`.
PlanCosts estimateCosts(WinogradConvolution &convolution,
                        const CPUTarget &target);
inline constexpr int64_t guessedSize = 64;

/// The loops of the plans other than `direct`; null where what a block holds
/// whole (channels) has a size that is not known.
ScheduleAttr makeSchedule(WinogradConvolution &convolution,
                          const BlockShape &block);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANKIND_H
