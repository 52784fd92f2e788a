//===- Runner.cpp - What wino-run does ------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Runner.h"

#include "winograd/AOT/ModuleFile.h"
#include "winograd/Transforms/GPU/KernelArguments.h"
#include "winograd/Pipelines/CPU.h"
#include "winograd/Pipelines/Registration.h"
#include "winograd/Runner/Compare.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/Elements.h"
#include "EntryModule.h"
#include "winograd/Runner/GPUPath.h"
#include "winograd/Runner/Npy.h"
#include "winograd/Runner/PipelineText.h"
#include "Reference.h"
#include "winograd/Runner/Timing.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// Inputs and outputs
//===----------------------------------------------------------------------===//

static Error checkOutputCount(const RunOptions &options,
                              const EntrySignature &signature) {
  size_t expected = signature.results.size(), got = options.outputs.size();
  bool canBeLeftOut =
      options.check || options.timedRuns || options.profiledRuns;
  if (got == expected || (got == 0 && canBeLeftOut))
    return Error::success();
  return createStringError("expected as many outputs as '" + signature.name +
                           "' has results, " + Twine(expected) + ", but got " +
                           Twine(got));
}

static Expected<std::vector<NpyArray>>
getInputs(const RunOptions &options, const EntrySignature &signature) {
  if (options.randomSeed)
    return signature.makeRandomInputs(*options.randomSeed);
  std::vector<NpyArray> inputs;
  for (StringRef file : options.inputs) {
    Expected<NpyArray> input = NpyArray::read(file);
    if (!input)
      return input.takeError();
    inputs.push_back(std::move(*input));
  }
  if (Error error = signature.checkInputs(inputs))
    return error;
  for (NpyArray &input : inputs)
    normalizeBooleans(input);
  return inputs;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

static Error addCPUPipeline(const RunOptions &options,
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
  buildWinogradToCPUPipeline(passManager, pipelineOptions);
  return Error::success();
}

namespace {

/// The way to compile and run the function.
struct Path {
  /// How lines about it begin.
  std::string name;
  /// The GPU's; null on the CPU.
  const GPURuntimeLibrary *gpu;

  Error takeError() const { return gpu ? gpu->takeError() : Error::success(); }
};

} // namespace

/// A run, whose errors on the GPU are errors of the run.
static Expected<std::vector<NpyArray>> runOnce(const Path &path,
                                               const CompiledFunction &function,
                                               ArrayRef<NpyArray> inputs,
                                               double *seconds = nullptr) {
  auto outputs = function.run(inputs, seconds);
  if (Error error = path.takeError()) {
    if (!outputs)
      llvm::consumeError(outputs.takeError());
    return error;
  }
  return outputs;
}

/// Prints the median of several runs; what went before has warmed up caches
/// and memory.
static Error timeRuns(const Path &path, const CompiledFunction &function,
                      ArrayRef<NpyArray> inputs, unsigned runs,
                      double compileTime, llvm::raw_ostream &os) {
  SmallVector<double> durations(runs), onDevice;
  if (path.gpu)
    path.gpu->takeProfile();
  for (double &duration : durations) {
    auto outputs = runOnce(path, function, inputs, &duration);
    if (!outputs)
      return outputs.takeError();
    if (path.gpu)
      onDevice.push_back(
          GPURuntimeLibrary::getStreamSeconds(path.gpu->takeProfile()));
  }
  os << path.name << ": compile " << formatSeconds(compileTime) << ", run "
     << formatSeconds(median(durations));
  if (path.gpu)
    os << ", of which " << formatSeconds(median(onDevice)) << " on the device";
  os << " (median of " << runs << ")\n";
  return Error::success();
}

/// Prints where the time goes on the GPU.
static Error profileRuns(const Path &path, const CompiledFunction &function,
                         ArrayRef<NpyArray> inputs,
                         const llvm::StringMap<KernelCost> &costs,
                         unsigned runs, llvm::raw_ostream &os) {
  path.gpu->takeProfile();
  for (unsigned i = 0; i < runs; ++i) {
    auto outputs = runOnce(path, function, inputs);
    if (!outputs)
      return outputs.takeError();
  }
  printProfile(path.gpu->takeProfile(), costs, runs, os);
  return Error::success();
}

/// Compiles and runs the path, on a copy of `module`.
static Expected<std::vector<NpyArray>>
runPath(const RunOptions &options, const Path &path, ModuleOp module,
        const EntrySignature &signature, ArrayRef<NpyArray> inputs,
        llvm::raw_ostream &os) {
  OwningOpRef<ModuleOp> copy(module.clone());
  GPUCosts costs;
  Stopwatch stopwatch;
  EntrySignature taken = signature;
  if (path.gpu && !options.pipeline && !taken.isStatic())
    if (Error error = specializeEntry(*copy, taken, inputs))
      return error;
  Expected<CompiledFunction> function = CompiledFunction::compile(
      *copy, taken,
      [&](PassManager &passManager) {
        if (options.pipeline)
          return addPipelineText(*options.pipeline, "--pipeline", passManager);
        if (path.gpu)
          return addGPUPipeline(options, path.gpu->getDevice(),
                                launchesKernels(module), costs, passManager);
        return addCPUPipeline(options, passManager);
      },
      options.sharedLibraries, CodeQuality::Fast, options.cpu);
  if (!function)
    return function.takeError();
  if (Error error = path.takeError())
    return error;
  double compileTime = stopwatch.seconds();
  if (Error error = checkOutputCount(options, function->getSignature()))
    return error;
  auto outputs = runOnce(path, *function, inputs);
  if (!outputs)
    return outputs;
  if (options.timedRuns)
    if (Error error = timeRuns(path, *function, inputs, *options.timedRuns,
                               compileTime, os))
      return error;
  if (options.profiledRuns && path.gpu)
    if (Error error = profileRuns(path, *function, inputs, costs.kernels,
                                  *options.profiledRuns, os))
      return error;
  return outputs;
}

/// Runs what the options ask for.
static Expected<std::vector<NpyArray>>
runOnTarget(const RunOptions &options, ModuleOp module,
            const EntrySignature &signature, ArrayRef<NpyArray> inputs,
            llvm::raw_ostream &os) {
  WinogradGPUProfiling profiling =
      options.profiledRuns ? WinogradGPUProfilingCommands
      : options.timedRuns  ? WinogradGPUProfilingStreams
                           : WinogradGPUProfilingOff;
  std::vector<NpyArray> outputs;
  auto runOn = [&](const GPURuntimeLibrary *gpu) -> Error {
    Path path = {options.direct     ? "direct"
                 : options.pipeline ? "pipeline"
                                    : "winograd",
                 gpu};
    return runPath(options, path, module, signature, inputs, os)
        .moveInto(outputs);
  };
  if (Error error = withGPU(options.target, options.device, options.validate,
                            profiling, runOn))
    return error;
  return outputs;
}

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

/// Prints the distance of an output from the reference.
static Error checkOutput(const RunOptions &options, size_t index, Type type,
                         const NpyArray &output, const NpyArray &reference,
                         llvm::raw_ostream &os) {
  Expected<Comparison> result = compare(output, reference, type);
  if (!result)
    return result.takeError();
  os << llvm::formatv("output {0}: max error {1:e2}, rms error {2:e2} "
                      "(largest reference value {3:e2})\n",
                      index, result->maxAbs, result->rms, result->maxReference);
  if (result->mismatches != 0)
    return createStringError(llvm::formatv(
        "expected output {0} to be infinite or NaN where the reference is, "
        "but it differs in {1} elements",
        index, result->mismatches));
  if (options.tolerance && result->maxAbs > *options.tolerance)
    return createStringError(llvm::formatv(
        "expected output {0} to be within {1:e2} of the reference, but it is "
        "off by {2:e2}",
        index, *options.tolerance, result->maxAbs));
  return Error::success();
}

static Error checkOutputs(const RunOptions &options,
                          const EntrySignature &signature,
                          ArrayRef<NpyArray> outputs,
                          ArrayRef<NpyArray> references,
                          llvm::raw_ostream &os) {
  if (outputs.size() != references.size())
    return createStringError("expected as many results as the reference has, " +
                             Twine(references.size()) + ", but got " +
                             Twine(outputs.size()));
  Error errors = Error::success();
  for (auto [index, type] : llvm::enumerate(signature.results))
    errors = llvm::joinErrors(
        std::move(errors), checkOutput(options, index, type.getElementType(),
                                       outputs[index], references[index], os));
  return errors;
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

/// Everything after the module was parsed.
static Error runModule(const RunOptions &options, ModuleOp module,
                       llvm::raw_ostream &os) {
  bool isLaunchForm = options.isForGPU() && launchesKernels(module);
  if (options.check && isLaunchForm)
    return createStringError("expected --check with a module of linalg, which "
                             "has a reference, but got one in launch form");
  auto signature =
      EntrySignature::get(module, options.entry, /*memrefs=*/isLaunchForm);
  if (!signature)
    return signature.takeError();
  bool keepsResults = !options.pipeline && !options.stopAfter;
  if (keepsResults)
    if (Error error = checkOutputCount(options, *signature))
      return error;
  auto inputs = getInputs(options, *signature);
  if (!inputs)
    return inputs.takeError();
  if (options.timedRuns)
    keepFreedMemory();

  auto outputs = runOnTarget(options, module, *signature, *inputs, os);
  if (!outputs)
    return outputs.takeError();
  if (options.check) {
    auto references =
        runReference(module, *signature, *inputs, options.sharedLibraries);
    if (!references)
      return references.takeError();
    if (Error error =
            checkOutputs(options, *signature, *outputs, *references, os))
      return error;
  }
  return options.outputs.empty() ? Error::success()
                                 : writeNpyFiles(options.outputs, *outputs);
}

Error mlir::winograd::run(const RunOptions &options,
                          const DialectRegistry &registry,
                          llvm::raw_ostream &os) {
  if (Error error = options.verify())
    return error;
  if (options.listDevices)
    return listDevices(options.target, os);
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  return runModule(options, (*file)->get(), os);
}
