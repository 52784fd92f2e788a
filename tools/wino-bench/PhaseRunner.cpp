//===- PhaseRunner.cpp - Measures a computation that ends early -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PhaseRunner.h"

#include "ConvolutionModule.h"
#include "winograd/Runner/CompiledPath.h"
#include "winograd/Runner/HeapUse.h"
#include "winograd/Runner/ProgressNote.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;

static ExecutionPath makePath(const PhasesOptions &options,
                              const PhaseRunner::Compilation &compilation,
                              const GPURuntimeLibrary *gpu,
                              CompileRecorder &recorder) {
  ExecutionPath path;
  path.name = compilation.plan.value_or("direct");
  path.options.target = options.target;
  path.options.direct = compilation.direct;
  path.options.plan = compilation.plan;
  path.options.stopAfter = compilation.stopAfter;
  path.options.tile = compilation.tile;
  if (options.threads)
    path.options.threads = *options.threads;
  path.options.cpu = options.cpu;
  path.options.targetDescription = options.targetDescription;
  path.options.sharedLibraries = options.sharedLibraries;
  path.options.pipelineOptions =
      "verify-loops=report " + options.pipelineOptions;
  path.gpu = gpu;
  path.observer = &recorder;
  return path;
}

/// What the passes took, and of the whole what comes after them.
static void setCompileTimes(double seconds, CompileRecorder &recorder,
                            PhaseEntry &entry) {
  entry.compileSeconds = seconds;
  entry.passes = recorder.takePasses();
  double passes = 0;
  for (const PassSeconds &pass : entry.passes)
    passes += pass.seconds;
  entry.codeSeconds = std::max(0., seconds - passes);
}

Error PhaseRunner::tryMeasure(const PhaseProgram &program,
                              const Compilation &compilation, Judge judge,
                              PhaseEntry &entry,
                              CompileRecorder &recorder) const {
  auto signature = EntrySignature::get(*program.module, kConvolutionEntry);
  if (!signature)
    return signature.takeError();
  auto compiled = CompiledPath::compile(
      makePath(options, compilation, gpu, recorder), *program.module,
      *signature, program.inputs, /*expectsRefusal=*/true);
  if (!compiled)
    return compiled.takeError();
  setCompileTimes(compiled->getCompileSeconds(), recorder, entry);
  entry.loops = recorder.loops;
  if (!compiled->getPlans().empty())
    entry.planned = compiled->getPlans().front().describe();

  HeapUse::restart();
  auto outputs = compiled->run(program.inputs);
  if (!outputs)
    return outputs.takeError();
  entry.peakBytes =
      gpu ? int64_t(compiled->getLaunches().bytes) : HeapUse::getPeak();
  entry.error = judge(*outputs);
  outputs->clear();

  RepeatPolicy policy = options.repeat;
  // Other programs on the same core change little then.
  policy.countsThreadTime = !gpu && options.getThreads() == 1;
  auto durations = compiled->measureAll(program.inputs, policy);
  if (!durations)
    return durations.takeError();
  entry.seconds = Spread::of(std::move(durations->all));
  if (gpu)
    entry.deviceSeconds = Spread::of(std::move(durations->onDevice));
  // (Threads of a GPU that have nothing to do count as if they had.)
  if (std::optional<double> flops = entry.loops.flops)
    entry.roofline = roofline.getShare(
        std::min(*flops, compilation.mostFlops), entry.loops.bufferBytes,
        entry.loops.movedBytes, entry.getSeconds().median);
  return Error::success();
}

void PhaseRunner::measure(const PhaseProgram &program,
                          const Compilation &compilation, Judge judge,
                          PhaseEntry &entry, CompileRecorder *recorder) const {
  CompileRecorder own;
  CompileRecorder &listener = recorder ? *recorder : own;
  ProgressNote note("wino-bench: measuring " + entry.contender + ", phase " +
                    std::to_string(entry.phase));
  // What goes wrong is a line of the report, not the end of it.
  std::string firstError;
  ScopedDiagnosticHandler handler(
      program.module.get().getContext(), [&](Diagnostic &diagnostic) {
        if (diagnostic.getSeverity() == DiagnosticSeverity::Error &&
            firstError.empty())
          firstError = diagnostic.str();
        return success();
      });
  Error error = tryMeasure(program, compilation, judge, entry, listener);
  llvm::handleAllErrors(
      std::move(error),
      [&](const PlanRefused &refused) {
        entry.status = PhaseStatus::Refused;
        entry.reason = refused.reason;
      },
      [&](const llvm::ErrorInfoBase &failed) {
        entry.status = PhaseStatus::Failed;
        entry.reason = firstError.empty() ? failed.message() : firstError;
      });
}
