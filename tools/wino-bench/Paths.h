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
#include "winograd/Runner/CompiledPath.h"

/// The m of a name `Fm`, which stands for F(m, r) by one plan, of the target:
/// `blocked`, or `four-buffer` on a GPU. Nullopt of other names.
std::optional<int64_t> getTileOfName(llvm::StringRef plan);

/// The path without Winograd; its code is kept in `cache`, if there is one.
mlir::winograd::ExecutionPath
getDirectPath(const CommonOptions &options,
              const mlir::winograd::GPURuntimeLibrary *gpu,
              const mlir::winograd::ObjectCache *cache);
/// One path for each plan that is asked for, or that of the cost model.
std::vector<mlir::winograd::ExecutionPath>
getPlanPaths(const CommonOptions &options,
             const mlir::winograd::GPURuntimeLibrary *gpu,
             const mlir::winograd::ObjectCache *cache);

/// The first error of checkPath.
llvm::Error checkPaths(llvm::ArrayRef<mlir::winograd::ExecutionPath> paths,
                       mlir::MLIRContext &context);

#endif // WINO_BENCH_PATHS_H
