//===- SPIRV.h - Kernels to SPIR-V ------------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_SPIRV_H
#define WINOGRAD_PIPELINES_SPIRV_H

#include "winograd/Pipelines/GPU.h"

namespace mlir::winograd {

/// Options of `winograd-kernels-to-spirv`.
struct SPIRVPipelineOptions : public PassPipelineOptions<SPIRVPipelineOptions> {
  Option<std::string> version{
      *this, "version",
      llvm::cl::desc("the version of SPIR-V: 1.3 (Vulkan 1.1) to 1.6 (Vulkan "
                     "1.3)"),
      llvm::cl::init("1.3")};
  ListOption<std::string> capabilities{
      *this, "capabilities",
      llvm::cl::desc(
          "the capabilities that kernels may use, such as Float64 or "
          "StorageBuffer16BitAccess, beside Shader; none: any")};
  ListOption<unsigned> preserveNaN{
      *this, "preserve-nan",
      llvm::cl::desc(
          "the widths of floats, 16, 32 and 64, of which kernels declare that "
          "NaN, infinities and signed zeros are preserved; 0: none. All, "
          "unless "
          "'capabilities' leaves SignedZeroInfNanPreserve out")};
  Option<bool> embed{
      *this, "embed",
      llvm::cl::desc(
          "make a gpu.binary of each kernel, as gpu-to-llvm expects; "
          "otherwise spirv.modules stay"),
      llvm::cl::init(true)};
};

/// Options of `winograd-kernels-to-metal`.
struct MetalPipelineOptions : public PassPipelineOptions<MetalPipelineOptions> {
  Option<std::string> output{
      *this, "output",
      llvm::cl::desc("the .metal file to write; -: standard output"),
      llvm::cl::init("-")};
};

/// A module in launch form (docs/GPU.md) -> its kernels in SPIR-V for Vulkan.
/// With `embed` each `gpu.module` becomes a `gpu.binary` of the same name,
/// which holds the module's bytes; the host side can then go through
/// `gpu-to-llvm`. Without it, each `gpu.module` holds its `spirv.module`.
void buildKernelsToSPIRV(OpPassManager &pm,
                         const SPIRVPipelineOptions &options);

/// A module in launch form -> a .metal file with its kernels, through SPIR-V.
void buildKernelsToMetal(OpPassManager &pm,
                         const MetalPipelineOptions &options);

/// Options of `winograd-to-spirv`: those of both halves.
struct WinogradToSPIRVOptions : public GPUPipelineOptions,
                                public SPIRVPipelineOptions {};
/// Options of `winograd-to-metal`: those of both halves.
struct WinogradToMetalOptions : public GPUPipelineOptions,
                                public MetalPipelineOptions {};

/// linalg on tensors -> launch form -> SPIR-V, or Metal text.
void buildWinogradToSPIRV(OpPassManager &pm,
                          const WinogradToSPIRVOptions &options);
void buildWinogradToMetal(OpPassManager &pm,
                          const WinogradToMetalOptions &options);

/// Registers `winograd-to-spirv`, `winograd-to-metal`, and their second halves
/// `winograd-kernels-to-spirv` and `winograd-kernels-to-metal` for textual
/// pipelines.
void registerSPIRVPipelines();

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_SPIRV_H
