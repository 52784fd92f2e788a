//===- KernelsToSPIRV.h - Kernels to SPIR-V ---------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_KERNELSTOSPIRV_KERNELSTOSPIRV_H
#define WINOGRAD_CONVERSION_KERNELSTOSPIRV_KERNELSTOSPIRV_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL_WINOGRADANNOTATEKERNELS
#define GEN_PASS_DECL_CONVERTKERNELSTOSPIRV
#include "winograd/Conversion/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_KERNELSTOSPIRV_KERNELSTOSPIRV_H
