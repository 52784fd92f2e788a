//===- Passes.h - Out of MLIR, to Metal -------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_METAL_PASSES_H
#define WINOGRAD_TARGET_METAL_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/Target/Metal/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/Target/Metal/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_METAL_PASSES_H
