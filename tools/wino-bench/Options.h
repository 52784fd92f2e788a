//===- Options.h - The command line of wino-bench ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_OPTIONS_H
#define WINO_BENCH_OPTIONS_H

#include "ConvolutionShape.h"
#include "winograd/Runner/ObjectCache.h"
#include "winograd/Runner/Timing.h"
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What all commands take.
struct CommonOptions {
  /// `cpu`, `vulkan` or `cuda`.
  std::string target = "cpu";
  bool isForGPU() const { return target != "cpu"; }
  /// Of the GPU: an index, or a part of a name; otherwise the preferred one.
  std::optional<std::string> device;
  /// Names of plans; empty if none was given.
  std::vector<std::string> plans;
  /// All of them were asked for: one that the device cannot hold is no error.
  bool allPlans = false;
  std::optional<int64_t> tile;
  bool direct = false;
  /// If given, the option of winograd-to-cpu. Never on a GPU.
  std::optional<unsigned> threads;
  /// More options of winograd-to-cpu, as text.
  std::string pipelineOptions;
  /// The processor to compile for, if not this machine's. Never on a GPU.
  std::string cpu;
  /// The file that describes it, if there is one. Never on a GPU.
  std::string targetDescription;
  std::vector<std::string> sharedLibraries;
  /// Where compiled code is kept, and whether that is taken for what is timed.
  mlir::winograd::CacheOptions cache;
  bool timesCached = false;
  bool csv = false;
  mlir::winograd::RepeatPolicy repeat;

  unsigned getThreads() const { return threads.value_or(1); }
};

/// `wino-bench conv`
struct ConvolutionOptions : CommonOptions {
  std::vector<ConvolutionShape> shapes;
  Layout layout = Layout::NCHW;
  /// Whether the report says what was planned.
  bool showsPlans = false;
  /// The folder with the shapes' data, if there is one.
  std::optional<std::string> dataFolder;
};

/// `wino-bench model`
struct ModelOptions : CommonOptions {
  std::string moduleFile, entry;
  /// What the rows and columns of the argument must be.
  std::optional<int64_t> size;
};

/// What commands take that compare all plans on the CPU.
struct ComparisonOptions : CommonOptions {
  std::vector<ConvolutionShape> shapes;
  /// How often the plans are measured, by turns.
  unsigned rounds = 5;
};

/// `wino-bench choose`
struct ChoiceOptions : ComparisonOptions {
  /// The bound on the error of a plan, as `winograd-plan` has it.
  double maxError = 0;
  /// How many times as long as the fastest a choice may take and be good.
  double within = 1.1;
};

/// `wino-bench calibrate`
struct CalibrationOptions : ComparisonOptions {
  std::string output = "-";
};

/// `wino-bench phases`
struct PhasesOptions : ComparisonOptions {
  /// Instead of shapes: a network, and the name or place of a convolution in
  /// it; empty: the only one.
  std::string moduleFile, operation;
  /// Whose phases are measured: `direct`, `kron`, `tensor`.
  std::vector<std::string> contenders;
  /// How many of the planner's candidates are measured, the best first.
  unsigned candidates = 8;
  /// Where the report goes, beside the terminal; empty: nowhere.
  std::string csvFile, jsonFile, reportFile;
  std::vector<std::string> command;
};

/// `wino-bench serve`
struct ServeOptions : CommonOptions {
  /// Of convolutions.
  Layout layout = Layout::NCHW;
};

using BenchOptions =
    std::variant<ConvolutionOptions, ModelOptions, ChoiceOptions,
                 CalibrationOptions, PhasesOptions, ServeOptions>;

/// Parses the command line and the environment. On an unknown option or a value
/// that is no number, says so and exits with 1.
llvm::Expected<BenchOptions> parseCommandLine(int argc, char **argv);

#endif // WINO_BENCH_OPTIONS_H
