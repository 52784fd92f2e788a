//===- PhaseRunner.h - Measures a computation that ends early ---*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_PHASERUNNER_H
#define WINO_BENCH_PHASERUNNER_H

#include "Options.h"
#include "PhaseProblem.h"
#include <limits>

namespace mlir::winograd {
class GPURuntimeLibrary;
} // namespace mlir::winograd

/// Compiles and measures programs on one target.
class PhaseRunner {
public:
  PhaseRunner(const PhasesOptions &options,
              const mlir::winograd::GPURuntimeLibrary *gpu,
              const Roofline &roofline)
      : options(options), gpu(gpu), roofline(roofline) {}

  /// How a program is compiled.
  struct Compilation {
    bool direct = false;
    std::optional<std::string> plan, stopAfter;
    std::optional<int64_t> tile;
    /// What it takes at most, whatever is counted.
    double mostFlops = std::numeric_limits<double>::infinity();
  };

  /// The error of results; nullopt without a reference.
  using Judge = llvm::function_ref<std::optional<ResultError>(
      llvm::ArrayRef<mlir::winograd::NpyArray> results)>;

  /// Adds to `entry`, which has its names, all that is measured, or why it
  /// could not be. If `recorder` is given, it listens to the compiler.
  void measure(const PhaseProgram &program, const Compilation &compilation,
               Judge judge, PhaseEntry &entry,
               CompileRecorder *recorder = nullptr) const;

private:
  llvm::Error tryMeasure(const PhaseProgram &program,
                         const Compilation &compilation, Judge judge,
                         PhaseEntry &entry, CompileRecorder &recorder) const;

  const PhasesOptions &options;
  const mlir::winograd::GPURuntimeLibrary *gpu;
  const Roofline &roofline;
};

#endif // WINO_BENCH_PHASERUNNER_H
