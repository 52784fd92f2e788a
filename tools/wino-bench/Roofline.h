//===- Roofline.h - What the machine does at best ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_ROOFLINE_H
#define WINO_BENCH_ROOFLINE_H

#include "Options.h"
#include "mlir/IR/MLIRContext.h"

namespace mlir::winograd {
class GPURuntimeLibrary;
} // namespace mlir::winograd

/// How fast a cache, or the memory, is read.
struct MemoryLevel {
  std::string name;
  /// What it holds; nullopt for memory.
  std::optional<int64_t> bytes;
  double bandwidth = 0; ///< bytes per second
};

/// What a computation could take at the least, and what of that it reaches.
struct RooflineShare {
  double seconds = 0, share = 0;
  std::string bound; ///< `compute`, or the name of a level
};

/// The peaks of a machine, as measured.
struct Roofline {
  double peakFlops = 0; ///< per second, two for a multiplication and addition
  std::vector<MemoryLevel> levels; ///< the smallest first
  double cycle = 0;                ///< seconds, of a core; 0 if unknown

  /// Of `flops` operations on buffers of `bytes` in all, of which `moved` are
  /// read or written: limited by arithmetic, or by the levels, each of which
  /// holds what the smaller ones do not. `bound` is the one that takes longest.
  RooflineShare getShare(double flops, int64_t bytes, int64_t moved,
                         double seconds) const;
};

/// Measures it: on the CPU by loops of multiply-adds and of reads, of one core
/// (with more threads, peaks are as many times as high, but for what cores
/// share); on a GPU by kernels of multiply-adds, and one that adds up large
/// arrays.
llvm::Expected<Roofline>
measureRoofline(const ComparisonOptions &options,
                const mlir::winograd::GPURuntimeLibrary *gpu,
                mlir::MLIRContext &context);

#endif // WINO_BENCH_ROOFLINE_H
