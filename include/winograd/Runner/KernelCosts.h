//===- KernelCosts.h - The work of kernels ----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_KERNELCOSTS_H
#define WINOGRAD_RUNNER_KERNELCOSTS_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace mlir::winograd {

/// What one launch of a kernel does.
struct KernelCost {
  /// The sizes of its buffers, each counted once.
  uint64_t bytes = 0;
  /// Of the memory that the threads of a workgroup share.
  uint64_t workgroupBytes = 0;
  /// Floating-point operations of all threads (a fused multiplication and
  /// addition is two), as if every condition held: threads at an edge that
  /// leave something out count in full. Nullopt if a loop's
  /// bounds are neither constant nor shared evenly by the threads, or the sizes
  /// of the grid and the workgroup are not known.
  std::optional<double> flops;
};

/// The bytes of a buffer's elements; 0 where its size is not known.
uint64_t getBufferBytes(MemRefType type);

/// The cost of a kernel in launch form.
KernelCost getKernelCost(gpu::GPUFuncOp kernel);

/// The costs of the kernels of a module in launch form, by name.
llvm::StringMap<KernelCost> getKernelCosts(ModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_KERNELCOSTS_H
