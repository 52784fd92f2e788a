//===- Options.cpp - The command line of wino-run -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "winograd/Support/CommandLine.h"

namespace cl = llvm::cl;
using mlir::winograd::getIfGiven;

namespace {

/// A number that may be left out: `--time` is `--time=Default`.
template <unsigned Default> struct OptionalNumber : cl::parser<unsigned> {
  using cl::parser<unsigned>::parser;
  bool parse(cl::Option &option, llvm::StringRef name, llvm::StringRef text,
             unsigned &value) {
    if (text.empty()) {
      value = Default;
      return false;
    }
    return cl::parser<unsigned>::parse(option, name, text, value);
  }
};

/// Every option, with its name and meaning.
struct CommandLine {
  cl::OptionCategory category{"wino-run"};
  cl::opt<std::string> moduleFile{
      cl::Positional, cl::Required, cl::cat(category),
      cl::desc("<module: text or bytecode, - for standard input>")};
  cl::opt<std::string> entry{"entry", cl::Required, cl::cat(category),
                             cl::value_desc("name"),
                             cl::desc("The function to run")};
  cl::opt<std::string> target{"target", cl::init("cpu"), cl::cat(category),
                              cl::value_desc("cpu|vulkan|cuda"),
                              cl::desc("Where to run it")};
  cl::opt<std::string> device{
      "device", cl::cat(category), cl::value_desc("name or index"),
      cl::desc("The GPU: its index, or a part of its name, as --list-devices "
               "prints them; the first one otherwise")};
  cl::opt<bool> listDevices{
      "list-devices", cl::cat(category),
      cl::desc("Print the devices of the target, and do nothing else")};
  cl::opt<bool> validate{
      "validate", cl::cat(category),
      cl::desc("Fail if Vulkan's validation layer finds a mistake")};
  cl::list<std::string> inputs{"input", cl::cat(category),
                               cl::value_desc("x.npy"),
                               cl::desc("One for each argument, in order")};
  cl::list<std::string> outputs{
      "output", cl::cat(category), cl::value_desc("y.npy"),
      cl::desc("One for each result, in order; all of them can be left out "
               "with --check, --time or --profile")};
  cl::opt<unsigned, false, OptionalNumber<0>> randomSeed{
      "random-inputs", cl::ValueOptional, cl::cat(category),
      cl::value_desc("seed"),
      cl::desc("Instead of --input: N(0,1), or small integers")};
  cl::opt<std::string> shards{
      "shard", cl::cat(category), cl::value_desc("parts"),
      cl::desc("Run on all ranks that mpirun has started, each on its part: "
               "auto, annotations, or e.g. height:2,width:2; partitioned: the "
               "module is the program of one rank already")};
  cl::opt<bool> direct{"direct", cl::cat(category),
                       cl::desc("Compile without Winograd")};
  cl::opt<std::string> pipeline{
      "pipeline", cl::cat(category), cl::value_desc("text"),
      cl::desc("Compile by this pass pipeline, which ends in the LLVM dialect, "
               "instead of winograd-to-cpu")};
  cl::opt<int64_t> tile{"tile", cl::cat(category), cl::value_desc("m"),
                        cl::desc("The option tile of winograd-to-cpu")};
  cl::opt<std::string> plan{"plan", cl::cat(category), cl::value_desc("name"),
                            cl::desc("The option plan of winograd-to-cpu")};
  cl::opt<int64_t> threads{
      "threads", cl::cat(category), cl::value_desc("n"),
      cl::desc("The option threads of winograd-to-cpu, of both paths")};
  cl::opt<std::string> stopAfter{
      "stop-after", cl::cat(category), cl::value_desc("step"),
      cl::desc("The option stop-after of winograd-to-cpu: the outputs are "
               "those of a step")};
  cl::opt<std::string> pipelineOptions{
      "pipeline-options", cl::cat(category), cl::value_desc("text"),
      cl::desc("More options of winograd-to-cpu, or on a GPU of "
               "winograd-to-kernels")};
  cl::opt<std::string> cpu{
      "cpu", cl::cat(category), cl::value_desc("name"),
      cl::desc("Compile for this processor, of which this machine must have "
               "every feature, instead of for this machine's")};
  cl::opt<std::string> targetDescription{
      "target-description", cl::cat(category), cl::value_desc("file.mlir"),
      cl::desc(
          "The module with the description of this CPU, by which plans are "
          "chosen, as wino-bench calibrate writes it")};
  cl::list<std::string> libraries{
      "shared-libs", cl::CommaSeparated, cl::cat(category),
      cl::value_desc("lib.so"),
      cl::desc("Libraries with functions that the module calls")};
  cl::opt<std::string> cacheDirectory{
      "cache-dir", cl::cat(category), cl::value_desc("folder"),
      cl::desc("Keep compiled code for the CPU here ($XDG_CACHE_HOME/winograd, "
               "or ~/.cache/winograd), and take what is there")};
  cl::opt<std::string> cacheSize{
      "cache-size", cl::cat(category), cl::value_desc("bytes"),
      cl::desc("The most that is kept, also as 500m or 2g (2g); 0: no limit")};
  cl::opt<bool> noCache{
      "no-cache", cl::cat(category),
      cl::desc("Compile anew, and keep nothing; so does a WINOGRAD_NO_CACHE in "
               "the environment, unless --cache-dir is given")};
  cl::opt<bool> check{
      "check", cl::cat(category),
      cl::desc("Compare with a reference that shares nothing with "
               "this compiler: MLIR's own lowering to scalar "
               "loops, sums of floats in f64")};
  cl::opt<double> tolerance{
      "tolerance", cl::cat(category), cl::value_desc("x"),
      cl::desc("Fail if --check finds a larger absolute error")};
  cl::opt<unsigned, false, OptionalNumber<10>> timedRuns{
      "time", cl::ValueOptional, cl::cat(category), cl::value_desc("runs"),
      cl::desc("Print the compile time and the median of 10, or so many, runs "
               "after one to warm up; freed memory is kept between them")};
  cl::opt<unsigned, false, OptionalNumber<10>> profiledRuns{
      "profile", cl::ValueOptional, cl::cat(category), cl::value_desc("runs"),
      cl::desc("Print how long each kernel takes on the GPU: the mean of 10, "
               "or so many, runs after one to warm up")};

  cl::opt<bool> debugInfo{
      "g", cl::cat(category),
      cl::desc("Tell gdb, and perf by a file in $JITDUMPDIR/.debug/jit, which "
               "line of the module code comes from; nothing is kept")};

  mlir::winograd::RunOptions get();
};

} // namespace

mlir::winograd::RunOptions CommandLine::get() {
  mlir::winograd::RunOptions options;
  options.moduleFile = moduleFile;
  options.entry = entry;
  options.target = target;
  options.device = getIfGiven<std::string>(device);
  options.listDevices = listDevices;
  options.validate = validate;
  options.inputs = inputs;
  options.outputs = outputs;
  options.shards = getIfGiven<std::string>(shards);
  options.randomSeed = getIfGiven<uint64_t>(randomSeed);
  options.direct = direct;
  options.pipeline = getIfGiven<std::string>(pipeline);
  options.tile = getIfGiven<int64_t>(tile);
  options.plan = getIfGiven<std::string>(plan);
  options.threads = getIfGiven<int64_t>(threads);
  options.stopAfter = getIfGiven<std::string>(stopAfter);
  options.pipelineOptions = pipelineOptions;
  options.cpu = cpu;
  options.targetDescription = targetDescription;
  options.sharedLibraries = libraries;
  options.cache.isOn = !noCache && !mlir::winograd::hasForeignOptions(category);
  options.cache.directory = getIfGiven<std::string>(cacheDirectory);
  options.cache.size =
      getIfGiven<std::string>(cacheSize).value_or(options.cache.size);
  options.debugInfo = debugInfo;
  options.check = check;
  options.tolerance = getIfGiven<double>(tolerance);
  options.timedRuns = getIfGiven<unsigned>(timedRuns);
  options.profiledRuns = getIfGiven<unsigned>(profiledRuns);
  return options;
}

constexpr char kOverview[] =
    "Runs a function of a module of linalg on tensors.\n\n"
    "  wino-run conv.mlir --entry=conv --input=x.npy --output=y.npy --check\n"
    "  wino-run --target=vulkan --list-devices\n\n"
    "Arrays are .npy files in C order, little endian. NumPy has no bfloat16:\n"
    "the bits of one are read from <u2 or |V2 and written as <u2.\n";

/// Whether the option is among the arguments.
static bool hasOption(llvm::ArrayRef<char *> arguments, llvm::StringRef name) {
  return llvm::any_of(arguments, [&](llvm::StringRef argument) {
    return argument.consume_front("-") &&
           argument.ltrim('-').split('=').first == name;
  });
}

bool isSharded(int argc, char **argv) {
  return hasOption(llvm::ArrayRef(argv, argc).drop_front(), "shard");
}

llvm::Expected<mlir::winograd::RunOptions> parseCommandLine(int argc,
                                                            char **argv) {
  mlir::winograd::removeForeignOptions({"stop-after", "threads"});
  CommandLine commandLine;
  // Devices can be listed without a module.
  if (hasOption(llvm::ArrayRef(argv, argc).drop_front(), "list-devices")) {
    commandLine.moduleFile.setNumOccurrencesFlag(cl::Optional);
    commandLine.entry.setNumOccurrencesFlag(cl::Optional);
  }
  cl::HideUnrelatedOptions(commandLine.category);
  std::string problem;
  llvm::raw_string_ostream os(problem);
  if (!cl::ParseCommandLineOptions(argc, argv, kOverview, &os))
    return llvm::createStringError(llvm::StringRef(problem).trim());
  return commandLine.get();
}
