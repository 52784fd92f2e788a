//===- CPU.h - The pipeline to LLVM on a CPU --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_CPU_H
#define WINOGRAD_PIPELINES_CPU_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include <string>

namespace mlir::winograd {

/// Options of `winograd-to-cpu`.
struct CPUPipelineOptions : public PassPipelineOptions<CPUPipelineOptions> {
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
      llvm::cl::desc("auto, blocked, three-buffer, four-buffer or direct; a "
                     "plan that is named is "
                     "taken whatever it costs"),
      llvm::cl::init("auto")};
  ListOption<int64_t> block{
      *this, "block",
      llvm::cl::desc("tiles of a block, one number for each transformed "
                     "dimension, instead of the cost model's")};
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
  Option<int64_t> threads{
      *this, "threads",
      llvm::cl::desc("threads that share the blocks of a convolution (OpenMP)"),
      llvm::cl::init(1)};
  Option<std::string> targetDescription{
      *this, "target-description",
      llvm::cl::desc(
          "a file with a module that describes the CPU, as wino-bench "
          "calibrate writes one, instead of what is known of this "
          "machine's"),
      llvm::cl::init("")};
  Option<int64_t> lanes{
      *this, "lanes",
      llvm::cl::desc("values per vector; 0: as the target has of f32"),
      llvm::cl::init(0)};
  Option<bool> checkSizes{
      *this, "check-sizes",
      llvm::cl::desc("check when a function is called that dynamic sizes fit "
                     "each other, and end with a message if they do not"),
      llvm::cl::init(false)};
  Option<int64_t> rows{
      *this, "rows",
      llvm::cl::desc("rows of vectors in a product's register tile; 0: as many "
                     "as the target's registers hold"),
      llvm::cl::init(0)};
  Option<std::string> verifyLoops{
      *this, "verify-loops",
      llvm::cl::desc("with the loops on buffers: off; error, if one does not "
                     "belong to exactly one buffer; report, as a remark"),
      llvm::cl::init("off")};

  /// What is contradictory or unknown among the options; empty if nothing is.
  std::string check() const;
};

/// linalg on tensors -> winograd -> linalg -> vectors -> memrefs -> LLVM
/// dialect. Functions take and return memrefs with the identity layout; what a
/// function returns belongs to its caller.
void buildWinogradToCPUPipeline(OpPassManager &pm,
                                const CPUPipelineOptions &options);

/// Only the first part: linalg on tensors -> winograd, planned, tiled and
/// fused; with the option `direct`, linalg, its elementwise operations fused.
void buildWinogradFrontend(OpPassManager &pm,
                           const CPUPipelineOptions &options);

/// Only the second part, from there to the LLVM dialect.
void buildWinogradBackend(OpPassManager &pm, const CPUPipelineOptions &options);

/// Registers `winograd-to-cpu` for textual pipelines; options that do not pass
/// `check` are errors there.
void registerWinogradPipelines();

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_CPU_H
