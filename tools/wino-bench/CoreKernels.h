//===- CoreKernels.h - What a core does at best ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_COREKERNELS_H
#define WINO_BENCH_COREKERNELS_H

#include "Options.h"
#include "mlir/IR/MLIRContext.h"

/// Seconds of a core for vectors of f32.
struct CoreSeconds {
  /// Of a multiply-add that waits for the one before, of one that does not, and
  /// of a load from the first cache.
  double fmaLatency, fma, load;
};

/// Measures loops of vectors of so many values, of which nothing but that is to
/// be done: the least of several medians.
llvm::Expected<CoreSeconds> measureCore(const ComparisonOptions &options,
                                        int64_t lanes,
                                        mlir::MLIRContext &context);

/// Bytes per second that a core reads of an array of so many bytes, again and
/// again; the size is rounded to whole blocks of vectors.
llvm::Expected<double> measureReads(const ComparisonOptions &options,
                                    int64_t lanes, int64_t bytes,
                                    mlir::MLIRContext &context);

#endif // WINO_BENCH_COREKERNELS_H
