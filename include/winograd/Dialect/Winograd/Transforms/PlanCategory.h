//===- PlanCategory.h - The remarks of winograd-plan ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANCATEGORY_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANCATEGORY_H

#include "mlir/Support/LLVM.h"

namespace mlir::winograd {

/// The category of the remarks of winograd-plan. Their names are `plan` and
/// `left`. A plan that was asked for by name, and that the device cannot hold,
/// is a failure with the keys `Plan`, its name, and `Refused`, the figure and
/// the limit: `needs 36864 bytes of workgroup memory, more than 32768`.
inline constexpr llvm::StringLiteral planCategory = "winograd-plan";

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANCATEGORY_H
