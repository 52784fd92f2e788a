//===- Options.cpp - The command line of wino-bench -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "winograd/Support/CommandLine.h"
#include "winograd/Support/Limits.h"
#include "winograd/Support/PlanKind.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <cstdlib>

namespace cl = llvm::cl;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using mlir::winograd::getIfGiven;

namespace {

/// The value of an environment variable, if it has one.
std::optional<std::string> getFromEnvironment(const char *name) {
  const char *value = std::getenv(name);
  return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

/// Every option, with its name and meaning.
struct CommandLine {
  cl::OptionCategory category{"wino-bench"};
  cl::SubCommand conv{"conv", "times single convolutions"};
  cl::SubCommand model{"model", "times a network"};
  cl::SubCommandGroup both{&conv, &model};

  cl::opt<std::string> target{"target",
                              cl::init("cpu"),
                              cl::sub(both),
                              cl::cat(category),
                              cl::value_desc("cpu|vulkan|cuda"),
                              cl::desc("Where to run")};
  cl::opt<std::string> device{
      "device", cl::sub(both), cl::cat(category),
      cl::value_desc("name or index"),
      cl::desc("The GPU: its index, or a part of its name, as wino-run "
               "--list-devices prints them; the first one otherwise")};
  cl::list<std::string> plans{
      "plan",
      cl::CommaSeparated,
      cl::sub(both),
      cl::cat(category),
      cl::value_desc("name,..."),
      cl::desc("The option plan of winograd-to-cpu and winograd-to-kernels, "
               "one after the other (auto); all: every one that the target "
               "has")};
  cl::opt<int64_t> tile{
      "tile", cl::sub(both), cl::cat(category), cl::value_desc("m"),
      cl::desc("The option tile of winograd-to-cpu and winograd-to-kernels")};
  cl::opt<unsigned> threads{
      "threads", cl::sub(both), cl::cat(category), cl::value_desc("n"),
      cl::desc(
          "The option threads of winograd-to-cpu ($T, or 1); a GPU has 1")};
  cl::opt<std::string> pipelineOptions{
      "pipeline-options", cl::sub(both), cl::cat(category),
      cl::value_desc("text"),
      cl::desc("More options of winograd-to-cpu, or on a "
               "GPU of winograd-to-kernels")};
  cl::opt<std::string> cpu{
      "cpu", cl::sub(both), cl::cat(category), cl::value_desc("name"),
      cl::desc("Compile for this processor, of which this machine must have "
               "every feature, instead of for this machine's")};
  cl::list<std::string> libraries{
      "shared-libs",
      cl::CommaSeparated,
      cl::sub(both),
      cl::cat(category),
      cl::value_desc("lib.so"),
      cl::desc("Libraries with functions that compiled code calls")};
  cl::opt<bool> cache{
      "cache", cl::sub(both), cl::cat(category),
      cl::desc("Take compiled code that is kept also for what is timed; its "
               "compile time is not known then")};
  cl::opt<std::string> cacheDirectory{
      "cache-dir", cl::sub(both), cl::cat(category), cl::value_desc("folder"),
      cl::desc("Keep compiled code for the CPU here ($XDG_CACHE_HOME/winograd, "
               "or ~/.cache/winograd): that of a network's reference")};
  cl::opt<std::string> cacheSize{
      "cache-size", cl::sub(both), cl::cat(category), cl::value_desc("bytes"),
      cl::desc("The most that is kept, also as 500m or 2g (2g); 0: no limit")};
  cl::opt<bool> noCache{
      "no-cache", cl::sub(both), cl::cat(category),
      cl::desc("Compile all anew, and keep nothing; so does a "
               "WINOGRAD_NO_CACHE in the environment, unless --cache-dir is "
               "given")};
  cl::opt<double> minSeconds{
      "min-time", cl::sub(both), cl::cat(category), cl::value_desc("seconds"),
      cl::desc("Measure at least so long ($BUDGET, or 0.5)")};
  cl::opt<bool> csv{
      "csv", cl::sub(both), cl::cat(category),
      cl::desc("name,shape,threads,ms,GFLOP/s,max error instead of a table")};

  cl::opt<bool> convDirect{
      "direct", cl::sub(conv), cl::cat(category),
      cl::desc("Compile without Winograd; with --plan, do both")};
  cl::opt<std::string> shapes{
      "shapes",
      cl::sub(conv),
      cl::cat(category),
      cl::value_desc("NxCxKxHxW,..."),
      cl::init("1x8x8x32x32,1x16x16x32x32,1x32x32x64x64,1x64x64x64x64,"
               "1x64x64x56x56,1x128x128x28x28,1x256x256x14x14,1x512x512x7x7"),
      cl::desc("Batch, input and output channels, rows and columns ($SHAPES, "
               "or eight typical ones)")};
  cl::opt<std::string> filter{"filter",
                              cl::init("3x3"),
                              cl::sub(conv),
                              cl::cat(category),
                              cl::value_desc("RxS"),
                              cl::desc("The filter's taps (3x3)")};
  cl::opt<Layout> layout{
      "layout",
      cl::init(Layout::NCHW),
      cl::sub(conv),
      cl::cat(category),
      cl::desc("Of the image (nchw)"),
      cl::values(clEnumValN(Layout::NCHW, "nchw", "with FCHW filters"),
                 clEnumValN(Layout::NHWC, "nhwc", "with HWCF filters"))};

  cl::opt<bool> modelDirect{"direct", cl::sub(model), cl::cat(category),
                            cl::desc("Time the direct path, too")};
  cl::opt<std::string> moduleFile{
      "module",
      cl::init("build/demo/network.mlir"),
      cl::sub(model),
      cl::cat(category),
      cl::value_desc("file.mlir"),
      cl::desc("The network (build/demo/network.mlir, which utils/demo.sh "
               "makes)")};
  cl::opt<std::string> entry{"entry",
                             cl::init("main"),
                             cl::sub(model),
                             cl::cat(category),
                             cl::value_desc("name"),
                             cl::desc("The function to time (main)")};
  cl::opt<int64_t> size{"size", cl::sub(model), cl::cat(category),
                        cl::value_desc("n"),
                        cl::desc("Expect the network to be for n x n pixels")};

  Expected<BenchOptions> get();

private:
  Error checkTarget(const CommonOptions &options);
  Error getThreads(CommonOptions &options);
  Error getCache(CommonOptions &options);
  Error getPlans(CommonOptions &options, bool direct);
  Error getCommon(CommonOptions &options);
  Expected<ConvolutionOptions> getConvolution();
  Expected<ModelOptions> getModel();
};

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
  // Whoever asks for more time accepts more than usual.
  options.repeat.maxSeconds =
      std::max(options.repeat.maxSeconds, options.repeat.minSeconds);
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
  options.layout = layout;
  options.dataFolder = getFromEnvironment("PEERS_DATA");
  std::string text = shapes;
  if (shapes.getNumOccurrences() == 0)
    text = getFromEnvironment("SHAPES").value_or(text);
  for (StringRef part : llvm::split(text, ',')) {
    auto shape = ConvolutionShape::parse(part, filter);
    if (!shape)
      return shape.takeError();
    options.shapes.push_back(*shape);
  }
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

Expected<BenchOptions> CommandLine::get() {
  if (conv)
    return getConvolution();
  if (model)
    return getModel();
  return createStringError(
      "expected a command, conv or model; wino-bench --help explains them");
}

constexpr char kOverview[] =
    "Times convolutions and networks, and compares their results.\n\n"
    "  wino-bench conv --shapes=1x64x64x56x56 --plan=auto,direct\n"
    "  wino-bench conv --target=vulkan --plan=all\n"
    "  wino-bench model --direct\n\n"
    "Warms up for at least 0.25 s, then takes the median of at least 15 "
    "calls.\n"
    "GFLOP/s are those of the definition: operations of a direct convolution\n"
    "over time. Errors are absolute: of a convolution, from float64; of a\n"
    "network, from the direct path on the CPU.\n"
    "On a GPU a call copies its arguments there and its results back. Buffers\n"
    "are all that kernels use: arguments, results, constants, scratch "
    "memory.\n";

Expected<BenchOptions> parseCommandLine(int argc, char **argv) {
  // Unlike ours, LLVM's would be known without a command, too.
  mlir::winograd::removeForeignOptions({"threads"});
  CommandLine commandLine;
  cl::HideUnrelatedOptions(commandLine.category);
  cl::ParseCommandLineOptions(argc, argv, kOverview);
  return commandLine.get();
}
