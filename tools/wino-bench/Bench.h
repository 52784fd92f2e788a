//===- Bench.h - What wino-bench times --------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_BENCH_H
#define WINO_BENCH_BENCH_H

#include "Options.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir {
class DialectRegistry;
} // namespace mlir

/// Times every path on every shape, and prints a line for each to `os`.
llvm::Error bench(const ConvolutionOptions &options,
                  const mlir::DialectRegistry &registry, llvm::raw_ostream &os);

/// Times a network by every plan and, if asked for, by the direct path, which
/// the results are compared with.
llvm::Error bench(const ModelOptions &options,
                  const mlir::DialectRegistry &registry, llvm::raw_ostream &os);

/// Times every plan that the planner compares, and says how far its choice is
/// from the fastest.
llvm::Error bench(const ChoiceOptions &options,
                  const mlir::DialectRegistry &registry, llvm::raw_ostream &os);

/// Answers requests on standard input to prepare problems and to time paths.
llvm::Error bench(const ServeOptions &options,
                  const mlir::DialectRegistry &registry, llvm::raw_ostream &os);

/// Measures the machine, and writes its description.
llvm::Error bench(const CalibrationOptions &options,
                  const mlir::DialectRegistry &registry, llvm::raw_ostream &os);

/// Takes convolutions apart, and measures what ends after each phase.
llvm::Error bench(const PhasesOptions &options,
                  const mlir::DialectRegistry &registry, llvm::raw_ostream &os);

#endif // WINO_BENCH_BENCH_H
