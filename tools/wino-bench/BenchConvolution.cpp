//===- BenchConvolution.cpp - Times single convolutions -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "ConvolutionData.h"
#include "ConvolutionModule.h"
#include "Measure.h"
#include "Paths.h"
#include "mlir/IR/MLIRContext.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

namespace {

/// One convolution in the layout that is timed.
struct Problem {
  std::vector<NpyArray> inputs;
  OwningOpRef<ModuleOp> module;
  std::vector<double> reference;
};

} // namespace

static Expected<Problem> makeProblem(const ConvolutionShape &shape,
                                     const ConvolutionOptions &options,
                                     MLIRContext &context) {
  auto data = ConvolutionData::get(shape, options.dataFolder);
  if (!data)
    return data.takeError();
  Problem problem;
  problem.reference = std::move(data->reference);
  if (options.layout == Layout::NHWC) {
    if (Error error = data->moveChannelsLast())
      return error;
  }
  problem.module =
      buildConvolution(shape, options.layout, data->filter, context);
  problem.inputs = std::move(data->arguments);
  return problem;
}

/// The error of what the function gives.
static Expected<double> findError(const CompiledPath &compiled,
                                  const Problem &problem, Layout layout) {
  auto outputs = compiled.run(problem.inputs);
  if (!outputs)
    return outputs.takeError();
  if (layout == Layout::NCHW)
    return getMaxError(outputs->front(), problem.reference);
  auto output = transpose(outputs->front(), {0, 3, 1, 2});
  if (!output)
    return output.takeError();
  return getMaxError(*output, problem.reference);
}

/// The plan of the convolution; one without a plan is direct.
static std::string describePlan(const CompiledPath &compiled) {
  ArrayRef<PlanSummary> plans = compiled.getPlans();
  return (plans.empty() ? PlanSummary() : plans.front()).describe();
}

static Error benchPath(const ExecutionPath &path, const ConvolutionShape &shape,
                       const ConvolutionOptions &options, Problem &problem,
                       Report &report) {
  Measurement measurement;
  measurement.path = path.name;
  measurement.peer =
      (options.layout == Layout::NCHW ? "winograd-nchw-" : "winograd-nhwc-") +
      path.name;
  measurement.shape = shape.str();
  measurement.form = shape.form.str();
  measurement.threads = options.getThreads();
  measurement.flops = shape.flops();
  auto signature = EntrySignature::get(*problem.module, kConvolutionEntry);
  if (!signature)
    return signature.takeError();
  auto compiled = CompiledPath::compile(path, *problem.module, *signature,
                                        problem.inputs, options.allPlans);
  if (!compiled)
    return reportRefusal(compiled.takeError(), measurement, report);
  auto error = findError(*compiled, problem, options.layout);
  if (!error)
    return error.takeError();
  measurement.maxError = *error;
  if (options.showsPlans)
    measurement.plan = describePlan(*compiled);
  return measure(*compiled, problem.inputs, options.repeat, measurement,
                 report);
}

/// `3x3 filters, dgrad stride=2, nchw, f32`
static std::string getSubject(const ConvolutionOptions &options) {
  const ConvolutionShape &shape = options.shapes.front();
  std::string form = shape.form.isPlain() ? "" : "," + shape.form.str();
  return std::to_string(shape.filterRows) + "x" +
         std::to_string(shape.filterColumns) + " filters" + form + ", " +
         (options.layout == Layout::NCHW ? "nchw" : "nhwc") + ", f32";
}

static Error benchAll(const ConvolutionOptions &options,
                      const GPURuntimeLibrary *gpu, const ObjectCache *cache,
                      const DialectRegistry &registry, llvm::raw_ostream &os) {
  MLIRContext context(registry);
  std::vector<ExecutionPath> paths;
  if (!options.direct || !options.plans.empty())
    paths = getPlanPaths(options, gpu, cache);
  if (options.direct)
    paths.push_back(getDirectPath(options, gpu, cache));
  if (Error error = checkPaths(paths, context))
    return error;

  Report report(os, options.csv, getSubject(options), getName(gpu));
  for (const ConvolutionShape &shape : options.shapes) {
    auto problem = makeProblem(shape, options, context);
    if (!problem)
      return problem.takeError();
    for (const ExecutionPath &path : paths)
      if (Error error = benchPath(path, shape, options, *problem, report))
        return error;
  }
  return Error::success();
}

Error bench(const ConvolutionOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  CacheOptions kept = options.cache;
  kept.isOn = options.timesCached;
  auto cache = ObjectCache::open(kept);
  if (!cache)
    return cache.takeError();
  return withGPU(options, [&](const GPURuntimeLibrary *gpu) {
    return benchAll(options, gpu, cache->get(), registry, os);
  });
}
