//===- Passes.h - What is verified of programs on buffers -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_VERIFY_PASSES_H
#define WINOGRAD_VERIFY_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/Verify/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/Verify/Passes.h.inc"

/// The category of the remarks of winograd-verify-loops.
inline constexpr StringLiteral loopsCategory = "winograd-loops";

} // namespace mlir::winograd

#endif // WINOGRAD_VERIFY_PASSES_H
