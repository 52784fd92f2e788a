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
#include "winograd/Runner/Timing.h"
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What both commands take.
struct CommonOptions {
  /// Only `cpu` so far.
  std::string target = "cpu";
  /// Names of plans; empty if none was given.
  std::vector<std::string> plans;
  std::optional<int64_t> tile;
  bool direct = false;
  /// If given, the option of winograd-to-cpu.
  std::optional<unsigned> threads;
  /// More options of winograd-to-cpu, as text.
  std::string pipelineOptions;
  std::vector<std::string> sharedLibraries;
  bool csv = false;
  mlir::winograd::RepeatPolicy repeat;

  unsigned getThreads() const { return threads.value_or(1); }
};

/// `wino-bench conv`
struct ConvolutionOptions : CommonOptions {
  std::vector<ConvolutionShape> shapes;
  Layout layout = Layout::NCHW;
  /// The folder with the shapes' data, if there is one.
  std::optional<std::string> dataFolder;
};

/// `wino-bench model`
struct ModelOptions : CommonOptions {
  std::string moduleFile, entry;
  /// What the rows and columns of the argument must be.
  std::optional<int64_t> size;
};

using BenchOptions = std::variant<ConvolutionOptions, ModelOptions>;

/// Parses the command line and the environment. On an unknown option or a value
/// that is no number, says so and exits with 1.
llvm::Expected<BenchOptions> parseCommandLine(int argc, char **argv);

#endif // WINO_BENCH_OPTIONS_H
