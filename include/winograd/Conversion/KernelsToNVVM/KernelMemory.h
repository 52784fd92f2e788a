//===- KernelMemory.h - What kernels do with their memory -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_KERNELSTONVVM_KERNELMEMORY_H
#define WINOGRAD_CONVERSION_KERNELSTONVVM_KERNELMEMORY_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/ADT/BitVector.h"

namespace mlir::winograd {

/// The arguments of a kernel that it may write to.
llvm::BitVector findWrittenArguments(gpu::GPUFuncOp kernel);

/// The arguments of a kernel whose memory no other argument of the same launch
/// may share, unless both are only read. `launches` are all that there are; a
/// kernel without one has no such argument.
llvm::BitVector findUnaliasedArguments(gpu::GPUFuncOp kernel,
                                       ArrayRef<gpu::LaunchFuncOp> launches,
                                       const llvm::BitVector &written);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_KERNELSTONVVM_KERNELMEMORY_H
