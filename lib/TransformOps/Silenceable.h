//===- Silenceable.h - Errors as silenceable failures -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMOPS_SILENCEABLE_H
#define WINOGRAD_LIB_TRANSFORMOPS_SILENCEABLE_H

#include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.h"

namespace mlir::winograd {

/// A silenceable failure of `op` at `target`: "…: `reason`".
DiagnosedSilenceableFailure refuse(transform::TransformOpInterface op,
                                   Operation *target, const Twine &reason);

/// Calls `step`. If that fails, what it has reported, which nobody sees yet, is
/// a silenceable failure of `op`; it must not have changed the payload.
DiagnosedSilenceableFailure attempt(transform::TransformOpInterface op,
                                    function_ref<LogicalResult()> step);

/// What is isolated from above around `target`. Patterns are applied to all of
/// it; it is an error at `target` if that is the script, with `op`, too.
FailureOr<Operation *> getScope(transform::TransformOpInterface op,
                                Operation *target);

/// The value of a parameter, which must have one, or `attr` without a
/// parameter; null without either.
DiagnosedSilenceableFailure getAttribute(transform::TransformOpInterface op,
                                         transform::TransformState &state,
                                         Value param, Attribute attr,
                                         Attribute &result);

/// As `getAttribute`, for an integer; `result` is kept without either.
DiagnosedSilenceableFailure getInteger(transform::TransformOpInterface op,
                                       transform::TransformState &state,
                                       Value param, Attribute attr,
                                       std::optional<int64_t> &result);

/// The integers of a list in which parameters stand for dynamic sizes.
DiagnosedSilenceableFailure getIntegers(transform::TransformOpInterface op,
                                        transform::TransformState &state,
                                        ValueRange params,
                                        ArrayRef<int64_t> sizes,
                                        SmallVector<int64_t> &result);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMOPS_SILENCEABLE_H
