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
/// with AVX2 (Zen 3, measured: docs/CPU.md).
struct CPUTarget {
  int64_t vectorBits = 256;
  int64_t vectorRegisters = 16;
  /// What a unit takes at once: longer vectors occupy it for longer, shorter
  /// ones for as long.
  int64_t unitBits = 256;
  int64_t l1 = 32 * 1024;
  int64_t l2 = 512 * 1024;
  /// The last level, which all cores share.
  int64_t l3 = 16 * 1024 * 1024;
  int64_t threads = 1;
  /// Whether the CPU converts between f16 and f32.
  int64_t f16Conversions = 1;

  // Times are in thousandths of a cycle, of vectors of `vectorBits`.
  static constexpr int64_t maxTime = 1000 * 1000;

  /// Of a multiply-add and of a load where one follows the other, and until the
  /// result of a multiply-add can be used.
  int64_t fmaTime = 500, loadTime = 500, fmaLatency = 4000;
  /// Of an operation of a transform, next to its loads and stores, and of one
  /// of these.
  int64_t operationTime = 333, transformAccessTime = 650;
  /// Per 64 bytes, what arithmetic does not hide of reading one long stream,
  /// which prefetching runs ahead of (Ĝ), by the level that it comes from.
  int64_t l2StreamTime = 500, l3StreamTime = 800;
  /// The same of many short streams (X̂ and M̂ of a block).
  int64_t l2BlockTime = 1000, l3BlockTime = 2286;
  /// The same of either from memory, which all cores share.
  int64_t memoryTime = 8000;
  /// Around the loop of a register tile: its stores, its addresses, its start.
  int64_t tileTime = 10000;
  /// Of a vector that goes through a transpose in registers, of a value of each
  /// channel that a transpose leaves over at a row's end, and of a row besides.
  int64_t transposeTime = 1600, valueTime = 1000, rowTime = 13000;
  /// Thousandths of its multiply-adds' speed that a direct convolution reaches:
  /// its windows are read from rows that lie far apart.
  int64_t directEfficiency = 750;

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

/// Sets what is known of the processor's family, by the name that LLVM has for
/// it ("znver4", "neoverse-v2"): its times for vectors of `target.vectorBits`.
/// Those of a name that is not known, such as "x86-64-v3", stay as they are.
void setFamilyTimes(llvm::StringRef processor, CPUTarget &target);

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

/// Where a convolution runs.
struct CPUSetting {
  CPUSetting(const CPUTarget &target = {}, int64_t bytes = 4,
             double otherBytes = 0)
      : target(target), bytes(bytes), otherBytes(otherBytes) {}

  CPUTarget target;
  /// Of a value.
  int64_t bytes;
  /// Bytes that others read between two runs, the other constants of a network:
  /// the filter comes from where all of that lies.
  double otherBytes;
};

/// The cheapest block for the convolution with these algorithms, of at most so
/// many `shapes`.
BlockShape chooseBlock(const ConvolutionSizes &sizes,
                       llvm::ArrayRef<CookToom> algorithms,
                       const CPUSetting &setting,
                       int64_t shapes = limits::blockShapes);

/// What a block of so many tiles in each dimension costs.
BlockShape priceBlock(const ConvolutionSizes &sizes,
                      llvm::ArrayRef<CookToom> algorithms,
                      const CPUSetting &setting, llvm::ArrayRef<int64_t> tiles);

/// Estimated cycles with X̂ and M̂ of all images in memory, by as many threads,
/// and with Ĝ, where the run transforms the filter, too.
double estimateFourBuffer(const ConvolutionSizes &sizes,
                          llvm::ArrayRef<CookToom> algorithms,
                          const CPUSetting &setting, bool transformsFilter);

/// Estimated cycles of the direct convolution, by as many threads.
double estimateDirect(const ConvolutionSizes &sizes, const CPUSetting &setting);

/// How much of vectors is computed for each value of an extent.
double fillVectors(int64_t extent, int64_t lanes);

/// Whether a direct convolution of images with their columns innermost and so
/// many output `channels` takes vectors of channels, the last one filled with
/// zeros, or of the pixels of a row.
bool prefersChannels(int64_t channels, int64_t pixels, int64_t lanes);

/// Output channels of a panel that has so many, with zeros to whole vectors,
/// which are shorter ones if those are enough.
int64_t padChannels(int64_t channels, int64_t lanes);

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
