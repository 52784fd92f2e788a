//===- GPU.h - The pipeline to kernels --------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_GPU_H
#define WINOGRAD_PIPELINES_GPU_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include <string>

namespace mlir::winograd {

/// Options of `winograd-to-kernels`, and of the pipelines that begin with it.
struct GPUPipelineOptions : public PassPipelineOptions<GPUPipelineOptions> {
  Option<bool> direct{
      *this, "direct",
      llvm::cl::desc("leave every convolution direct: the same pipeline "
                     "without Winograd"),
      llvm::cl::init(false)};
  Option<int64_t> tile{
      *this, "tile",
      llvm::cl::desc("the output tile m of F(m, r); 0 chooses it by the cost "
                     "model"),
      llvm::cl::init(0)};
  Option<std::string> plan{
      *this, "plan",
      llvm::cl::desc("auto, single-kernel, blocked, three-buffer, four-buffer "
                     "or direct; a plan that is named is taken whatever it "
                     "costs"),
      llvm::cl::init("auto")};
  Option<std::string> stopAfter{
      *this, "stop-after",
      llvm::cl::desc("return the value of a step instead of the result: input, "
                     "index, filter, product, reduce or output"),
      llvm::cl::init("")};
  Option<bool> narrowTransforms{
      *this, "narrow-transforms",
      llvm::cl::desc("store transformed f16 and bf16 values in their own type"),
      llvm::cl::init(false)};
  Option<bool> finiteOnly{
      *this, "finite-only",
      llvm::cl::desc(
          "what the user promises: values are finite and of moderate "
          "size; if not, every convolution is left direct"),
      llvm::cl::init(true)};
  Option<double> maxError{
      *this, "max-error",
      llvm::cl::desc("the most rounding error, as a multiple of the direct "
                     "convolution's, where no winograd.max_error says another; "
                     "0: 10, or any with a tile that is given"),
      llvm::cl::init(0)};
  Option<double> maxConstantGrowth{
      *this, "max-constant-growth",
      llvm::cl::desc("the most bytes of a constant transformed filter, as a "
                     "multiple of the filter's that it replaces; 0: any"),
      llvm::cl::init(0)};
  // What is not given is as the module's description of a GPU says, or else as
  // `device` has it.
  Option<std::string> device{
      *this, "device",
      llvm::cl::desc(
          "whose limits are taken where none are given or described: "
          "generic, nvidia or software"),
      llvm::cl::init("generic")};
  Option<int64_t> workgroupMemory{
      *this, "workgroup-memory",
      llvm::cl::desc("bytes of memory that the threads of a workgroup share"),
      llvm::cl::init(-1)};
  Option<int64_t> maxWorkgroupSize{
      *this, "max-workgroup-size",
      llvm::cl::desc("the most threads that a workgroup can have"),
      llvm::cl::init(-1)};
  Option<int64_t> bindings{
      *this, "bindings",
      llvm::cl::desc("the most buffers that a kernel can have"),
      llvm::cl::init(-1)};
  Option<int64_t> registers{
      *this, "registers",
      llvm::cl::desc("the most 32-bit registers that a thread should have"),
      llvm::cl::init(-1)};
  Option<int64_t> instructions{
      *this, "instructions",
      llvm::cl::desc("the most instructions that a kernel should have"),
      llvm::cl::init(-1)};
  Option<int64_t> lanes{*this, "threads-in-step",
                        llvm::cl::desc("threads that run in step: a subgroup"),
                        llvm::cl::init(-1)};
  Option<int64_t> workgroupSize{
      *this, "workgroup-size",
      llvm::cl::desc("threads of a workgroup where the plan leaves that open"),
      llvm::cl::init(64)};
  Option<int64_t> subgroupSize{
      *this, "subgroup-size",
      llvm::cl::desc("the most lanes of a subgroup that share a sum which has "
                     "too few threads, a power of 2 up to 32; the device's "
                     "subgroups must have as many; 0: none do"),
      llvm::cl::init(0)};
  Option<int64_t> parallelThreads{
      *this, "parallel-threads",
      llvm::cl::desc("with subgroup-size, the threads that keep the device "
                     "busy"),
      llvm::cl::init(16384)};
  Option<int64_t> rows{
      *this, "rows",
      llvm::cl::desc("rows of a product's register tile; 0: as "
                     "the registers allow"),
      llvm::cl::init(0)};
  Option<int64_t> columns{*this, "columns",
                          llvm::cl::desc("columns of a product's register "
                                         "tile; 0: as the registers allow"),
                          llvm::cl::init(0)};
  Option<std::string> verifyLoops{
      *this, "verify-loops",
      llvm::cl::desc("with the loops on buffers: off; error, if one does not "
                     "belong to exactly one buffer; report, as a remark"),
      llvm::cl::init("off")};

  /// What is contradictory or unknown among the options; empty if nothing is.
  std::string check() const;
};

/// linalg on tensors -> winograd -> kernels on buffers, target neutral: host
/// functions on memrefs that launch kernels, each in a gpu.module of its name.
/// A kernel has only buffers as arguments, of static shape and identity layout;
/// its sizes are known (`known_block_size`, `known_grid_size`). A module that
/// launches kernels already is left as it is.
void buildWinogradToKernels(OpPassManager &pm,
                            const GPUPipelineOptions &options);

/// Registers `winograd-to-kernels` for textual pipelines.
void registerGPUPipelines();

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_GPU_H
