//===- RunOptions.h - What to run, and on what ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_RUNOPTIONS_H
#define WINOGRAD_RUNNER_RUNOPTIONS_H

#include "winograd/Runner/ObjectCache.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlir::winograd {

/// How to compile a function.
struct CompileOptions {
  /// `cpu`, or a GPU's interface: `vulkan`, `cuda`.
  std::string target = "cpu";
  bool isForGPU() const { return target != "cpu"; }
  /// Instead of `winograd-to-cpu`, or on a GPU of `winograd-to-kernels` and
  /// what follows: the same without Winograd, or the text of a pipeline.
  bool direct = false;
  std::optional<std::string> pipeline;
  /// Passed to `winograd-to-cpu`. After `stopAfter`, the results are those of
  /// that step.
  std::optional<int64_t> tile, threads;
  std::optional<std::string> plan, stopAfter;
  /// More options of `winograd-to-cpu`, or on a GPU of `winograd-to-kernels`.
  std::string pipelineOptions;
  /// The processor to compile for, if not this machine's.
  std::string cpu;
  /// The file that describes it, if there is one (DescriptionFile.h). Not on a
  /// GPU.
  std::string targetDescription;
  /// Where the compiled code finds functions that it calls.
  std::vector<std::string> sharedLibraries;
  /// Tell gdb and perf which line of the module code comes from (DebugInfo.h).
  /// Not on a GPU.
  bool debugInfo = false;
};

/// What to run, on what, and what to report.
struct RunOptions : CompileOptions {
  /// The file with the module (`-`: standard input) and the function in it.
  std::string moduleFile, entry;
  /// Of the GPU: an index, or a part of a name; otherwise the preferred one.
  std::optional<std::string> device;
  /// Instead of running anything, print the devices of the target.
  bool listDevices = false;
  /// Turn what the interface's validation finds into errors.
  bool validate = false;
  /// Run on all ranks that mpirun has started, each on its part: into which
  /// parts, see PartitionOptions.
  std::optional<std::string> shards;
  /// Where compiled code is kept.
  CacheOptions cache;
  /// One .npy file for each argument, one for each result. The outputs can be
  /// left out when `check`, `timedRuns` or `profiledRuns` is there.
  std::vector<std::string> inputs, outputs;
  /// Instead of `inputs`: random numbers from this seed.
  std::optional<uint64_t> randomSeed;

  /// Compare with what MLIR's own lowering to scalar loops gives for the same
  /// inputs (Reference.h), with `shards` with what the direct path gives on one
  /// rank; an error if they differ by more than `tolerance`, or
  /// in what is not finite.
  bool check = false;
  std::optional<double> tolerance;
  /// Report the compile time and the median duration of so many runs.
  std::optional<unsigned> timedRuns;
  /// Report the duration of each kernel on the GPU, as the mean of so many
  /// runs.
  std::optional<unsigned> profiledRuns;

  /// An error if a value is none, or options contradict each other.
  llvm::Error verify() const;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_RUNOPTIONS_H
