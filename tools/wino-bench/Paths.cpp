//===- Paths.cpp - The ways to compile that are compared ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;

std::optional<int64_t> getTileOfName(llvm::StringRef plan) {
  int64_t tile;
  if (!plan.consume_front("F") || plan.getAsInteger(10, tile) || tile < 1)
    return std::nullopt;
  return tile;
}

/// A plan, or without Winograd if there is none.
static ExecutionPath makePath(const CommonOptions &options,
                              const GPURuntimeLibrary *gpu,
                              const ObjectCache *cache,
                              std::optional<std::string> plan) {
  CompileOptions compile;
  compile.target = options.target;
  compile.direct = !plan;
  compile.plan = plan;
  compile.tile = plan ? options.tile : std::nullopt;
  if (std::optional<int64_t> tile = getTileOfName(plan.value_or(""))) {
    compile.plan = options.isForGPU() ? "four-buffer" : "blocked";
    compile.tile = tile;
  }
  if (options.threads)
    compile.threads = *options.threads;
  compile.pipelineOptions = options.pipelineOptions;
  compile.cpu = options.cpu;
  compile.targetDescription = options.targetDescription;
  compile.sharedLibraries = options.sharedLibraries;
  return {plan.value_or("direct"), std::move(compile), gpu, cache};
}

ExecutionPath getDirectPath(const CommonOptions &options,
                            const GPURuntimeLibrary *gpu,
                            const ObjectCache *cache) {
  return makePath(options, gpu, cache, std::nullopt);
}

std::vector<ExecutionPath> getPlanPaths(const CommonOptions &options,
                                        const GPURuntimeLibrary *gpu,
                                        const ObjectCache *cache) {
  std::vector<std::string> plans = options.plans;
  if (plans.empty())
    plans.push_back("auto");
  std::vector<ExecutionPath> paths;
  for (const std::string &plan : plans)
    paths.push_back(makePath(options, gpu, cache, plan));
  return paths;
}

Error checkPaths(llvm::ArrayRef<ExecutionPath> paths, MLIRContext &context) {
  for (const ExecutionPath &path : paths)
    if (Error error = checkPath(path, context))
      return error;
  return Error::success();
}
