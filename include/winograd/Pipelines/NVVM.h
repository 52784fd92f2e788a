//===- NVVM.h - Kernels to PTX for NVIDIA's GPUs ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_NVVM_H
#define WINOGRAD_PIPELINES_NVVM_H

#include "winograd/Pipelines/GPU.h"

namespace mlir::winograd {

/// Options of `winograd-kernels-to-nvvm`.
struct NVVMPipelineOptions : public PassPipelineOptions<NVVMPipelineOptions> {
  Option<std::string> chip{
      *this, "chip",
      llvm::cl::desc("the GPU's architecture, sm_80 (A100) or newer; newer "
                     "GPUs run the code of older ones"),
      llvm::cl::init("sm_80")};
  Option<std::string> ptxVersion{
      *this, "ptx",
      llvm::cl::desc("the version of PTX, such as 78 for 7.8, which a driver "
                     "has to know; none: the oldest that has the chip"),
      llvm::cl::init("")};
  Option<bool> embed{
      *this, "embed",
      llvm::cl::desc(
          "make a gpu.binary with PTX of each kernel, as gpu-to-llvm "
          "expects; otherwise gpu.modules of LLVM stay"),
      llvm::cl::init(true)};

  /// Which option has no such value; empty if all have.
  std::string check() const;
};

/// A module in launch form (docs/GPU.md) -> its kernels in the LLVM and NVVM
/// dialects -> PTX. With `embed` each `gpu.module` becomes a `gpu.binary` of
/// the same name, which holds the PTX; the host side can then go through
/// `gpu-to-llvm`. The context needs registerAllGPUToLLVMIRTranslations.
void buildKernelsToNVVM(OpPassManager &pm, const NVVMPipelineOptions &options);

/// Options of `winograd-to-nvvm`: those of both halves.
struct WinogradToNVVMOptions : public GPUPipelineOptions,
                               public NVVMPipelineOptions {
  WinogradToNVVMOptions() { device = "nvidia"; }

  /// What is contradictory or unknown among the options; empty if nothing is.
  std::string check() const;
};

/// linalg on tensors -> launch form -> PTX.
void buildWinogradToNVVM(OpPassManager &pm,
                         const WinogradToNVVMOptions &options);

/// Registers `winograd-to-nvvm` and its second half `winograd-kernels-to-nvvm`
/// for textual pipelines; options that do not pass `check` are errors there.
void registerNVVMPipelines();

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_NVVM_H
