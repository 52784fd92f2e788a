//===- Options.cpp - The command line of wino-bench -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Paths.h"
#include "RandomShapes.h"
#include "winograd/Support/CommandLine.h"
#include "winograd/Support/Limits.h"
#include "winograd/Support/PlanKind.h"
#include "winograd/Target/TargetDescription.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <cstdlib>

using llvm::createStringError;
using llvm::StringRef;
using mlir::winograd::getIfGiven;

/// What is written to clear a cache, by its size: more than twice, since a
/// virtual machine may not know all of it.
static constexpr size_t evictedCaches = 4;
/// A day's work.
static constexpr unsigned maxShapes = 10000;

namespace {

/// The value of an environment variable, if it has one.
std::optional<std::string> getFromEnvironment(const char *name) {
  const char *value = std::getenv(name);
  return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

} // namespace

/// Names of plans become part of a pipeline's text.
static bool isPlanName(StringRef name) {
  return !name.empty() && llvm::all_of(name, [](char c) {
    return llvm::isAlnum(c) || c == '-' || c == '_';
  });
}

/// An option's value or, where it was not given, that of the environment.
template <typename T, typename Opt>
static Expected<std::optional<T>> getNumber(const Opt &option,
                                            const char *variable) {
  std::optional<std::string> text = getFromEnvironment(variable);
  if (option.getNumOccurrences() != 0 || !text)
    return getIfGiven<T>(option);
  T value;
  bool isNumber;
  if constexpr (std::is_floating_point_v<T>)
    isNumber = llvm::to_float(*text, value);
  else
    isNumber = llvm::to_integer(*text, value, 10);
  if (!isNumber)
    return createStringError(llvm::formatv("expected the environment's {0} "
                                           "to be a number, but got '{1}'",
                                           variable, *text));
  return value;
}

/// Whether options are none of this target.
Error CommandLine::checkTarget(const CommonOptions &options) {
  if (options.target != "cpu" && options.target != "vulkan" &&
      options.target != "cuda")
    return createStringError(
        "expected --target to be cpu, vulkan or cuda, but got '" +
        options.target + "'");
  if (options.device && !options.isForGPU())
    return createStringError("expected --device beside --target=vulkan or "
                             "--target=cuda, but got --target=cpu");
  if (!options.isForGPU())
    return Error::success();
  if (targetDescription.getNumOccurrences() != 0)
    return createStringError("expected --target-description beside "
                             "--target=cpu, but got --target=" +
                             options.target);
  if (threads.getNumOccurrences() != 0)
    return createStringError("expected --threads beside --target=cpu, since it "
                             "is for winograd-to-cpu, but got --target=" +
                             options.target);
  return Error::success();
}

/// On a GPU it is 1, whatever the environment says to all programs.
Error CommandLine::getThreads(CommonOptions &options) {
  if (options.isForGPU())
    return Error::success();
  auto threadsIfGiven = getNumber<unsigned>(threads, "T");
  if (!threadsIfGiven)
    return threadsIfGiven.takeError();
  options.threads = *threadsIfGiven;
  if (options.getThreads() < 1)
    return createStringError("expected --threads to be at least 1, but got 0");
  if (options.getThreads() > mlir::winograd::limits::threads)
    return createStringError(
        llvm::formatv("expected --threads to be at most {0}, but got {1}",
                      mlir::winograd::limits::threads, options.getThreads()));
  return Error::success();
}

Error CommandLine::getCache(CommonOptions &options) {
  if (cache && noCache)
    return createStringError("expected --cache or --no-cache, but got both");
  options.timesCached = cache;
  options.cache.isOn = !noCache;
  options.cache.directory = getIfGiven<std::string>(cacheDirectory);
  options.cache.size =
      getIfGiven<std::string>(cacheSize).value_or(options.cache.size);
  return Error::success();
}

Error CommandLine::getPlans(CommonOptions &options, bool direct) {
  options.direct = direct;
  for (const std::string &plan : plans) {
    if (!isPlanName(plan))
      return createStringError(
          "expected --plan to be names of plans, but got '" + plan + "'");
    if (plan != "all") {
      options.plans.push_back(plan);
      continue;
    }
    options.allPlans = true;
    llvm::append_range(options.plans,
                       mlir::winograd::getPlanNames(options.isForGPU()));
  }
  if (options.tile && llvm::any_of(options.plans, getTileOfName))
    return createStringError("expected --tile or a name such as F4, which has "
                             "a tile, but got both");
  if (options.allPlans && direct)
    return createStringError("expected --direct or --plan=all, which has the "
                             "direct plan, but got both");
  return Error::success();
}

Error CommandLine::getCommon(CommonOptions &options) {
  options.target = target;
  options.device = getIfGiven<std::string>(device);
  options.tile = getIfGiven<int64_t>(tile);
  options.pipelineOptions = pipelineOptions;
  options.cpu = cpu;
  options.targetDescription = targetDescription;
  options.sharedLibraries = libraries;
  options.csv = csv;
  if (Error error = checkTarget(options))
    return error;
  if (Error error = getThreads(options))
    return error;
  if (Error error = getCache(options))
    return error;
  auto minSecondsIfGiven = getNumber<double>(minSeconds, "BUDGET");
  if (!minSecondsIfGiven)
    return minSecondsIfGiven.takeError();
  options.repeat.minSeconds =
      minSecondsIfGiven->value_or(options.repeat.minSeconds);

  if (!(options.repeat.minSeconds >= 0) ||
      !std::isfinite(options.repeat.minSeconds))
    return createStringError(
        llvm::formatv("expected --min-time to be at least 0, but got {0}",
                      options.repeat.minSeconds));
  if (cold)
    options.repeat.evictedBytes =
        evictedCaches * size_t(mlir::winograd::detectCPUTarget().l3);
  // Whoever asks for more time accepts more than usual.
  options.repeat.maxSeconds =
      std::max(options.repeat.maxSeconds, options.repeat.minSeconds);
  return Error::success();
}

/// Whether there are such convolutions of NHWC.
static Error checkChannelsLast(const ConvolutionShape &shape) {
  if (shape.form.operation != Operation::Forward)
    return createStringError("expected --layout=nchw with --op=dgrad, wgrad or "
                             "transposed, but got nhwc");
  if (shape.form.groups != 1 && !shape.isDepthwise())
    return createStringError(llvm::formatv(
        "expected --layout=nchw with groups of more than one channel, but got "
        "nhwc with --groups={0} of '{1}'",
        shape.form.groups, shape.str()));
  return Error::success();
}

Error CommandLine::getShapes(ConvolutionOptions &options) {
  options.layout = layout;
  auto form = ConvolutionForm::parse(operation, stride, dilation, groups, pad);
  if (!form)
    return form.takeError();
  std::string text = shapes;
  if (shapes.getNumOccurrences() == 0)
    text = getFromEnvironment("SHAPES").value_or(text);
  for (StringRef part : llvm::split(text, ',')) {
    auto shape = ConvolutionShape::parse(part, filter, *form);
    if (!shape)
      return shape.takeError();
    if (layout == Layout::NHWC)
      if (Error error = checkChannelsLast(*shape))
        return error;
    options.shapes.push_back(*shape);
  }
  return Error::success();
}

Expected<ConvolutionOptions> CommandLine::getConvolution() {
  ConvolutionOptions options;
  if (Error error = getCommon(options))
    return error;
  if (Error error = getPlans(options, convDirect))
    return error;
  if (options.direct && options.tile && options.plans.empty())
    return createStringError("expected --tile with a plan, but got --direct "
                             "alone, which has no tiles");
  options.showsPlans = showPlan;
  options.dataFolder = getFromEnvironment("PEERS_DATA");
  if (Error error = getShapes(options))
    return std::move(error);
  return options;
}

Expected<ModelOptions> CommandLine::getModel() {
  ModelOptions options;
  if (Error error = getCommon(options))
    return error;
  if (Error error = getPlans(options, modelDirect))
    return error;
  options.moduleFile = moduleFile;
  options.entry = entry;
  options.size = getIfGiven<int64_t>(size);
  return options;
}

Error CommandLine::getComparison(ComparisonOptions &options) {
  options.rounds = rounds;
  if (options.rounds < 1)
    return createStringError("expected --rounds to be at least 1, but got 0");
  if (comparedShapes.getNumOccurrences() != 0)
    for (StringRef part : llvm::split(comparedShapes, ',')) {
      auto [sizes, filter] = part.split('@');
      auto shape =
          ConvolutionShape::parse(sizes, filter.empty() ? "3x3" : filter);
      if (!shape)
        return shape.takeError();
      options.shapes.push_back(*shape);
    }
  return getCommon(options);
}

Expected<ServeOptions> CommandLine::getServed() {
  ServeOptions options;
  if (Error error = getCommon(options))
    return error;
  if (Error error = getPlans(options, convDirect))
    return error;
  options.layout = layout;
  return options;
}

Expected<CalibrationOptions> CommandLine::getCalibration() {
  CalibrationOptions options;
  if (Error error = getComparison(options))
    return error;
  // It is a core that is measured, whatever the environment says.
  options.threads = std::nullopt;
  options.output = output;
  return options;
}

Expected<ChoiceOptions> CommandLine::getChoice() {
  ChoiceOptions options;
  if (Error error = getComparison(options))
    return error;
  options.maxError = maxError;
  options.within = within;
  if (!(options.maxError > 0) || !std::isfinite(options.maxError))
    return createStringError(
        llvm::formatv("expected --max-error to be greater than 0, but got {0}",
                      options.maxError));
  if (!(options.within >= 1))
    return createStringError(llvm::formatv(
        "expected --within to be at least 1, but got {0}", options.within));
  if (count < 1 || count > maxShapes)
    return createStringError(
        llvm::formatv("expected --count to be 1 to {0}, but got {1}", maxShapes,
                      count.getValue()));
  if (options.shapes.empty())
    options.shapes = makeRandomShapes(count, seed);
  return options;
}

Expected<BenchOptions> CommandLine::get() {
  if (phases)
    return getPhases();
  if (choose)
    return getChoice();
  if (calibrate)
    return getCalibration();
  if (conv)
    return getConvolution();
  if (model)
    return getModel();
  if (serve)
    return getServed();
  return createStringError("expected a command, conv, model, phases, choose, "
                           "calibrate, compare or serve; wino-bench --help "
                           "explains them");
}

constexpr char kOverview[] =
    "Times convolutions and networks, and compares their results.\n\n"
    "  wino-bench conv --shapes=1x64x64x56x56 --plan=auto,direct\n"
    "  wino-bench conv --target=vulkan --plan=all\n"
    "  wino-bench conv --shapes=1x3x64x224x224 --filter=7x7 --stride=2\n"
    "  wino-bench conv --op=dgrad --direct\n"
    "  wino-bench model --direct\n"
    "  wino-bench phases --target=vulkan --json=phases.json\n"
    "  wino-bench compare --report=compare.html\n"
    "  wino-bench choose --count=60\n"
    "  wino-bench calibrate --output=machine.mlir\n\n"
    "Warms up for at least 0.25 s, then takes the median of at least 15 "
    "calls.\n"
    "GFLOP/s are those of the definition: operations of a direct convolution\n"
    "over time, without those of zeros between values. Errors are absolute: "
    "of\n"
    "a convolution, from float64; of a network, from the direct path on the\n"
    "CPU.\n"
    "On a GPU a call copies its arguments there and its results back. Buffers\n"
    "are all that kernels use: arguments, results, constants, scratch "
    "memory.\n";

Expected<BenchOptions> parseCommandLine(int argc, char **argv) {
  // Unlike ours, LLVM's would be known without a command, too.
  mlir::winograd::removeForeignOptions({"threads"});
  CommandLine commandLine;
  cl::HideUnrelatedOptions(commandLine.category);
  cl::ParseCommandLineOptions(argc, argv, kOverview);
  auto options = commandLine.get();
  if (options)
    if (auto *phases = std::get_if<PhasesOptions>(&*options))
      phases->command.assign(argv, argv + argc);
  return options;
}
