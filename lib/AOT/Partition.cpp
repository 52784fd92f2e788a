//===- Partition.cpp - Functions to programs of one rank ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/AOT/Partition.h"

#include "mlir/Pass/PassManager.h"
#include "winograd/MPI/Distribution.h"
#include "winograd/Shard/Pipeline.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;

/// An error if what is there is not what the options say.
static Error checkEntry(func::FuncOp entry, bool expectsPartitioned) {
  if (isPartitioned(entry) == expectsPartitioned)
    return Error::success();
  if (expectsPartitioned)
    return createStringError("expected '" + entry.getName() +
                             "' to be partitioned already for "
                             "--shard=partitioned, but none of its arguments "
                             "and results has '" +
                             shardsAttributeName + "'");
  return createStringError("expected --shard=partitioned for '" +
                           entry.getName() + "', which is partitioned already");
}

static Error runPipeline(ModuleOp module, const PartitionOptions &options) {
  ShardPipelineOptions pipeline;
  pipeline.shards = options.shards;
  pipeline.ranks = options.ranks;
  pipeline.rank = options.rank;
  if (std::string problem = pipeline.check(); !problem.empty())
    return createStringError(problem);
  PassManager passManager(module.getContext());
  buildShardPipeline(passManager, pipeline);
  if (failed(passManager.run(module)))
    return createStringError("expected a function that can be cut by --shard=" +
                             options.shards);
  return Error::success();
}

Error mlir::winograd::partition(ModuleOp module, ArrayRef<std::string> entries,
                                const PartitionOptions &options) {
  bool isThereAlready = options.shards == "partitioned";
  for (StringRef name : entries)
    if (Error error =
            checkEntry(module.lookupSymbol<func::FuncOp>(name), isThereAlready))
      return error;
  setMPIImplementation(module, options.implementation);
  if (!isThereAlready) {
    if (Error error = runPipeline(module, options))
      return error;
  }
  for (StringRef name : entries) {
    auto entry = module.lookupSymbol<func::FuncOp>(name);
    auto distribution = FunctionDistribution::get(entry);
    if (!distribution)
      return distribution.takeError();
    if (Error error = distribution->checkRanks(name, options.ranks))
      return error;
    entry->setAttr(
        kRanksAttrName,
        Builder(module.getContext()).getI64IntegerAttr(options.ranks));
  }
  return Error::success();
}
