//===- Passes.h - Passes on the dialect -------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES_H

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

/// Marks the arguments of a function that take transformed filters, see the
/// pass winograd-prepack.
inline StringRef getPackedArgumentAttrName() { return "winograd.packed"; }

#define GEN_PASS_DECL
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES_H
