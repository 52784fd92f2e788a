//===- SPIRV.cpp - Kernels to SPIR-V --------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Pipelines/SPIRV.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "winograd/Conversion/KernelsToSPIRV/KernelsToSPIRV.h"
#include "winograd/Conversion/SPIRVToMetal/SPIRVToMetal.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Transforms/GPU/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

void winograd::buildKernelsToSPIRV(OpPassManager &pm,
                                   const SPIRVPipelineOptions &options) {
  pm.addPass(createWinogradAnnotateKernels());
  pm.addNestedPass<gpu::GPUModuleOp>(createLowerAffinePass());
  pm.addNestedPass<gpu::GPUModuleOp>(createWinogradLowerSubgroups());
  // gpu.func --> spirv.module
  ConvertKernelsToSPIRVOptions convert;
  convert.version = options.version;
  convert.capabilities.assign(options.capabilities.begin(),
                              options.capabilities.end());
  convert.preserveNaN.assign(options.preserveNaN.begin(),
                             options.preserveNaN.end());
  pm.addNestedPass<gpu::GPUModuleOp>(createConvertKernelsToSPIRV(convert));
  // spirv.module --> bytes
  if (options.embed)
    pm.addPass(createGpuModuleToBinaryPass());
}

void winograd::buildKernelsToMetal(OpPassManager &pm,
                                   const MetalPipelineOptions &options) {
  // gpu.func --> spirv.module
  SPIRVPipelineOptions spirv;
  spirv.embed = false;
  buildKernelsToSPIRV(pm, spirv);
  // spirv.module --> text
  WinogradEmitMetalOptions emit;
  emit.output = options.output;
  pm.addPass(createWinogradEmitMetal(emit));
}

void winograd::buildWinogradToSPIRV(OpPassManager &pm,
                                    const WinogradToSPIRVOptions &options) {
  buildWinogradToKernels(pm, options);
  buildKernelsToSPIRV(pm, options);
}

void winograd::buildWinogradToMetal(OpPassManager &pm,
                                    const WinogradToMetalOptions &options) {
  buildWinogradToKernels(pm, options);
  buildKernelsToMetal(pm, options);
}

void winograd::registerSPIRVPipelines() {
  registerCheckedPipeline<WinogradToMetalOptions>(
      "winograd-to-metal",
      "rewrite convolutions with Winograd's algorithm, turn linalg on tensors "
      "into GPU kernels, and write those as Metal text",
      buildWinogradToMetal);
  registerCheckedPipeline<WinogradToSPIRVOptions>(
      "winograd-to-spirv",
      "rewrite convolutions with Winograd's algorithm and turn linalg on "
      "tensors into GPU kernels in SPIR-V for Vulkan",
      buildWinogradToSPIRV);
  PassPipelineRegistration<MetalPipelineOptions>(
      "winograd-kernels-to-metal",
      "write kernels in launch form as Metal text; of the module, SPIR-V stays",
      buildKernelsToMetal);
  PassPipelineRegistration<SPIRVPipelineOptions>(
      "winograd-kernels-to-spirv",
      "turn kernels in launch form into SPIR-V for Vulkan",
      buildKernelsToSPIRV);
}
