//===- Measure.h - Measures a path for a report ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_MEASURE_H
#define WINO_BENCH_MEASURE_H

#include "Paths.h"
#include "Report.h"

/// Starts the options' GPU, calls `bench` with it (null on the CPU), and stops
/// it. All that `bench` compiles for the GPU ends with it.
llvm::Error withGPU(const CommonOptions &options,
                    llvm::function_ref<llvm::Error(
                        const mlir::winograd::GPURuntimeLibrary *gpu)>
                        bench);

/// The name of the device, for a report; nullopt on the CPU.
std::optional<std::string>
getName(const mlir::winograd::GPURuntimeLibrary *gpu);

/// Times a path, and adds what is left to find out to `measurement`, and this
/// to the report.
llvm::Error measure(const mlir::winograd::CompiledPath &compiled,
                    llvm::ArrayRef<mlir::winograd::NpyArray> inputs,
                    const mlir::winograd::RepeatPolicy &policy,
                    Measurement &measurement, Report &report);

/// An error of compilePath: a line of the report if it is PlanRefused, which is
/// no error then.
llvm::Error reportRefusal(llvm::Error error, const Measurement &names,
                          Report &report);

#endif // WINO_BENCH_MEASURE_H
