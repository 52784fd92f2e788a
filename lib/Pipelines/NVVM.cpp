//===- NVVM.cpp - Kernels to PTX for NVIDIA's GPUs ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Pipelines/NVVM.h"
#include "Common.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Conversion/KernelsToNVVM/KernelsToNVVM.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Support/Compatibility.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"

using namespace mlir;
using namespace mlir::winograd;

static constexpr char kTriple[] = "nvptx64-nvidia-cuda";

/// gpu.func --> llvm.func
static void addKernelLowering(OpPassManager &pm) {
  pm.addPass(createExpandMathForNVVM());
  WinogradLowerSubgroupsOptions subgroups;
  subgroups.warpSize = 32;
  pm.addPass(createWinogradLowerSubgroups(subgroups));
  // Views --> their indices
  pm.addPass(memref::createFoldMemRefAliasOpsPass());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  addCleanup(pm);
  pm.addPass(createLoopInvariantCodeMotionPass());
  pm.addPass(createSCFToControlFlowPass());
  ConvertGpuOpsToNVVMOpsOptions convert;
  convert.indexBitwidth = 32;
  convert.useBarePtrCallConv = true;
  pm.addPass(createConvertGpuOpsToNVVMOps(convert));
  addCleanup(pm);
  pm.addPass(createReconcileUnrealizedCastsPass());
}

void winograd::buildKernelsToNVVM(OpPassManager &pm,
                                  const NVVMPipelineOptions &options) {
  pm.addPass(createAnnotateKernelsForNVVM());
  addKernelLowering(pm.nest<gpu::GPUModuleOp>());

  GpuNVVMAttachTargetOptions target;
  target.triple = kTriple;
  target.chip = options.chip;
  target.features =
      options.ptxVersion.empty() ? "" : "+ptx" + options.ptxVersion;
  target.optLevel = 3;
  pm.addPass(createGpuNVVMAttachTarget(target));
  // llvm.func --> PTX
  if (options.embed) {
    GpuModuleToBinaryPassOptions binary;
    binary.compilationTarget = "isa";
    pm.addPass(createGpuModuleToBinaryPass(binary));
    pm.addPass(createDropCompileTimes());
  }
}

std::string NVVMPipelineOptions::check() const {
  LLVMInitializeNVPTXTargetInfo();
  LLVMInitializeNVPTXTargetMC();
  llvm::Triple triple(kTriple);
  std::string message;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return "expected LLVM to have NVIDIA's GPUs as a target, but got: " +
           message;
  std::unique_ptr<llvm::MCSubtargetInfo> info(
      target->createMCSubtargetInfo(triple, "", ""));
  // Older ones have no bf16.
  unsigned version;
  if (!info->isCPUStringValid(chip) ||
      StringRef(chip).substr(3).consumeInteger(10, version) || version < 80)
    return "expected 'chip' to be sm_80 or newer, but got '" + chip + "'";
  if (!ptxVersion.empty() &&
      llvm::none_of(info->getAllProcessorFeatures(), [&](const auto &feature) {
        return getFeatureName(feature) == "ptx" + ptxVersion;
      }))
    return "expected 'ptx' to be a version of PTX, such as 78 for 7.8, but got "
           "'" +
           ptxVersion + "'";
  return "";
}

std::string WinogradToNVVMOptions::check() const {
  std::string problem = GPUPipelineOptions::check();
  return problem.empty() ? NVVMPipelineOptions::check() : problem;
}

void winograd::buildWinogradToNVVM(OpPassManager &pm,
                                   const WinogradToNVVMOptions &options) {
  buildWinogradToKernels(pm, options);
  buildKernelsToNVVM(pm, options);
}

void winograd::registerNVVMPipelines() {
  registerCheckedPipeline<WinogradToNVVMOptions>(
      "winograd-to-nvvm",
      "rewrite convolutions with Winograd's algorithm and turn linalg on "
      "tensors into GPU kernels in PTX for NVIDIA's GPUs",
      buildWinogradToNVVM);
  registerCheckedPipeline<NVVMPipelineOptions>(
      "winograd-kernels-to-nvvm",
      "turn kernels in launch form into PTX for NVIDIA's GPUs",
      buildKernelsToNVVM);
}
