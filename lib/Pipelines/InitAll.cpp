//===- InitAll.cpp - Registration of everything --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/InitAll.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Conversion/Passes.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/MPI/Passes.h"
#include "winograd/Pipelines/CPU.h"
#include "winograd/Pipelines/GPU.h"
#include "winograd/Pipelines/GPUHost.h"
#include "winograd/Pipelines/Linalg.h"
#include "winograd/Pipelines/NVVM.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Pipelines/SPIRV.h"
#include "winograd/Reference/Passes.h"
#include "winograd/Shard/Passes.h"
#include "winograd/Shard/Pipeline.h"
#include "winograd/TransformOps/WinogradTransformOps.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "winograd/Verify/Passes.h"

using namespace mlir;

void winograd::registerWinogradDialects(DialectRegistry &registry) {
  registry.insert<WinogradDialect>();
  registerBufferizableOpInterfaceExternalModels(registry);
  registerShardingInterfaceExternalModels(registry);
  registerTransformDialectExtension(registry);
}

void winograd::registerWinogradPasses() {
  registerWinogradChecksPasses();
  registerWinogradConversionPasses();
  registerWinogradTransformsPasses();
  registerWinogradLinalgPasses();
  registerWinogradCPUPasses();
  registerWinogradGPUPasses();
  registerWinogradMPIPasses();
  registerWinogradReferencePasses();
  registerWinogradShardPasses();
  registerWinogradVerifyPasses();
  registerWinogradPipelines();
  registerGPUPipelines();
  registerNVVMPipelines();
  registerSPIRVPipelines();
  registerGPUHostPipeline();
  registerLinalgPipeline();
  registerReferencePipeline();
  registerCheckedPipeline<ShardPipelineOptions>(
      "winograd-to-ranks",
      "cut linalg on tensors among ranks that exchange values by MPI: the "
      "program of one rank",
      buildShardPipeline);
}

void winograd::registerAllDialects(DialectRegistry &registry) {
  // The first model of an interface stays: these know convolutions.
  registerShardingInterfaceExternalModels(registry);
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  // gpu-module-to-binary translates kernels.
  registerAllGPUToLLVMIRTranslations(registry);
  registerWinogradDialects(registry);
}

void winograd::registerAllPasses() {
  mlir::registerAllPasses();
  registerWinogradPasses();
}
