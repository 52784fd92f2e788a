//===- Paths.cpp - The ways to compile that are compared ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"

#include "winograd/Dialect/Winograd/Transforms/PlanRefusal.h"
#include "winograd/Runner/PipelineText.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

char PlanRefused::ID = 0;

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

/// A plan, or without Winograd if there is none.
static Path makePath(const CommonOptions &options, const GPURuntimeLibrary *gpu,
                     std::optional<std::string> plan) {
  Path path;
  path.name = plan.value_or("direct");
  path.gpu = gpu;
  if (gpu) {
    path.gpuOptions.target = options.target;
    path.gpuOptions.direct = !plan;
    path.gpuOptions.plan = plan;
    path.gpuOptions.tile = plan ? options.tile : std::nullopt;
    path.gpuOptions.pipelineOptions = options.pipelineOptions;
    return path;
  }
  // winograd-to-cpu{<the plan> check-sizes threads=… <the user's>}
  std::string text = plan ? "plan=" + *plan : "direct=true";
  text += " check-sizes";
  if (plan && options.tile)
    text += " tile=" + std::to_string(*options.tile);
  if (options.threads)
    text += " threads=" + std::to_string(*options.threads);
  if (!options.pipelineOptions.empty())
    text += " " + options.pipelineOptions;
  path.pipeline = "winograd-to-cpu{" + text + "}";
  return path;
}

Path getDirectPath(const CommonOptions &options, const GPURuntimeLibrary *gpu) {
  return makePath(options, gpu, std::nullopt);
}

std::vector<Path> getPlanPaths(const CommonOptions &options,
                               const GPURuntimeLibrary *gpu) {
  std::vector<std::string> plans = options.plans;
  if (plans.empty())
    plans.push_back("auto");
  std::vector<Path> paths;
  for (const std::string &plan : plans)
    paths.push_back(makePath(options, gpu, plan));
  return paths;
}

/// On a GPU, sets `costs`.
static Error addPipeline(const Path &path, StringRef entry, GPUCosts &costs,
                         PassManager &passManager) {
  if (!path.gpu)
    return addPipelineText(path.pipeline, "the pipeline", passManager);
  RunOptions options = path.gpuOptions;
  options.entry = entry;
  return addGPUPipeline(options, path.gpu->getDevice(),
                        /*isInLaunchForm=*/false, costs, passManager);
}

/// Compiles nothing for a GPU: what the passes do not know, they say.
static Error checkGPUPath(const Path &path, MLIRContext &context) {
  PassManager passManager(&context);
  GPUCosts costs;
  if (Error error = addPipeline(path, "", costs, passManager))
    return error;
  OwningOpRef<ModuleOp> empty = ModuleOp::create(UnknownLoc::get(&context));
  if (failed(passManager.run(*empty)))
    return createStringError("expected the pipeline of '" + path.name +
                             "' to have options that its passes know");
  return Error::success();
}

Error checkPaths(llvm::ArrayRef<Path> paths, MLIRContext &context) {
  for (const Path &path : paths)
    if (Error error =
            path.gpu ? checkGPUPath(path, context)
                     : checkPipelineText(path.pipeline,
                                         "the pipeline of '" + path.name + "'",
                                         context))
      return error;
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

Expected<CompiledPath> compilePath(const Path &path,
                                   const CommonOptions &options,
                                   ModuleOp module,
                                   const EntrySignature &signature) {
  OwningOpRef<ModuleOp> copy(module.clone());
  ScratchMemory scratch;
  GPUCosts costs;
  std::optional<std::string> refusal;
  // Only what is printed as a line of the report is not printed as an error.
  ScopedDiagnosticHandler handler(module.getContext(),
                                  [&](Diagnostic &diagnostic) {
                                    if (options.allPlans && !refusal)
                                      refusal = getPlanRefusal(diagnostic);
                                    return success(refusal.has_value());
                                  });
  Stopwatch stopwatch;
  auto function = CompiledFunction::compile(
      *copy, signature,
      [&](PassManager &passManager) {
        if (!path.gpu)
          passManager.addInstrumentation(
              createScratchCounter(signature, scratch));
        return addPipeline(path, signature.name, costs, passManager);
      },
      options.sharedLibraries, CodeQuality::Fast, options.cpu);
  if (!function && refusal) {
    llvm::consumeError(function.takeError());
    return llvm::make_error<PlanRefused>(*refusal);
  }
  if (!function)
    return function.takeError();
  if (path.gpu)
    if (Error error = path.gpu->takeError())
      return error;
  return CompiledPath{std::move(*function), path.gpu, stopwatch.seconds(),
                      scratch, costs.call};
}

//===----------------------------------------------------------------------===//
// Calling
//===----------------------------------------------------------------------===//

Expected<std::vector<NpyArray>>
CompiledPath::run(ArrayRef<NpyArray> inputs) const {
  auto outputs = function.run(inputs);
  if (Error error = gpu ? gpu->takeError() : Error::success()) {
    if (!outputs)
      return llvm::joinErrors(std::move(error), outputs.takeError());
    return error;
  }
  return outputs;
}

Expected<CallSeconds> CompiledPath::measure(ArrayRef<NpyArray> inputs,
                                            const RepeatPolicy &policy) const {
  SmallVector<double> onDevice;
  if (gpu)
    gpu->takeProfile();
  auto all = function.measure(inputs, policy, [&](bool isCounted) {
    if (!gpu)
      return;
    double seconds = GPURuntimeLibrary::getStreamSeconds(gpu->takeProfile());
    if (isCounted)
      onDevice.push_back(seconds);
  });
  if (!all)
    return all.takeError();
  if (!gpu)
    return CallSeconds{*all};
  if (Error error = gpu->takeError())
    return error;
  return CallSeconds{*all, median(std::move(onDevice))};
}
