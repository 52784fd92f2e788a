//===- Measure.cpp - Measures a path for a report -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Measure.h"

using namespace mlir::winograd;
using llvm::Error;

Error withGPU(const CommonOptions &options,
              llvm::function_ref<Error(const GPURuntimeLibrary *gpu)> bench) {
  return withGPU(options.target, options.device, /*validate=*/false,
                 WinogradGPUProfilingStreams, bench);
}

std::optional<std::string> getName(const GPURuntimeLibrary *gpu) {
  return gpu ? std::optional<std::string>(gpu->getDevice().name) : std::nullopt;
}

Error measure(const CompiledPath &compiled, llvm::ArrayRef<NpyArray> inputs,
              const RepeatPolicy &policy, Measurement &measurement,
              Report &report) {
  auto seconds = compiled.measure(inputs, policy);
  if (!seconds)
    return seconds.takeError();
  measurement.seconds = seconds->all;
  measurement.deviceSeconds = seconds->onDevice;
  if (!compiled.isCached())
    measurement.compileSeconds = compiled.getCompileSeconds();
  measurement.scratch = compiled.getScratch();
  measurement.launches = compiled.getLaunches();
  report.add(measurement);
  return Error::success();
}

Error reportRefusal(Error error, const Measurement &names, Report &report) {
  return llvm::handleErrors(std::move(error), [&](const PlanRefused &refused) {
    report.addRefusal(names, refused.reason);
  });
}
