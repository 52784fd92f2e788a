//===- CPU.cpp - The pipeline to LLVM on a CPU ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Pipelines/CPU.h"
#include "Common.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Func/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "winograd/Conversion/WinogradToLinalg/WinogradToLinalg.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/MPI/Passes.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Support/Limits.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

/// Buffers up to this size live on the stack: the scratch of one tile.
static constexpr unsigned maxStackBytes = 16 * 1024;

/// Sums are formed in f32 at least; what this adds fuses with what follows.
static void addSums(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createWinogradSumInF32());
  pm.addPass(createWinogradFuseElementwise());
  addCleanup(pm);
}

static void addDirectTiling(OpPassManager &pm,
                            const CPUPipelineOptions &options) {
  pm.addNestedPass<func::FuncOp>(createWinogradHoistBroadcasts());
  pm.addNestedPass<func::FuncOp>(createWinogradOrderFilters());
  pm.addNestedPass<func::FuncOp>(createWinogradFoldConstants());
  pm.addNestedPass<func::FuncOp>(createWinogradSeparatePooling());
  pm.addNestedPass<func::FuncOp>(createWinogradTileChannels());
  WinogradTileDirectOptions direct;
  direct.lanes = options.lanes;
  pm.addNestedPass<func::FuncOp>(createWinogradTileDirect(direct));
  addCleanup(pm);
  WinogradNormalizeContractionsOptions contractions;
  contractions.lanes = options.lanes;
  pm.addNestedPass<func::FuncOp>(
      createWinogradNormalizeContractions(contractions));
  pm.addNestedPass<func::FuncOp>(createWinogradSplitWork());
}

/// Of tensors, with what is left direct.
static void addDirectPath(OpPassManager &pm,
                          const CPUPipelineOptions &options) {
  // A loop over a dynamic batch must not keep what it replaces for its size.
  pm.addPass(memref::createResolveRankedShapeTypeResultDimsPass());
  addDirectTiling(pm, options);
}

/// What a plan is made of: the target, and linalg in a normal form.
static void addPreparation(OpPassManager &pm,
                           const CPUPipelineOptions &options) {
  WinogradDescribeHostOptions host;
  host.threads = options.threads;
  host.description = options.targetDescription;
  pm.addPass(createWinogradDescribeHost(host));
  addNormalization(pm);
  if (options.checkSizes)
    pm.addNestedPass<func::FuncOp>(createWinogradCheckSizes());
  addFusion(pm);
}

void winograd::buildWinogradFrontend(OpPassManager &pm,
                                     const CPUPipelineOptions &options) {
  addPreparation(pm, options);
  if (options.direct) {
    addSums(pm);
    return addDirectTiling(pm, options);
  }
  // decide, then rewrite: linalg --> winograd
  WinogradPlanOptions plan = getPlanOptions(options);
  plan.block.assign(options.block.begin(), options.block.end());
  pm.addPass(createWinogradPlan(plan));
  ConvertLinalgToWinogradOptions raise;
  raise.narrowTransforms = options.narrowTransforms;
  pm.addPass(createConvertLinalgToWinograd(raise));
  addSums(pm);
  addFolding(pm, options.stopAfter);
  WinogradTileAndFuseOptions tile;
  tile.lanes = options.lanes;
  pm.addPass(createWinogradTileAndFuse(tile));
  addDirectPath(pm, options);
}

/// One function per distinct loop nest, which every later pass sees once.
static void addOutlining(OpPassManager &pm, bool isLast) {
  WinogradOutlineKernelsOptions outline;
  outline.mark = !isLast;
  pm.addPass(createWinogradOutlineKernels(outline));
  pm.addPass(func::createDuplicateFunctionEliminationPass());
}

/// linalg on tensors --> vectors
static void addVectorization(OpPassManager &pm,
                             const CPUPipelineOptions &options) {
  addCleanup(pm);
  pm.addNestedPass<func::FuncOp>(createWinogradPlaceParts());
  addOutlining(pm, /*isLast=*/false);
  pm.addNestedPass<func::FuncOp>(createWinogradGeneralize());
  pm.addNestedPass<func::FuncOp>(createWinogradFoldUnitDims());
  addCleanup(pm);
  WinogradVectorizeOptions vectorize;
  vectorize.lanes = options.lanes;
  vectorize.rows = options.rows;
  pm.addNestedPass<func::FuncOp>(createWinogradVectorize(vectorize));
  pm.addPass(createCSEPass()); // the vectoriser has canonicalized
}

/// tensors --> memrefs, without leaks
static void addBufferization(OpPassManager &pm,
                             const CPUPipelineOptions &options) {
  pm.addPass(createWinogradForgetDeallocations());
  pm.addPass(createWinogradOrderGlobals());
  pm.addPass(createWinogradBufferizeTensors());
  pm.addPass(bufferization::createDropEquivalentBufferResultsPass());
  addCleanup(pm);
  // Blocks go to threads, with their scratch memory.
  WinogradDistributeOptions distribute;
  distribute.threads = options.threads;
  pm.addNestedPass<func::FuncOp>(createWinogradDistribute(distribute));
  // Scratch buffers leave the loops; small ones go to the stack.
  pm.addNestedPass<func::FuncOp>(bufferization::createBufferLoopHoistingPass());
  bufferization::PromoteBuffersToStackPassOptions promote;
  promote.maxAllocSizeInBytes = maxStackBytes;
  pm.addNestedPass<func::FuncOp>(
      bufferization::createPromoteBuffersToStackPass(promote));
  bufferization::BufferDeallocationPipelineOptions deallocation;
  bufferization::buildBufferDeallocationPipeline(pm, deallocation);
  pm.addPass(createCSEPass()); // it ends with a canonicalizer
  // A layer's result is freed behind the layer that reads it, not at the end.
  pm.addNestedPass<func::FuncOp>(
      bufferization::createOptimizeAllocationLivenessPass());
}

/// linalg and vectors on memrefs --> LLVM
static void addLLVMLowering(OpPassManager &pm,
                            const CPUPipelineOptions &options) {
  pm.addPass(createConvertBufferizationToMemRefPass());
  pm.addNestedPass<func::FuncOp>(createWinogradLowerCopies());
  pm.addPass(createConvertLinalgToLoopsPass());
  addLoopVerification(pm, options.verifyLoops);
  pm.addNestedPass<func::FuncOp>(createWinogradFoldViews());
  pm.addNestedPass<func::FuncOp>(createWinogradLowerVectors());
  pm.addPass(createLoopInvariantCodeMotionPass());
  addCleanup(pm);
  addOutlining(pm, /*isLast=*/true);
  addCleanup(pm);
  pm.addNestedPass<func::FuncOp>(createWinogradCheckAllocations());
  pm.addPass(memref::createExpandOpsPass()); // memref.reshape
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  if (options.threads > 1) {
    ConvertSCFToOpenMPPassOptions threads;
    threads.numThreads = options.threads;
    pm.addPass(createConvertSCFToOpenMPPass(threads));
  }
  pm.addPass(createSCFToControlFlowPass());
  pm.addNestedPass<func::FuncOp>(createWinogradWidenArithmetic());
  pm.addPass(createWinogradLowerAsserts());
  ConvertVectorToLLVMPassOptions vectorToLLVM;
  vectorToLLVM.vectorContractLowering =
      vector::VectorContractLowering::OuterProduct;
  pm.addPass(createConvertVectorToLLVMPass(vectorToLLVM));
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addNestedPass<func::FuncOp>(createWinogradExpandNarrowFloats());
  pm.addPass(createWinogradLowerMPI());
  // The rest at once: each conversion is a walk, and a verification.
  pm.addPass(createWinogradConvertToLLVM());
  if (options.threads > 1)
    pm.addPass(createConvertOpenMPToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(createWinogradMoveFloatsAsIntegers());
  addCleanup(pm);
  pm.addPass(createWinogradFlattenGlobals());
  pm.addPass(createWinogradCheckLowered());
}

/// What follows the lowering to linalg on tensors.
static void addRest(OpPassManager &pm, const CPUPipelineOptions &options) {
  addVectorization(pm, options);
  addBufferization(pm, options);
  addLLVMLowering(pm, options);
}

void winograd::buildWinogradBackend(OpPassManager &pm,
                                    const CPUPipelineOptions &options) {
  // winograd --> linalg on tensors
  ConvertWinogradToLinalgOptions lower;
  lower.lanes = options.lanes;
  lower.memorySpaces = false;
  pm.addPass(createConvertWinogradToLinalg(lower));
  addRest(pm, options);
}

void winograd::buildWinogradToCPUPipeline(OpPassManager &pm,
                                          const CPUPipelineOptions &options) {
  buildWinogradFrontend(pm, options);
  buildWinogradBackend(pm, options);
}

std::string CPUPipelineOptions::check() const {
  if (direct && (plan != "auto" || tile != 0 || !stopAfter.empty()))
    return "expected 'direct' without 'plan', 'tile' and 'stop-after': it "
           "leaves Winograd out";
  if (plan == "direct" && !stopAfter.empty())
    return "expected a plan other than 'direct' with 'stop-after': a direct "
           "convolution has no steps";
  if (std::string problem = checkLoopVerification(verifyLoops);
      !problem.empty())
    return problem;
  if (threads < 1 || threads > limits::threads)
    return "expected 'threads' to be at " +
           (threads < 1 ? "least 1"
                        : "most " + std::to_string(limits::threads)) +
           ", but got " + std::to_string(threads);
  return "";
}

void winograd::registerWinogradPipelines() {
  registerCheckedPipeline<CPUPipelineOptions>(
      "winograd-to-cpu",
      "rewrite convolutions with Winograd's algorithm and lower linalg on "
      "tensors to the LLVM dialect for a CPU",
      buildWinogradToCPUPipeline);
  // What is left of it, for a script that calls the phases itself.
  registerCheckedPipeline<CPUPipelineOptions>(
      "winograd-cpu-prepare",
      "what winograd-to-cpu does before it plans: describe the CPU, and bring "
      "linalg into a normal form",
      addPreparation);
  registerCheckedPipeline<CPUPipelineOptions>(
      "winograd-cpu-tile-direct",
      "what winograd-to-cpu does between winograd-tile-and-fuse and "
      "convert-winograd-to-linalg: tile what is computed directly",
      addDirectPath);
  registerCheckedPipeline<CPUPipelineOptions>(
      "winograd-cpu-finish",
      "what winograd-to-cpu does behind convert-winograd-to-linalg: tensors "
      "to the LLVM dialect",
      addRest);
}
