//===- KernelResources.h - What a kernel needs of a GPU ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMS_GPU_KERNELRESOURCES_H
#define WINOGRAD_LIB_TRANSFORMS_GPU_KERNELRESOURCES_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::winograd {

/// What a kernel in launch form needs. Buffers, threads and memory are exact;
/// registers and instructions are estimates from its operations.
struct KernelResources {
  /// Arguments: each is a binding.
  int64_t buffers = 0;
  /// Threads of a workgroup; 0 if the kernel does not say.
  int64_t threads = 0;
  /// Bytes of memory that the threads of a workgroup share.
  int64_t workgroupBytes = 0;
  /// 32-bit registers of a thread: the most values that are alive between two
  /// operations, in the order in which they stand, and a few for addresses.
  /// Constants need none, an index one, f64 two.
  int64_t registers = 0;
  /// Operations but for constants and what only names values, a product and the
  /// sum that it may be contracted with being one: the size of the code, loops
  /// being counted once.
  int64_t instructions = 0;
};

/// What `kernel` needs, in time that is linear in its operations but for a
/// sort.
KernelResources estimateResources(gpu::GPUFuncOp kernel);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMS_GPU_KERNELRESOURCES_H
