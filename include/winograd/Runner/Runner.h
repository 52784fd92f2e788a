//===- Runner.h - What wino-run does ----------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_RUNNER_H
#define WINOGRAD_RUNNER_RUNNER_H

#include "mlir/IR/DialectRegistry.h"
#include "winograd/Runner/RunOptions.h"

namespace mlir::winograd {

/// Parses, compiles and runs the function, writes the outputs, and prints what
/// was asked for to `os`. MLIR's diagnostics go to standard error. On an error
/// no output file is touched.
llvm::Error run(const RunOptions &options, const DialectRegistry &registry,
                llvm::raw_ostream &os);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_RUNNER_H
