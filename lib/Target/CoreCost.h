//===- CoreCost.h - What cores do, in cycles ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What the models of a CPU's plans share: a core's multiply-adds and loads, and
// the streams from its caches.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TARGET_CORECOST_H
#define WINOGRAD_LIB_TARGET_CORECOST_H

#include "winograd/Target/CPUCost.h"

namespace mlir::winograd {

/// A target's time, which is in thousandths of a cycle.
inline double toCycles(int64_t time) { return double(time) / 1000; }

/// What is written is read first, and written back later.
inline constexpr double writeFactor = 2;

/// One stream that prefetching runs ahead of, or many short ones.
enum class Stream { Long, Short };

/// Cycles for a stream of `bytes` bytes whose level is that of `footprint`
/// bytes.
double streamCycles(double bytes, double footprint, Stream stream,
                    const CPUTarget &target);

/// The time of an operation on a vector of so many values next to that of a
/// whole vector. Units do no less than what they take at once.
double vectorShare(int64_t values, const CPUTarget &target);

/// The same of loading or storing it: one access for each power of two that it
/// consists of.
double accessShare(int64_t values, const CPUTarget &target);

/// Cycles of sums[rows][values] over so many steps, as register tiles
/// (lib/Transforms/CPU/VectorTile.h), whose multiply-adds take `slowdown` times
/// as long as they could.
double sumCycles(int64_t rows, int64_t values, double steps,
                 const CPUTarget &target, double slowdown = 1);

/// What a long stream takes longer the first time, if `otherBytes` bytes have
/// been read since it came by, than the next times. One thread waits for it;
/// then it is in the level that all share.
double coldCycles(double bytes, double footprint, double otherBytes,
                  CPUTarget target);

double product(llvm::ArrayRef<int64_t> values);

/// A convolution without elements costs what one of one element does.
ConvolutionSizes withoutZeros(ConvolutionSizes sizes);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TARGET_CORECOST_H
