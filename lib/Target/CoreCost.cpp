//===- CoreCost.cpp - What cores do, in cycles ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CoreCost.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace mlir::winograd;

/// The target's times are for so many bytes: a cache line.
static constexpr double streamUnit = 64;
/// The models are those of f32.
static constexpr int64_t bitsOfValue = 32;

double mlir::winograd::streamCycles(double bytes, double footprint,
                                    Stream stream, const CPUTarget &target) {
  bool isLong = stream == Stream::Long;
  double units = bytes / streamUnit;
  double l2 = toCycles(isLong ? target.l2StreamTime : target.l2BlockTime),
         l3 = toCycles(isLong ? target.l3StreamTime : target.l3BlockTime),
         memory = toCycles(target.memoryTime);
  if (footprint <= double(target.l2) * 0.75)
    return units * l2;
  if (footprint <= double(target.l3) * 0.625)
    return units * l3;
  // Other programs, and what streams past, have their part of the last level.
  if (footprint <= double(target.l3))
    return units * (l3 + memory) / 2;
  return units * memory * double(target.threads);
}

double mlir::winograd::coldCycles(double bytes, double footprint,
                                  double otherBytes, CPUTarget target) {
  target.threads = 1;
  return streamCycles(bytes, footprint + otherBytes, Stream::Long, target) -
         streamCycles(bytes, footprint, Stream::Long, target);
}

double mlir::winograd::vectorShare(int64_t values, const CPUTarget &target) {
  int64_t whole = std::max(target.vectorBits, target.unitBits);
  auto bits = int64_t(llvm::PowerOf2Ceil(uint64_t(values))) * bitsOfValue;
  return double(std::max(bits, target.unitBits)) / double(whole);
}

double mlir::winograd::accessShare(int64_t values, const CPUTarget &target) {
  double share = 0;
  for (int64_t piece = 1; piece <= values; piece *= 2)
    if (values & piece)
      share += vectorShare(piece, target);
  return share;
}

/// Cycles per step of the reduction for a register tile.
static double stepCycles(int64_t rows, int64_t values, const CPUTarget &target,
                         double slowdown) {
  int64_t whole = values / target.lanes(), rest = values % target.lanes();
  double vectors = double(whole), loads = double(whole);
  if (rest > 0) {
    vectors += vectorShare(rest, target);
    loads += accessShare(rest, target);
  }
  return std::max({double(rows) * vectors * toCycles(target.fmaTime) * slowdown,
                   (double(rows) * vectorShare(1, target) + loads) *
                       toCycles(target.loadTime),
                   toCycles(target.fmaLatency)});
}

/// Vectors of a row of a register tile: fewer where what is left of the values
/// would be no whole ones and more than one.
static int64_t chooseColumns(int64_t values, const CPUTarget &target) {
  for (int64_t columns = target.columns(); columns > 1; --columns) {
    int64_t rest = values % (columns * target.lanes());
    if (rest < target.lanes() || rest % target.lanes() == 0)
      return columns;
  }
  return 1;
}

double mlir::winograd::sumCycles(int64_t rows, int64_t values, double steps,
                                 const CPUTarget &target, double slowdown) {
  int64_t columns = chooseColumns(values, target);
  int64_t mostRows =
      columns == target.columns()
          ? target.rows()
          : std::max<int64_t>(1,
                              target.rows() * target.columns() / columns - 2);
  int64_t rowTiles = llvm::divideCeil(rows, mostRows);
  int64_t tileRows = llvm::divideCeil(rows, rowTiles);
  // The rows' tiles, for register tiles that are so wide.
  auto columnCycles = [&](int64_t width) {
    double perStep =
        double(rows / tileRows) * stepCycles(tileRows, width, target, slowdown);
    if (rows % tileRows)
      perStep += stepCycles(rows % tileRows, width, target, slowdown);
    return steps * perStep + double(rowTiles) * toCycles(target.tileTime);
  };
  int64_t width = columns * target.lanes();
  double cycles =
      double(values / width) * columnCycles(std::min(width, values));
  if (values % width)
    cycles += columnCycles(values % width);
  return cycles;
}

double mlir::winograd::product(llvm::ArrayRef<int64_t> values) {
  double result = 1;
  for (int64_t value : values)
    result *= double(value);
  return result;
}

ConvolutionSizes mlir::winograd::withoutZeros(ConvolutionSizes sizes) {
  auto raise = [](int64_t &size) { size = std::max<int64_t>(size, 1); };
  raise(sizes.batch);
  raise(sizes.inputChannels);
  raise(sizes.outputChannels);
  llvm::for_each(sizes.output, raise);
  return sizes;
}

int64_t mlir::winograd::roundCycles(double cycles) {
  return cycles < 0x1p62 ? int64_t(cycles)
                         : std::numeric_limits<int64_t>::max();
}
