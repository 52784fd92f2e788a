//===- Passes.h - The reference that results are judged by ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_REFERENCE_PASSES_H
#define WINOGRAD_REFERENCE_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/Reference/Passes.h.inc"

/// linalg on tensors -> scalar loops -> LLVM dialect, by MLIR's own passes,
/// the two of this library, and checks that only look: sums of floats are in
/// f64, nothing is fused, tiled or vectorised. Functions take and return
/// memrefs with the identity layout; what a function returns belongs to its
/// caller.
void buildReferencePipeline(OpPassManager &pm);

/// Registers `winograd-reference-to-cpu` for textual pipelines.
void registerReferencePipeline();

#define GEN_PASS_REGISTRATION
#include "winograd/Reference/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_REFERENCE_PASSES_H
