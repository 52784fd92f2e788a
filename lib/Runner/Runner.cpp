//===- Runner.cpp - What wino-run does ------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Runner.h"

#include "RunArrays.h"
#include "winograd/AOT/ModuleFile.h"
#include "winograd/Runner/CompiledPath.h"
#include "winograd/Runner/Reference.h"
#include "winograd/Runner/Timing.h"
#include "winograd/Transforms/GPU/KernelArguments.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// Prints the median of several runs.
static Error timeRuns(const ExecutionPath &path, const CompiledPath &compiled,
                      ArrayRef<NpyArray> inputs, unsigned runs,
                      llvm::raw_ostream &os) {
  Expected<CallSeconds> seconds =
      compiled.measure(inputs, RepeatPolicy::exactly(runs));
  if (!seconds)
    return seconds.takeError();
  os << path.name << ": compile " << formatSeconds(compiled.getCompileSeconds())
     << (compiled.isCached() ? " (cached)" : "") << ", run "
     << formatSeconds(seconds->all);
  if (path.gpu)
    os << ", of which " << formatSeconds(seconds->onDevice) << " on the device";
  os << " (median of " << runs << ")\n";
  return Error::success();
}

/// Compiles and runs the path.
static Expected<std::vector<NpyArray>>
runPath(const RunOptions &options, const ExecutionPath &path, ModuleOp module,
        const EntrySignature &signature, ArrayRef<NpyArray> inputs,
        llvm::raw_ostream &os) {
  Expected<CompiledPath> compiled =
      CompiledPath::compile(path, module, signature, inputs);
  if (!compiled)
    return compiled.takeError();
  if (Error error = checkOutputCount(options, compiled->getSignature()))
    return error;
  auto outputs = compiled->run(inputs);
  if (!outputs)
    return outputs;
  if (options.timedRuns)
    if (Error error = timeRuns(path, *compiled, inputs, *options.timedRuns, os))
      return error;
  if (options.profiledRuns && path.gpu)
    if (Error error = compiled->profile(inputs, *options.profiledRuns, os))
      return error;
  return outputs;
}

/// Runs what the options ask for.
static Expected<std::vector<NpyArray>>
runOnTarget(const RunOptions &options, ModuleOp module,
            const EntrySignature &signature, ArrayRef<NpyArray> inputs,
            const ObjectCache *cache, llvm::raw_ostream &os) {
  WinogradGPUProfiling profiling =
      options.profiledRuns ? WinogradGPUProfilingCommands
      : options.timedRuns  ? WinogradGPUProfilingStreams
                           : WinogradGPUProfilingOff;
  std::vector<NpyArray> outputs;
  auto runOn = [&](const GPURuntimeLibrary *gpu) -> Error {
    ExecutionPath path = {options.direct     ? "direct"
                          : options.pipeline ? "pipeline"
                                             : "winograd",
                          options, gpu, cache};
    return runPath(options, path, module, signature, inputs, os)
        .moveInto(outputs);
  };
  if (Error error = withGPU(options.target, options.device, options.validate,
                            profiling, runOn))
    return error;
  return outputs;
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

/// Everything after the module was parsed.
static Error runModule(const RunOptions &options, ModuleOp module,
                       const ObjectCache *cache, llvm::raw_ostream &os) {
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
  auto inputs = readInputs(options, *signature);
  if (!inputs)
    return inputs.takeError();
  if (options.timedRuns)
    keepFreedMemory();

  auto outputs = runOnTarget(options, module, *signature, *inputs, cache, os);
  if (!outputs)
    return outputs.takeError();
  if (options.check) {
    auto references = runReference(module, *signature, *inputs,
                                   options.sharedLibraries, cache);
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
  auto cache = ObjectCache::open(options.cache);
  if (!cache)
    return cache.takeError();
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  return runModule(options, (*file)->get(), cache->get(), os);
}
