//===- Passes.h - Passes on linalg, for every target ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_LINALG_PASSES_H
#define WINOGRAD_TRANSFORMS_LINALG_PASSES_H

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/Transforms/Linalg/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/Transforms/Linalg/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_LINALG_PASSES_H
