//===- KernelMemory.h - A kernel's memory in SPIR-V -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_KERNELMEMORY_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_KERNELMEMORY_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"

namespace mlir::winograd {

/// Moves the body of `kernel` into `function`, which has neither arguments nor
/// blocks, and makes its memory SPIR-V: arguments become storage buffers and
/// workgroup attributions workgroup variables of the `spirv.module` around
/// `function`, private memory variables of the function; loads, stores and
/// barriers become SPIR-V operations. `kernel` must have passed
/// `getKernelForSPIRV`; it is left with an empty body.
void moveKernelWithMemory(gpu::GPUFuncOp kernel, spirv::FuncOp function);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_KERNELMEMORY_H
