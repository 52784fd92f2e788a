//===- KernelArguments.h - What kernels do with arguments -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_GPU_KERNELARGUMENTS_H
#define WINOGRAD_TRANSFORMS_GPU_KERNELARGUMENTS_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::winograd {

/// Whether something in `op` launches a kernel: a module that does so is in the
/// launch form (docs/GPU.md) instead of calculating on tensors.
bool launchesKernels(Operation *op);

/// The launches of a module by the kernel, in the module's order.
using KernelLaunches =
    llvm::MapVector<gpu::GPUFuncOp, SmallVector<gpu::LaunchFuncOp>>;
KernelLaunches collectLaunches(ModuleOp module);

/// The arguments of a kernel that are memory that it may write to. A use that
/// is not known to read only may write.
llvm::BitVector findWrittenArguments(gpu::GPUFuncOp kernel);

/// The arguments of a kernel whose memory no other argument of the same launch
/// may share, unless both are only read. `launches` are all that there are; a
/// kernel without one has no such argument.
llvm::BitVector findUnaliasedArguments(gpu::GPUFuncOp kernel,
                                       ArrayRef<gpu::LaunchFuncOp> launches);

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_GPU_KERNELARGUMENTS_H
