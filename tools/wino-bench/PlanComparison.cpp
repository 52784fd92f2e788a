//===- PlanComparison.cpp - All plans of one convolution, timed -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanComparison.h"

#include "ConvolutionData.h"
#include "ConvolutionModule.h"
#include "winograd/Runner/CompiledPath.h"
#include "llvm/Support/FormatVariadic.h"
#include <limits>

using namespace mlir;
using namespace mlir::winograd;
using llvm::Error;
using llvm::Expected;

/// The largest tile that the planner looks at.
static constexpr int64_t mostAlpha = 10;

const TimedPlan &PlanComparison::getBest() const {
  return *llvm::min_element(plans, [](const TimedPlan &a, const TimedPlan &b) {
    return a.seconds < b.seconds;
  });
}

namespace {
/// Compiles the plans of one convolution, and times them.
class Comparison {
public:
  Comparison(const ComparisonOptions &options, const ConvolutionShape &shape,
             const ComparedPlans &compared, ConvolutionData &&data,
             MLIRContext &context)
      : options(options), shape(shape), compared(compared),
        module(buildConvolution(shape, Layout::NCHW, data.filter, context)),
        inputs(std::move(data.arguments)) {}

  Expected<PlanComparison> run() {
    auto signature = EntrySignature::get(*module, kConvolutionEntry);
    if (!signature)
      return signature.takeError();
    if (Error error = addAll(*signature))
      return error;
    for (unsigned round = 0; round < options.rounds; ++round)
      if (Error error = measureAll())
        return error;
    return std::move(result);
  }

private:
  Error addAll(const EntrySignature &signature) {
    if (Error error = add("direct", std::nullopt, signature))
      return error;
    int64_t taps = std::max(shape.filterRows, shape.filterColumns);
    int64_t most = std::min(mostAlpha - taps + 1, compared.mostOutputs);
    for (int64_t m = 2; m <= most; ++m)
      if (Error error = add("blocked", m, signature))
        return error;
    return add("auto", std::nullopt, signature);
  }

  ExecutionPath makePath(StringRef plan, std::optional<int64_t> tile) const {
    ExecutionPath path;
    path.name = plan;
    path.options.plan = plan;
    path.options.tile = tile;
    path.options.threads = options.threads;
    path.options.cpu = options.cpu;
    path.options.targetDescription = options.targetDescription;
    path.options.sharedLibraries = options.sharedLibraries;
    path.options.pipelineOptions = llvm::formatv(
        "max-error={0} {1}", compared.maxError, options.pipelineOptions);
    return path;
  }

  /// The last one is the choice.
  Error add(StringRef plan, std::optional<int64_t> tile,
            const EntrySignature &signature) {
    auto compiled =
        CompiledPath::compile(makePath(plan, tile), *module, signature, inputs,
                              /*expectsRefusal=*/true);
    if (!compiled)
      // Its error is too large.
      return llvm::handleErrors(compiled.takeError(),
                                [](const PlanRefused &) {});
    // (A convolution that Winograd's algorithm does not fit has no plan.)
    PlanSummary summary;
    if (!compiled->getPlans().empty())
      summary = compiled->getPlans().front();
    std::string name = summary.describe();
    auto known = llvm::find_if(result.plans, [&](const TimedPlan &other) {
      return other.plan.describe() == name;
    });
    result.chosen = known - result.plans.begin();
    if (known != result.plans.end())
      return Error::success();
    result.plans.push_back(
        {std::move(summary), std::numeric_limits<double>::infinity()});
    code.push_back(std::move(*compiled));
    return Error::success();
  }

  Error measureAll() {
    RepeatPolicy policy = options.repeat;
    policy.warmUpSeconds = 0;
    policy.warmUpRuns = 1;
    policy.minSeconds /= options.rounds;
    policy.minRuns = 3;
    policy.countsThreadTime = options.getThreads() == 1;
    for (auto [compiled, timed] : llvm::zip_equal(code, result.plans)) {
      auto seconds = compiled.measure(inputs, policy);
      if (!seconds)
        return seconds.takeError();
      timed.seconds = std::min(timed.seconds, seconds->all);
    }
    return Error::success();
  }

  const ComparisonOptions &options;
  const ConvolutionShape &shape;
  const ComparedPlans &compared;
  OwningOpRef<ModuleOp> module;
  std::vector<NpyArray> inputs;
  std::vector<CompiledPath> code; ///< of the result's plans
  PlanComparison result;
};
} // namespace

Expected<PlanComparison> comparePlans(const ComparisonOptions &options,
                                      const ConvolutionShape &shape,
                                      const ComparedPlans &compared,
                                      MLIRContext &context) {
  auto data = ConvolutionData::makeRandom(shape);
  if (!data)
    return data.takeError();
  return Comparison(options, shape, compared, std::move(*data), context).run();
}
