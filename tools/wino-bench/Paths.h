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
#include "winograd/Runner/ScratchMemory.h"

/// One way to compile: a plan, or without Winograd.
struct Path {
  /// How reports call it.
  std::string name;
  /// The text of a pass pipeline.
  std::string pipeline;
};

/// The path without Winograd.
Path getDirectPath(const CommonOptions &options);
/// The path of each plan, `auto` if none is named.
std::vector<Path> getPlanPaths(const CommonOptions &options);

/// An error if a pipeline or one of its options is none.
llvm::Error checkPaths(llvm::ArrayRef<Path> paths, mlir::MLIRContext &context);

/// A function, how long it took to compile, and what it allocates per call.
struct CompiledPath {
  mlir::winograd::CompiledFunction function;
  double compileSeconds;
  mlir::winograd::ScratchMemory scratch;
};

/// Compiles a copy of `module`.
llvm::Expected<CompiledPath>
compilePath(const Path &path, const CommonOptions &options,
            mlir::ModuleOp module,
            const mlir::winograd::EntrySignature &signature);

#endif // WINO_BENCH_PATHS_H
