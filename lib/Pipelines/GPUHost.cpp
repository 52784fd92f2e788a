//===- GPUHost.cpp - The host's side of a GPU program ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Pipelines/GPUHost.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Transforms/GPU/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

void winograd::buildGPUHostToLLVM(OpPassManager &pm) {
  // functions in launch form --> functions with memory on the device, each one
  // stream: the layers of a network leave their results there for the next
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  pm.addPass(createWinogradPlaceOnDevice());

  // gpu, memref, func --> llvm
  pm.addNestedPass<func::FuncOp>(createWinogradCheckAllocations());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createWinogradLowerAsserts());
  GpuToLLVMConversionPassOptions launches;
  launches.kernelBarePtrCallConv = true;
  pm.addPass(createGpuToLLVMConversionPass(launches));
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void winograd::registerGPUHostPipeline() {
  PassPipelineRegistration<>(
      "winograd-gpu-host-to-llvm",
      "lower functions that launch kernels of gpu.binary operations to the "
      "LLVM dialect, with calls of winograd/Runtime/GPURuntime.h",
      [](OpPassManager &pm) { buildGPUHostToLLVM(pm); });
}
