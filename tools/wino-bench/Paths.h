//===- Paths.h - The ways to compile that are compared ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_PATHS_H
#define WINO_BENCH_PATHS_H

#include "Options.h"
#include "winograd/Runner/CompiledFunction.h"
#include "winograd/Runner/GPUPath.h"
#include "winograd/Runner/ScratchMemory.h"

/// One way to compile: a plan, or without Winograd.
struct Path {
  /// How reports call it.
  std::string name;
  /// On the CPU: the text of a pass pipeline.
  std::string pipeline;
  /// On a GPU: its runtime, and the pipeline's options.
  const mlir::winograd::GPURuntimeLibrary *gpu = nullptr;
  mlir::winograd::RunOptions gpuOptions;
};

/// The path without Winograd, on the CPU if `gpu` is null.
Path getDirectPath(const CommonOptions &options,
                   const mlir::winograd::GPURuntimeLibrary *gpu);
/// The path of each plan, `auto` if none is named.
std::vector<Path> getPlanPaths(const CommonOptions &options,
                               const mlir::winograd::GPURuntimeLibrary *gpu);

/// An error if a pipeline or one of its options is none.
llvm::Error checkPaths(llvm::ArrayRef<Path> paths, mlir::MLIRContext &context);

/// The error that the device cannot hold a plan.
class PlanRefused : public llvm::ErrorInfo<PlanRefused> {
public:
  static char ID;
  explicit PlanRefused(std::string reason) : reason(std::move(reason)) {}
  /// The figure and the limit.
  const std::string reason;
  void log(llvm::raw_ostream &os) const override {
    os << "refused: " << reason;
  }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }
};

/// How long a call takes, and which part of it on a GPU.
struct CallSeconds {
  double all = 0, onDevice = 0;
};

/// A function, how long it took to compile, and what a call needs.
struct CompiledPath {
  mlir::winograd::CompiledFunction function;
  const mlir::winograd::GPURuntimeLibrary *gpu;
  double compileSeconds;
  mlir::winograd::ScratchMemory scratch;
  mlir::winograd::LaunchCounts launches;

  llvm::Expected<std::vector<mlir::winograd::NpyArray>>
  run(llvm::ArrayRef<mlir::winograd::NpyArray> inputs) const;
  /// Medians.
  llvm::Expected<CallSeconds>
  measure(llvm::ArrayRef<mlir::winograd::NpyArray> inputs,
          const mlir::winograd::RepeatPolicy &policy) const;
};

/// Compiles a copy of `module` and its function `signature.name`. The error is
/// PlanRefused if `options.allPlans` and the device cannot hold the plan.
llvm::Expected<CompiledPath>
compilePath(const Path &path, const CommonOptions &options,
            mlir::ModuleOp module,
            const mlir::winograd::EntrySignature &signature);

#endif // WINO_BENCH_PATHS_H
