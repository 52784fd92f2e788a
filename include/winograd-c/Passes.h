//===- Passes.h - Registration, passes and pipelines, in C --------*- C -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes with their default options, e.g.
// mlirCreateWinogradTransformsWinogradPlan(), come from the generated headers.
// Options are given as text, to mlirOpPassManagerAddPipeline once the passes
// are registered:
//
//   mlirRegisterWinogradTransformsPasses();
//   mlirOpPassManagerAddPipeline(pm, mlirStringRefCreateFromCString(
//       "winograd-plan{plan=blocked tile=4}"), onError, NULL);
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_C_PASSES_H
#define WINOGRAD_C_PASSES_H

#include "mlir-c/IR.h"
#include "mlir-c/Pass.h"
#include "winograd-c/CPUPasses.capi.h.inc"
#include "winograd-c/ChecksPasses.capi.h.inc"
#include "winograd-c/ConversionPasses.capi.h.inc"
#include "winograd-c/GPUPasses.capi.h.inc"
#include "winograd-c/LinalgPasses.capi.h.inc"
#include "winograd-c/MPIPasses.capi.h.inc"
#include "winograd-c/ReferencePasses.capi.h.inc"
#include "winograd-c/ShardPasses.capi.h.inc"
#include "winograd-c/TransformsPasses.capi.h.inc"
#include "winograd-c/VerifyPasses.capi.h.inc"

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

/// The dialect `winograd` with its interfaces, and nothing of upstream's.
MLIR_CAPI_EXPORTED void winogradRegisterDialects(MlirDialectRegistry registry);
/// Upstream's dialects, extensions and translations to LLVM IR, and ours.
MLIR_CAPI_EXPORTED void
winogradRegisterAllDialects(MlirDialectRegistry registry);

/// All passes and pipelines of this project, for pipelines as text. More than
/// once is as good as once.
MLIR_CAPI_EXPORTED void winogradRegisterPasses(void);
/// The same, and upstream's passes.
MLIR_CAPI_EXPORTED void winogradRegisterAllPasses(void);

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

/// A pipeline of this project.
typedef enum WinogradPipeline {
  WinogradPipelineToCPU,     ///< `winograd-to-cpu`: to the LLVM dialect
  WinogradPipelineToKernels, ///< `winograd-to-kernels`: to the launch form
  WinogradPipelineToSPIRV,   ///< `winograd-to-spirv`: to Vulkan's kernels
  WinogradPipelineToMetal,   ///< `winograd-to-metal`: to a .metal file
  WinogradPipelineToNVVM     ///< `winograd-to-nvvm`: to PTX
} WinogradPipeline;

/// Adds a pipeline to the pass manager of a module, without any registration.
/// `options` are those of the pipeline in wino-opt, such as
/// `plan=blocked tile=4`; empty: the default ones. If they are none, nothing is
/// added, the result is a failure, and `onError` gets the reason.
MLIR_CAPI_EXPORTED MlirLogicalResult winogradAddPipeline(
    MlirOpPassManager passManager, WinogradPipeline pipeline,
    MlirStringRef options, MlirStringCallback onError, void *userData);

#ifdef __cplusplus
}
#endif

#endif // WINOGRAD_C_PASSES_H
