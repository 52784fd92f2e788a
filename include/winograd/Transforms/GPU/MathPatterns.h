//===- MathPatterns.h - Functions by other functions ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_GPU_MATHPATTERNS_H
#define WINOGRAD_TRANSFORMS_GPU_MATHPATTERNS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

bool isMath(Operation *op);

/// f(x : f16) -> round(f(extend(x) : f32)), for functions of the math dialect
/// that `isWanted`; exact, or rounded once more, where the function itself is.
void populateComputeInF32Patterns(RewritePatternSet &patterns,
                                  std::function<bool(Operation *)> isWanted);

/// isnan(x) -> x != x, isinf(x) -> |x| == ∞, isfinite(x) -> |x| < ∞
void populateCompareInsteadPatterns(RewritePatternSet &patterns);

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_GPU_MATHPATTERNS_H
