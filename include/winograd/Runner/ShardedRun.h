//===- ShardedRun.h - What wino-run does on all ranks -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_SHARDEDRUN_H
#define WINOGRAD_RUNNER_SHARDEDRUN_H

#include "mlir/IR/DialectRegistry.h"
#include "winograd/Runner/RunOptions.h"

namespace mlir::winograd {

/// Runs the function on all processes that mpirun has started, or, without one,
/// on this. Each makes the program of one rank, and runs it on its part of the
/// inputs; the first puts the results together, writes them, and prints what
/// was asked for to `os`. Called by each of them, with its options, or what was
/// wrong with them: an error of one ends all, with one message. What was
/// printed already gives an error for which isReported holds. On an error no
/// output file is touched.
llvm::Error runSharded(llvm::Expected<RunOptions> options,
                       const DialectRegistry &registry, llvm::raw_ostream &os);

/// Whether nothing is left to say of the error.
bool isReported(const llvm::Error &error);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_SHARDEDRUN_H
