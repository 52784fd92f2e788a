//===- GPUHost.h - The host's side of a GPU program -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_GPUHOST_H
#define WINOGRAD_PIPELINES_GPUHOST_H

#include "mlir/Pass/PassManager.h"

namespace mlir::winograd {

/// Functions on memrefs that launch kernels, which are already in
/// `gpu.binary`s, -> LLVM dialect. The code calls the functions of
/// winograd/Runtime/GPURuntime.h. Functions take and return memrefs of the
/// host's memory with the identity layout; what a function returns belongs to
/// its caller.
void buildGPUHostToLLVM(OpPassManager &pm);

/// Registers `winograd-gpu-host-to-llvm` for textual pipelines.
void registerGPUHostPipeline();

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_GPUHOST_H
