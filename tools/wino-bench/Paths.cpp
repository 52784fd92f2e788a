//===- Paths.cpp - The ways to compile that are compared ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"

#include "winograd/Runner/PipelineText.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

/// `winograd-to-cpu{<own> threads=… <the user's>}`
static Path makePath(const CommonOptions &options, StringRef name,
                     std::string own) {
  if (options.threads)
    own += " threads=" + std::to_string(*options.threads);
  if (!options.pipelineOptions.empty())
    own += " " + options.pipelineOptions;
  return {name.str(), "winograd-to-cpu{" + own + "}"};
}

Path getDirectPath(const CommonOptions &options) {
  return makePath(options, "direct", "direct=true");
}

std::vector<Path> getPlanPaths(const CommonOptions &options) {
  std::vector<std::string> plans = options.plans;
  if (plans.empty())
    plans.push_back("auto");
  std::vector<Path> paths;
  for (const std::string &plan : plans) {
    std::string own = "plan=" + plan;
    if (options.tile)
      own += " tile=" + std::to_string(*options.tile);
    paths.push_back(makePath(options, plan, own));
  }
  return paths;
}

Error checkPaths(llvm::ArrayRef<Path> paths, MLIRContext &context) {
  for (const Path &path : paths)
    if (Error error = checkPipelineText(
            path.pipeline, "the pipeline of '" + path.name + "'", context))
      return error;
  return Error::success();
}

Expected<CompiledPath> compilePath(const Path &path,
                                   const CommonOptions &options,
                                   ModuleOp module,
                                   const EntrySignature &signature) {
  OwningOpRef<ModuleOp> copy(module.clone());
  ScratchMemory scratch;
  Stopwatch stopwatch;
  auto function = CompiledFunction::compile(
      *copy, signature,
      [&](PassManager &passManager) {
        passManager.addInstrumentation(
            createScratchCounter(signature, scratch));
        return addPipelineText(path.pipeline, "the pipeline", passManager);
      },
      options.sharedLibraries);
  if (!function)
    return function.takeError();
  return CompiledPath{std::move(*function), stopwatch.seconds(), scratch};
}
