//===- Passes.h - Passes to kernels for a GPU -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_GPU_PASSES_H
#define WINOGRAD_TRANSFORMS_GPU_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/Transforms/GPU/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/Transforms/GPU/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_GPU_PASSES_H
