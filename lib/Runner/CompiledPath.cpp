//===- CompiledPath.cpp - Compile a function, run it, measure it ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/CompiledPath.h"

#include "EntryModule.h"
#include "PlanCollector.h"
#include "PlanRefusals.h"
#include "winograd/Pipelines/CPU.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Runner/PipelineText.h"
#include "winograd/Target/DescriptionFile.h"
#include "winograd/Transforms/GPU/KernelArguments.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

char PlanRefused::ID = 0;

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

static Error addCPUPipeline(const CompileOptions &options,
                            PassManager &passManager) {
  CPUPipelineOptions pipelineOptions;
  pipelineOptions.checkSizes = true;
  pipelineOptions.direct = options.direct;
  pipelineOptions.threads = options.threads.value_or(pipelineOptions.threads);
  pipelineOptions.tile = options.tile.value_or(pipelineOptions.tile);
  pipelineOptions.plan = options.plan.value_or(pipelineOptions.plan);
  pipelineOptions.stopAfter =
      options.stopAfter.value_or(pipelineOptions.stopAfter);
  if (Error error = parsePipelineOptions(options.pipelineOptions,
                                         "winograd-to-cpu", pipelineOptions))
    return error;
  // Kept code is known by what the module says, not by the name of a file.
  if (!pipelineOptions.targetDescription.empty())
    return createStringError(
        "expected --target-description instead of "
        "'target-description' among the pipeline's options");
  buildWinogradToCPUPipeline(passManager, pipelineOptions);
  return Error::success();
}

/// On a GPU, sets `costs`.
static Error addPipeline(const ExecutionPath &path, StringRef entry,
                         bool isInLaunchForm, GPUCosts &costs,
                         PassManager &passManager) {
  if (path.options.pipeline)
    return addPipelineText(*path.options.pipeline, "--pipeline", passManager);
  if (!path.gpu)
    return addCPUPipeline(path.options, passManager);
  return addGPUPipeline(path.options, entry, path.gpu->getDevice(),
                        isInLaunchForm, costs, passManager);
}

Error mlir::winograd::checkPath(const ExecutionPath &path,
                                MLIRContext &context) {
  PassManager passManager(&context);
  GPUCosts costs;
  if (Error error = addPipeline(path, /*entry=*/"", /*isInLaunchForm=*/false,
                                costs, passManager))
    return error;
  OwningOpRef<ModuleOp> empty = ModuleOp::create(UnknownLoc::get(&context));
  if (failed(passManager.run(*empty)))
    return createStringError("expected the pipeline of '" + path.name +
                             "' to have options that its passes know");
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

/// A pipeline as text may have passes that print what they see. On a GPU there
/// are costs besides the code, and the driver has a cache of its own.
static const ObjectCache *getCache(const ExecutionPath &path) {
  return path.gpu || path.options.pipeline ? nullptr : path.cache;
}

Expected<CompiledPath> CompiledPath::compile(const ExecutionPath &path,
                                             ModuleOp module,
                                             const EntrySignature &signature,
                                             ArrayRef<NpyArray> inputs,
                                             bool expectsRefusal) {
  OwningOpRef<ModuleOp> copy(module.clone());
  if (StringRef file = path.options.targetDescription; !file.empty())
    if (Error error = describeByFile(*copy, file))
      return error;
  std::optional<PlanRefusals> refusals;
  if (expectsRefusal || path.observer)
    refusals.emplace(*module.getContext(), path.observer);
  GPUCosts costs;
  Stopwatch stopwatch;
  EntrySignature taken = signature;
  if (path.gpu && !path.options.pipeline && !taken.isStatic() &&
      !inputs.empty())
    if (Error error = specializeEntry(*copy, taken, inputs))
      return error;
  CompileSettings settings;
  settings.sharedLibraries = path.options.sharedLibraries;
  settings.cpu = path.options.cpu;
  settings.cache = getCache(path);
  settings.debugInfo = path.options.debugInfo;
  settings.readOnlyArguments = path.readOnlyArguments;
  std::vector<PlanSummary> plans;
  auto function = CompiledFunction::compile(
      *copy, taken,
      [&](PassManager &passManager) -> Error {
        passManager.addInstrumentation(createPlanCollector(plans));
        if (Error error = addPipeline(path, taken.name, launchesKernels(module),
                                      costs, passManager))
          return error;
        if (path.observer)
          path.observer->beginPasses(passManager);
        return Error::success();
      },
      settings);
  if (!function && expectsRefusal && refusals->getFirst()) {
    llvm::consumeError(function.takeError());
    return llvm::make_error<PlanRefused>(*refusals->getFirst());
  }
  if (!function)
    return function.takeError();
  CompiledPath compiled(std::move(*function), path.gpu);
  if (Error error = path.gpu ? path.gpu->takeError() : Error::success())
    return error;
  compiled.compileSeconds = stopwatch.seconds();
  compiled.costs = std::move(costs);
  compiled.plans = std::move(plans);
  return compiled;
}

//===----------------------------------------------------------------------===//
// Calling
//===----------------------------------------------------------------------===//

Expected<std::vector<NpyArray>>
CompiledPath::run(ArrayRef<NpyArray> inputs) const {
  auto outputs = function.run(inputs);
  if (Error error = gpu ? gpu->takeError() : Error::success()) {
    if (!outputs)
      llvm::consumeError(outputs.takeError());
    return error;
  }
  return outputs;
}

CallSeconds CallDurations::getMedians() const {
  return {median(all), onDevice.empty() ? 0 : median(onDevice)};
}

Expected<CallSeconds> CompiledPath::measure(ArrayRef<NpyArray> inputs,
                                            const RepeatPolicy &policy) const {
  auto durations = measureAll(inputs, policy);
  if (!durations)
    return durations.takeError();
  return durations->getMedians();
}

Expected<CallDurations>
CompiledPath::measureAll(ArrayRef<NpyArray> inputs, const RepeatPolicy &policy,
                         llvm::function_ref<void()> afterRun) const {
  SmallVector<double> onDevice;
  if (gpu)
    gpu->takeProfile();
  auto all = function.measure(inputs, policy, [&](bool isCounted) {
    if (afterRun)
      afterRun();
    if (!gpu)
      return;
    double seconds = GPURuntimeLibrary::getStreamSeconds(gpu->takeProfile());
    if (isCounted)
      onDevice.push_back(seconds);
  });
  if (!all)
    return all.takeError();
  if (Error error = gpu ? gpu->takeError() : Error::success())
    return std::move(error);
  return CallDurations{std::move(*all), std::move(onDevice)};
}

Error CompiledPath::profile(ArrayRef<NpyArray> inputs, unsigned runs,
                            llvm::raw_ostream &os) const {
  gpu->takeProfile();
  for (unsigned i = 0; i < runs; ++i) {
    auto outputs = run(inputs);
    if (!outputs)
      return outputs.takeError();
  }
  printProfile(gpu->takeProfile(), costs.kernels, runs, os);
  return Error::success();
}
