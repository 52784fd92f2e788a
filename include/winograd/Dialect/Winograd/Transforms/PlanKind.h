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

namespace mlir::winograd {

/// What reaches global memory. A new plan gets a line in `planDescriptions` and
/// a case in the pass.
enum class PlanKind { FourBuffer, Direct };

struct PlanDescription {
  PlanKind kind;
  llvm::StringLiteral name;
  llvm::StringLiteral buffers;
};

/// In the order of `PlanKind`.
inline constexpr PlanDescription planDescriptions[] = {
    {PlanKind::FourBuffer, "four-buffer", "X^, G^, M^, y"},
    {PlanKind::Direct, "direct", "y"},
};

/// The plan of this name.
std::optional<PlanKind> parsePlanKind(llvm::StringRef name);

/// Scalar operations per run.
struct PlanCosts {
  double winograd, direct;
};

/// The costs of a convolution; nullopt where a size is dynamic.
std::optional<PlanCosts> estimateCosts(WinogradConvolution &convolution);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANKIND_H
