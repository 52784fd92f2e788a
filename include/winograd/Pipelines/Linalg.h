//===- Linalg.h - The pipeline to linalg, for other compilers ---*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PIPELINES_LINALG_H
#define WINOGRAD_PIPELINES_LINALG_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include <string>

namespace mlir::winograd {

/// Options of `winograd-to-linalg`.
struct LinalgPipelineOptions
    : public PassPipelineOptions<LinalgPipelineOptions> {
  Option<int64_t> tile{
      *this, "tile",
      llvm::cl::desc("the output tile m of F(m, r) of convolutions without a "
                     "plan; 0: they are left direct"),
      llvm::cl::init(4)};

  /// What is wrong with the options, or nothing.
  std::string check() const { return ""; }
};

/// Adds the pipeline from linalg on tensors to linalg on tensors, for compilers
/// that tile, vectorise and allocate themselves, and know nothing of us: no
/// loops, no memory, no operations, attributes or types of ours. Of a plan
/// (`winograd.plan`) its algorithms count, since the rest is the other's.
void buildWinogradToLinalgPipeline(OpPassManager &pm,
                                   const LinalgPipelineOptions &options);

/// Registers `winograd-to-linalg`.
void registerLinalgPipeline();

} // namespace mlir::winograd

#endif // WINOGRAD_PIPELINES_LINALG_H
