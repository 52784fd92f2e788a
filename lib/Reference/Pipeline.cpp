//===- Pipeline.cpp - Upstream's own lowering to scalar loops -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Reference/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

// It judges the other pipelines, so it is no place for what is fast: nothing is
// canonicalized, fused, tiled or vectorised here, since that is where mistakes
// are made, upstream's included.

/// Every operation is a linalg.generic that is exact enough.
static void addTensorPasses(OpPassManager &pm) {
  pm.addPass(createWinogradCheckDimensions());
  pm.addPass(createWinogradDefineTensorOps());
  pm.addPass(createLinalgGeneralizeNamedOpsPass());
  pm.addPass(createWinogradWidenSums());
  pm.addPass(createConvertElementwiseToLinalgPass());
}

/// tensors --> memrefs, without leaks
static void addBufferization(OpPassManager &pm) {
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  bufferize.allowReturnAllocsFromLoops = true;
  pm.addPass(createWinogradForgetDeallocations());
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  pm.addPass(memref::createExpandReallocPass());
  pm.addPass(bufferization::createOwnershipBasedBufferDeallocationPass());
  pm.addPass(bufferization::createLowerDeallocationsPass());
  pm.addPass(createConvertBufferizationToMemRefPass());
}

/// linalg on memrefs --> scalar loops --> branches
static void addLoops(OpPassManager &pm) {
  pm.addPass(createConvertLinalgToLoopsPass());
  pm.addNestedPass<func::FuncOp>(createForallToForLoopPass());
  pm.addPass(createConvertVectorToSCFPass());
  pm.addNestedPass<func::FuncOp>(createWinogradCheckAllocations());
  pm.addPass(createLowerAffinePass());
  pm.addPass(memref::createExpandOpsPass()); // memref.reshape
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createWinogradLowerAsserts());
}

/// Every operation in f16 or bf16 is one in f32 that is rounded.
static void addFloatEmulation(OpPassManager &pm) {
  math::MathExpandOpsPassOptions powers;
  powers.opMnemonics = {"fpowi", "ipowi"};
  pm.addPass(math::createMathExpandOpsPass(powers));
  pm.addPass(math::createMathExtendToSupportedTypes());
  arith::ArithEmulateUnsupportedFloatsOptions emulate;
  emulate.sourceTypeStrs = {"bf16", "f16"};
  pm.addPass(arith::createArithEmulateUnsupportedFloats(emulate));
}

/// branches and scalars --> llvm
static void addLLVMLowering(OpPassManager &pm) {
  pm.addPass(createConvertComplexToStandardPass());
  pm.addPass(createConvertVectorToLLVMPass());
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createConvertToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
}

void winograd::buildReferencePipeline(OpPassManager &pm) {
  addTensorPasses(pm);
  addBufferization(pm);
  addLoops(pm);
  addFloatEmulation(pm);
  addLLVMLowering(pm);
}

void winograd::registerReferencePipeline() {
  PassPipelineRegistration<>(
      "winograd-reference-to-cpu",
      "lower linalg on tensors to scalar loops in the LLVM dialect, sums of "
      "floats in f64: what wino-run --check compares with",
      [](OpPassManager &pm) { buildReferencePipeline(pm); });
}
