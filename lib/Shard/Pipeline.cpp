//===- Pipeline.cpp - A program cut among ranks ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Shard/Pipeline.h"
#include "mlir/Conversion/ShardToMPI/ShardToMPI.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Shard/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Shard/Passes.h"
#include "winograd/Shard/ShardSpec.h"

using namespace mlir;
using namespace mlir::winograd;

std::string ShardPipelineOptions::check() const {
  std::string problem;
  if (ranks < 1)
    problem =
        "expected 'ranks' to be at least 1, but got " + std::to_string(ranks);
  else if (rank < -1 || rank >= ranks)
    problem = "expected 'rank' to be less than 'ranks', " +
              std::to_string(ranks) + ", or -1, but got " +
              std::to_string(rank);
  else if (shards != "auto" && shards != "annotations")
    (void)parseShards(shards, ranks, problem);
  return problem;
}

void winograd::buildShardPipeline(OpPassManager &pm,
                                  const ShardPipelineOptions &options) {
  WinogradShardOptions shard;
  shard.shards = options.shards;
  shard.ranks = options.ranks;
  pm.addPass(createWinogradShard(shard));
  // From convolutions to what uses them, and back to what they use.
  shard::ShardingPropagationOptions propagation;
  propagation.traversal = shard::TraversalOrder::ForwardBackward;
  pm.addNestedPass<func::FuncOp>(shard::createShardingPropagation(propagation));
  pm.addPass(createWinogradCompleteShards());
  pm.addNestedPass<func::FuncOp>(shard::createPartition());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  WinogradLowerExchangesOptions exchanges;
  exchanges.rank = options.rank;
  pm.addPass(createWinogradLowerExchanges(exchanges));
  pm.addPass(createConvertShardToMPIPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createSymbolDCEPass());
}
