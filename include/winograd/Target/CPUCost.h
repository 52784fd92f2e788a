//===- CPUCost.h - How long a CPU takes, and in which blocks ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A model of a core: multiply-adds, loads and caches. It prices the blocks and
// panels of the plan `blocked`, and the direct convolution. docs/CPU.md has its
// formulas beside measurements.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_CPUCOST_H
#define WINOGRAD_TARGET_CPUCOST_H

#include "winograd/Support/Cost.h"
#include "winograd/Support/Limits.h"

namespace mlir::winograd {

/// A core and its caches. Sizes in bytes; the defaults are a common x86-64 core
/// with AVX2.
struct CPUTarget {
  int64_t vectorBits = 256;
  int64_t vectorRegisters = 16;
  int64_t l1 = 32 * 1024;
  int64_t l2 = 512 * 1024;
  /// The last level, which all cores share.
  int64_t l3 = 16 * 1024 * 1024;
  int64_t threads = 1;
  /// Whether the CPU converts between f16 and f32.
  int64_t f16Conversions = 1;

  /// Values of `bits` bits per vector.
  int64_t lanes(int64_t bits = 32) const { return vectorBits / bits; }
  /// Vectors per row of a product's register tile: two, so that each value
  /// that is broadcast is used twice.
  int64_t columns() const { return 2; }
  /// Rows of a product's register tile: what is left when the row of the filter
  /// and one broadcast value have their registers; of more than 16, when the
  /// values have some that LLVM's scheduler loads ahead: with fewer, it copies
  /// accumulators from register to register.
  int64_t rows() const {
    int64_t ahead = vectorRegisters > 16 ? vectorRegisters / 4 : 1;
    int64_t rows = (vectorRegisters - columns() - ahead) / columns();
    return rows < 1 ? 1 : rows;
  }
};

/// How a convolution is cut, and what that costs.
struct BlockShape {
  /// Tiles of a block, per transformed dimension.
  llvm::SmallVector<int64_t> tiles;
  /// Output channels of a panel.
  int64_t panel = 0;
  /// Estimated cycles until the slowest thread is done.
  double cycles = 0;
  /// Bytes of X̂ and M̂ that a thread needs.
  int64_t scratch = 0;
};

/// The cheapest block for the convolution with these algorithms, of at most so
/// many `shapes`. `bytes` is the size of a value.
BlockShape chooseBlock(const ConvolutionSizes &sizes,
                       llvm::ArrayRef<CookToom> algorithms,
                       const CPUTarget &target, int64_t bytes = 4,
                       int64_t shapes = limits::blockShapes);

/// Estimated cycles of the direct convolution, by as many threads.
double estimateDirect(const ConvolutionSizes &sizes, const CPUTarget &target);

/// How a direct convolution is cut: output channels of a panel, whole vectors
/// (the last panel can have fewer), and rows of an image, which divide them.
struct DirectBlock {
  int64_t panel, rows;
};

/// The largest block whose sums stay in half of the second-level cache.
/// `rowBytes` is the size of a row of one output channel.
DirectBlock chooseDirectBlock(const CPUTarget &target, int64_t lanes,
                              int64_t channels, int64_t rows, int64_t rowBytes);

/// Cycles as a whole number, to be printed; the largest there is if they are
/// more.
int64_t roundCycles(double cycles);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_CPUCOST_H
