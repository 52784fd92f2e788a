//===- Pipeline.h - A program cut among ranks -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SHARD_PIPELINE_H
#define WINOGRAD_SHARD_PIPELINE_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::winograd {

/// Options of `winograd-to-ranks`.
struct ShardPipelineOptions : public PassPipelineOptions<ShardPipelineOptions> {
  Option<std::string> shards{
      *this, "shards",
      llvm::cl::desc("auto, annotations, or what is cut: NAME[:PARTS],..., of "
                     "batch, depth, height, width, output-channels, "
                     "input-channels"),
      llvm::cl::init("auto")};
  Option<int64_t> ranks{*this, "ranks",
                        llvm::cl::desc("how many ranks there are"),
                        llvm::cl::init(1)};
  Option<int64_t> rank{
      *this, "rank",
      llvm::cl::desc("the only rank that runs the program; -1: all do"),
      llvm::cl::init(-1)};

  /// What is wrong with the options; empty if nothing is.
  std::string check() const;
};

/// linalg on tensors --> linalg on tensors and operations of the mpi dialect:
/// the program of one rank, the same for all, with the sizes of a part.
/// Arguments and results have attributes `winograd.shards` (see
/// `winograd-shard`). Upstream's passes do the work.
void buildShardPipeline(OpPassManager &pm, const ShardPipelineOptions &options);

} // namespace mlir::winograd

#endif // WINOGRAD_SHARD_PIPELINE_H
