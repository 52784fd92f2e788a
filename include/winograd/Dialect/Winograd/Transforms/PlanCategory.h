//===- PlanRefusal.h - Plans that a device cannot hold ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANREFUSAL_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANREFUSAL_H

#include "mlir/IR/Diagnostics.h"
#include <optional>
#include <string>

namespace mlir::winograd {

/// Marks the error that a device cannot hold a plan that was asked for, with
/// the figure and the limit, so that a program that tries one plan after the
/// other can tell it from a failure.
void setPlanRefusal(Diagnostic &diagnostic, StringRef refusal);

/// The figure and the limit, `needs 36864 bytes of workgroup memory, more than
/// 32768`; nullopt for any other diagnostic.
std::optional<std::string> getPlanRefusal(Diagnostic &diagnostic);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PLANREFUSAL_H
