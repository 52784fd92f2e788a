//===- GPU.cpp - The pipeline to kernels ----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Pipelines/GPU.h"
#include "Common.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "winograd/Conversion/WinogradToGPU/WinogradToGPU.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Support/Limits.h"
#include "winograd/Support/PlanKind.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "winograd/Transforms/GPU/Subgroups.h"
#include "winograd/Transforms/Linalg/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

/// What a plan is made of: the target, and linalg in a normal form.
static void addPreparation(OpPassManager &pm,
                           const GPUPipelineOptions &options) {
  addNormalization(pm);
  pm.addNestedPass<func::FuncOp>(createWinogradUnrollLoops());
  addFusion(pm);
  WinogradDescribeGPUOptions describe;
  describe.device = options.device;
  describe.workgroupMemory = options.workgroupMemory;
  describe.workgroupSize = options.maxWorkgroupSize;
  describe.bindings = options.bindings;
  describe.registers = options.registers;
  describe.instructions = options.instructions;
  describe.lanes = options.lanes;
  pm.addPass(createWinogradDescribeGPU(describe));
}

/// winograd --> kernels
static void addKernels(OpPassManager &pm, const GPUPipelineOptions &options) {
  ConvertWinogradToGPUOptions kernels;
  kernels.workgroupSize = options.workgroupSize;
  kernels.rows = options.rows;
  kernels.columns = options.columns;
  kernels.subgroupSize = options.subgroupSize;
  kernels.parallelThreads = options.parallelThreads;
  pm.addPass(createConvertWinogradToGPU(kernels));
  addCleanup(pm);
  pm.addPass(createWinogradMergeKernels());
  pm.addPass(createWinogradCheckKernels());
  // tensors --> buffers on the host
  pm.addPass(createWinogradOrderGlobals());
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  pm.addPass(bufferization::createDropEquivalentBufferResultsPass());
  // Which function owns a buffer is known where there is one.
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  pm.addNestedPass<func::FuncOp>(createWinogradFreeBuffers());
  addCleanup(pm);
  addLoopVerification(pm, options.verifyLoops);
}

void winograd::buildWinogradToKernels(OpPassManager &pm,
                                      const GPUPipelineOptions &options) {
  addPreparation(pm, options);
  // decide, then rewrite: linalg --> winograd
  if (!options.direct) {
    WinogradPlanOptions plan = getPlanOptions(options);
    plan.target = "gpu";
    pm.addPass(createWinogradPlan(plan));
    ConvertLinalgToWinogradOptions raise;
    raise.narrowTransforms = options.narrowTransforms;
    // Threads that are neighbours read and write what lies side by side.
    raise.followImage = true;
    pm.addPass(createConvertLinalgToWinograd(raise));
    pm.addPass(createWinogradFuseElementwise());
    addFolding(pm, options.stopAfter);
  }
  addKernels(pm, options);
}

std::string GPUPipelineOptions::check() const {
  if (direct && (plan != "auto" || tile != 0 || !stopAfter.empty()))
    return "expected 'direct' without 'plan', 'tile' and 'stop-after': it "
           "leaves Winograd out";
  if (plan == "direct" && !stopAfter.empty())
    return "expected a plan other than 'direct' with 'stop-after': a direct "
           "convolution has no steps";
  if (std::string problem = checkPlanName(plan, /*onGPU=*/true);
      !problem.empty())
    return problem;
  if (std::string problem = checkLoopVerification(verifyLoops);
      !problem.empty())
    return problem;
  if (rows < 0 || columns < 0)
    return "expected 'rows' and 'columns' to be at least 0";
  if (rows > limits::registerTile || columns > limits::registerTile)
    return "expected 'rows' and 'columns' to be at most " +
           std::to_string(limits::registerTile) + ", but got " +
           std::to_string(rows) + " and " + std::to_string(columns);
  if (std::string problem = checkSubgroupSize(subgroupSize, workgroupSize);
      !problem.empty())
    return problem;
  if (parallelThreads < 0)
    return "expected 'parallel-threads' to be at least 0, but got " +
           std::to_string(parallelThreads);
  if (maxWorkgroupSize >= 0 && workgroupSize > maxWorkgroupSize)
    return "expected 'workgroup-size' to be at most 'max-workgroup-size', " +
           std::to_string(maxWorkgroupSize) + ", but got " +
           std::to_string(workgroupSize);
  return "";
}

void winograd::registerGPUPipelines() {
  registerCheckedPipeline<GPUPipelineOptions>(
      "winograd-to-kernels",
      "rewrite convolutions with Winograd's algorithm and turn linalg on "
      "tensors into GPU kernels, for any target",
      buildWinogradToKernels);
  // What is left of it, for a script that calls the phases itself.
  registerCheckedPipeline<GPUPipelineOptions>(
      "winograd-gpu-prepare",
      "what winograd-to-kernels does before it plans: describe the GPU, and "
      "bring linalg into a normal form",
      addPreparation);
  registerCheckedPipeline<GPUPipelineOptions>(
      "winograd-gpu-finish",
      "what winograd-to-kernels does behind winograd-fold-filter: kernels, on "
      "buffers",
      addKernels);
}
