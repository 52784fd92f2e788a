//===- CommandLine.h - Every option of wino-bench -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_COMMANDLINE_H
#define WINO_BENCH_COMMANDLINE_H

#include "Options.h"
#include "winograd/Target/PlanCandidates.h"
#include "llvm/Support/CommandLine.h"

namespace cl = llvm::cl;
using llvm::Error;
using llvm::Expected;

/// Every option, with its name and meaning.
struct CommandLine {
  cl::OptionCategory category{"wino-bench"};
  cl::SubCommand conv{"conv", "times single convolutions"};
  cl::SubCommand model{"model", "times a network"};
  cl::SubCommand choose{"choose", "compares the planner's choices on the CPU "
                                  "with all plans that it looks at"};
  cl::SubCommand calibrate{"calibrate", "measures this machine, by which plans "
                                        "are chosen then"};
  cl::SubCommand phases{"phases", "takes convolutions apart, and measures "
                                  "what ends after each phase"};
  cl::SubCommand serve{"serve", "prepares paths, and times them when standard "
                                "input says so; what compare runs"};
  cl::SubCommandGroup both{&conv, &model, &serve},
      all{&conv, &model, &choose, &serve}, single{&conv, &choose},
      compared{&choose, &calibrate}, ordered{&conv, &serve},
      timed{&conv, &model, &choose, &calibrate, &phases},
      targeted{&conv, &model, &phases, &serve},
      planned{&conv, &model, &choose, &phases, &serve}, formed{&conv, &phases};
  // Only listed here: the script that it runs has the options.
  cl::SubCommand compare{"compare", "compares with other libraries, by turns"};

  cl::opt<std::string> target{"target",
                              cl::init("cpu"),
                              cl::sub(targeted),
                              cl::cat(category),
                              cl::value_desc("cpu|vulkan|cuda"),
                              cl::desc("Where to run")};
  cl::opt<std::string> device{
      "device", cl::sub(targeted), cl::cat(category),
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
               "has; F2, F4, ...: F(m, r) of this m, blocked on the CPU and "
               "four-buffer on a GPU")};
  cl::opt<int64_t> tile{
      "tile", cl::sub(targeted), cl::cat(category), cl::value_desc("m"),
      cl::desc("The option tile of winograd-to-cpu and winograd-to-kernels")};
  cl::opt<unsigned> threads{
      "threads", cl::sub(planned), cl::cat(category), cl::value_desc("n"),
      cl::desc(
          "The option threads of winograd-to-cpu ($T, or 1); a GPU has 1")};
  cl::opt<std::string> pipelineOptions{
      "pipeline-options", cl::sub(planned), cl::cat(category),
      cl::value_desc("text"),
      cl::desc("More options of winograd-to-cpu, or on a "
               "GPU of winograd-to-kernels")};
  cl::opt<std::string> cpu{
      "cpu", cl::sub(timed), cl::cat(category), cl::value_desc("name"),
      cl::desc("Compile for this processor, of which this machine must have "
               "every feature, instead of for this machine's")};
  cl::opt<std::string> targetDescription{
      "target-description", cl::sub(planned), cl::cat(category),
      cl::value_desc("file.mlir"),
      cl::desc(
          "The module with the description of this CPU, by which plans are "
          "chosen, as wino-bench calibrate writes it")};
  cl::list<std::string> libraries{
      "shared-libs",
      cl::CommaSeparated,
      cl::sub(planned),
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
      "min-time", cl::sub(timed), cl::cat(category), cl::value_desc("seconds"),
      cl::desc("Measure at least so long ($BUDGET, or 0.5)")};
  cl::opt<bool> cold{
      "cold", cl::sub(single), cl::cat(category),
      cl::desc("Clear the caches before each call, as the other layers of a "
               "large network do, instead of calling again and again")};
  cl::opt<bool> csv{
      "csv", cl::sub(all), cl::cat(category),
      cl::desc("Lines instead of a table: name,shape and what else it is,"
               "threads,ms,GFLOP/s,max error; of choose, shape,plan,ms,chosen "
               "or nothing")};

  cl::opt<bool> convDirect{
      "direct", cl::sub(ordered), cl::cat(category),
      cl::desc("Compile without Winograd; with --plan, do both")};
  cl::opt<bool> showPlan{
      "show-plan", cl::sub(conv), cl::cat(category),
      cl::desc("Say which plan was taken; beside lines of CSV, as a comment on "
               "standard error")};
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
                              cl::sub(formed),
                              cl::cat(category),
                              cl::value_desc("RxS"),
                              cl::desc("The filter's taps (3x3)")};
  cl::opt<Operation> operation{
      "op",
      cl::init(Operation::Forward),
      cl::sub(conv),
      cl::cat(category),
      cl::desc("What is calculated (forward)"),
      cl::values(
          clEnumValN(Operation::Forward, "forward", "the convolution"),
          clEnumValN(Operation::InputGradient, "dgrad",
                     "its gradient to the image, from one to its result"),
          clEnumValN(Operation::FilterGradient, "wgrad",
                     "its gradient to the filter, from image and gradient"),
          clEnumValN(Operation::Transposed, "transposed",
                     "a transposed convolution of an image of HxW"))};
  cl::opt<std::string> stride{"stride",
                              cl::init("1"),
                              cl::sub(formed),
                              cl::cat(category),
                              cl::value_desc("S[xT]"),
                              cl::desc("Of rows and columns, or both (1)")};
  cl::opt<std::string> dilation{"dilation",
                                cl::init("1"),
                                cl::sub(formed),
                                cl::cat(category),
                                cl::value_desc("D[xE]"),
                                cl::desc("Of rows and columns, or both (1)")};
  cl::opt<int64_t> groups{
      "groups",
      cl::init(1),
      cl::sub(conv),
      cl::cat(category),
      cl::value_desc("n"),
      cl::desc("Groups of channels; as many as there are input and output "
               "channels: a depthwise convolution (1)")};
  cl::opt<std::string> pad{
      "pad", cl::sub(formed), cl::cat(category), cl::value_desc("P[xQ]"),
      cl::desc("Zeros on each side of rows and columns; of a transposed "
               "convolution, of its result (dilation * (taps - 1) / 2)")};
  cl::opt<Layout> layout{
      "layout",
      cl::init(Layout::NCHW),
      cl::sub(ordered),
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

  cl::opt<std::string> comparedShapes{
      "shapes", cl::sub(compared), cl::cat(category),
      cl::value_desc("NxCxKxHxW[@RxS],..."),
      cl::desc(
          "Of choose, instead of random ones, of calibrate, instead of those "
          "that show all times; RxS is the filter (3x3)")};
  cl::opt<unsigned> count{"count",
                          cl::init(60),
                          cl::sub(choose),
                          cl::cat(category),
                          cl::value_desc("n"),
                          cl::desc("How many random shapes (60)")};
  cl::opt<uint64_t> seed{"seed",
                         cl::init(1),
                         cl::sub(choose),
                         cl::cat(category),
                         cl::value_desc("n"),
                         cl::desc("Of the random shapes (1)")};
  cl::opt<unsigned> rounds{
      "rounds",
      cl::init(5),
      cl::sub(compared),
      cl::cat(category),
      cl::value_desc("n"),
      cl::desc("Measure the plans by turns, so often (5); the least counts")};
  cl::opt<double> within{
      "within",
      cl::init(1.1),
      cl::sub(choose),
      cl::cat(category),
      cl::value_desc("factor"),
      cl::desc("How much longer than the best a good choice may take (1.1)")};
  cl::opt<double> maxError{
      "max-error",
      cl::init(mlir::winograd::PlanWishes::defaultMaxError),
      cl::sub(choose),
      cl::cat(category),
      cl::value_desc("factor"),
      cl::desc("The option max-error of winograd-to-cpu, for all plans (10)")};

  cl::opt<std::string> output{
      "output",
      cl::init("-"),
      cl::sub(calibrate),
      cl::cat(category),
      cl::value_desc("file.mlir"),
      cl::desc("Write the description here (standard output)")};

  cl::opt<std::string> phasesShapes{
      "shapes",
      cl::sub(phases),
      cl::cat(category),
      cl::value_desc("NxCxKxHxW,..."),
      cl::init("1x8x8x32x32,1x16x16x32x32,1x32x32x64x64,1x64x64x64x64"),
      cl::desc("Batch, input and output channels, rows and columns (four)")};
  cl::opt<std::string> phasesModule{
      "module", cl::sub(phases), cl::cat(category), cl::value_desc("file.mlir"),
      cl::desc("Instead of shapes: one convolution of this network")};
  cl::opt<std::string> phasesOperation{
      "op", cl::sub(phases), cl::cat(category), cl::value_desc("name or place"),
      cl::desc("Which one: the name of its function, operation or location, or "
               "where it stands, file:line:column or line; the only one "
               "otherwise")};
  cl::list<std::string> contenders{
      "contenders",
      cl::CommaSeparated,
      cl::sub(phases),
      cl::cat(category),
      cl::value_desc("name,..."),
      cl::desc("Whose phases: direct, kron, one operation per transform, and "
               "tensor, sums of slices (all)")};
  cl::opt<unsigned> candidates{
      "candidates",
      cl::init(8),
      cl::sub(phases),
      cl::cat(category),
      cl::value_desc("n"),
      cl::desc("How many of the planner's candidates to measure, the best "
               "first (8)")};
  cl::opt<std::string> csvFile{
      "csv", cl::sub(phases), cl::cat(category), cl::value_desc("file.csv"),
      cl::desc("Write a line for each measurement here")};
  cl::opt<std::string> jsonFile{
      "json", cl::sub(phases), cl::cat(category), cl::value_desc("file.json"),
      cl::desc("Write all that is known here (docs/Bench.md)")};
  cl::opt<std::string> reportFile{
      "report", cl::sub(phases), cl::cat(category), cl::value_desc("file.html"),
      cl::desc("Make a page to look at, with the JSON and lines of CSV beside "
               "it; in Python, like compare")};

  Expected<BenchOptions> get();

private:
  Error checkTarget(const CommonOptions &options);
  Error getThreads(CommonOptions &options);
  Error getCache(CommonOptions &options);
  Error getPlans(CommonOptions &options, bool direct);
  Error getCommon(CommonOptions &options);
  Error getShapes(ConvolutionOptions &options);
  Expected<ConvolutionOptions> getConvolution();
  Expected<ModelOptions> getModel();
  Error getComparison(ComparisonOptions &options);
  Expected<ChoiceOptions> getChoice();
  Expected<ServeOptions> getServed();
  Expected<CalibrationOptions> getCalibration();
  Expected<PhasesOptions> getPhases();
};

#endif // WINO_BENCH_COMMANDLINE_H
