//===- Runner.cpp - What wino-run does ------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Runner.h"

#include "winograd/Codegen/ModuleFile.h"
#include "winograd/Pipelines/CPU.h"
#include "winograd/Runner/Compare.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/OutputFiles.h"
#include "winograd/Runner/PipelineText.h"
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
  bool canBeLeftOut = options.check || options.timedRuns;
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
  return inputs;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

static Error addPipeline(const RunOptions &options, bool direct,
                         PassManager &passManager) {
  if (options.pipeline && !direct)
    return addPipelineText(*options.pipeline, "--pipeline", passManager);
  CPUPipelineOptions pipelineOptions;
  pipelineOptions.direct = direct;
  pipelineOptions.threads = options.threads.value_or(pipelineOptions.threads);
  if (!direct) {
    pipelineOptions.tile = options.tile.value_or(pipelineOptions.tile);
    pipelineOptions.plan = options.plan.value_or(pipelineOptions.plan);
    pipelineOptions.stopAfter =
        options.stopAfter.value_or(pipelineOptions.stopAfter);
  }
  buildWinogradToCPUPipeline(passManager, pipelineOptions);
  return Error::success();
}

/// Compiles and runs one path, on a copy of `module`.
static Expected<std::vector<NpyArray>> runPath(const RunOptions &options,
                                               bool direct, ModuleOp module,
                                               const EntrySignature &signature,
                                               ArrayRef<NpyArray> inputs,
                                               llvm::raw_ostream &os) {
  OwningOpRef<ModuleOp> copy(module.clone());
  Stopwatch stopwatch;
  Expected<CompiledFunction> function = CompiledFunction::compile(
      *copy, signature,
      [&](PassManager &passManager) {
        return addPipeline(options, direct, passManager);
      },
      options.sharedLibraries);
  if (!function)
    return function.takeError();
  double compileTime = stopwatch.seconds();
  if (Error error = checkOutputCount(options, function->getSignature()))
    return error;
  auto outputs = function->run(inputs);
  if (!outputs || !options.timedRuns)
    return outputs;

  // The run above has warmed up caches and memory.
  SmallVector<double> durations(*options.timedRuns);
  for (double &duration : durations) {
    outputs = function->run(inputs, &duration);
    if (!outputs)
      return outputs;
  }
  StringRef path = direct             ? "direct"
                   : options.pipeline ? "pipeline"
                                      : "winograd";
  os << path << ": compile " << formatSeconds(compileTime) << ", run "
     << formatSeconds(median(durations)) << " (median of " << durations.size()
     << ")\n";
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
        "expected output {0} to be infinite or NaN where the direct path is, "
        "but it differs in {1} elements",
        index, result->mismatches));
  if (options.tolerance && result->maxAbs > *options.tolerance)
    return createStringError(llvm::formatv(
        "expected output {0} to be within {1:e2} of the direct path, but it "
        "is off by {2:e2}",
        index, *options.tolerance, result->maxAbs));
  return Error::success();
}

static Error checkOutputs(const RunOptions &options,
                          const EntrySignature &signature,
                          ArrayRef<NpyArray> outputs,
                          ArrayRef<NpyArray> references,
                          llvm::raw_ostream &os) {
  if (outputs.size() != references.size())
    return createStringError("expected as many results as the direct path "
                             "has, " +
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
  auto signature = EntrySignature::get(module, options.entry);
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

  auto outputs =
      runPath(options, options.direct, module, *signature, *inputs, os);
  if (!outputs)
    return outputs.takeError();
  if (options.check) {
    auto references =
        runPath(options, /*direct=*/true, module, *signature, *inputs, os);
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
  auto file = ModuleFile::read(options.moduleFile, registry);
  if (!file)
    return file.takeError();
  return runModule(options, (*file)->get(), os);
}
