//===- Limits.h - What is too much ------------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The figures that bound the compiler's time and memory, whatever a module or
// an option asks for. docs/Limits.md explains them.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_LIMITS_H
#define WINOGRAD_SUPPORT_LIMITS_H

#include "llvm/Support/MathExtras.h"
#include <cstdint>
#include <limits>

namespace mlir::winograd {

/// The product of two numbers of at least 0; the largest number where it has no
/// room.
inline int64_t saturatingProduct(int64_t a, int64_t b) {
  int64_t result;
  return llvm::MulOverflow(a, b, result) ? std::numeric_limits<int64_t>::max()
                                         : result;
}

/// The sum of two numbers of at least 0; the largest number where it has no
/// room.
inline int64_t saturatingSum(int64_t a, int64_t b) {
  int64_t result;
  return llvm::AddOverflow(a, b, result) ? std::numeric_limits<int64_t>::max()
                                         : result;
}

namespace limits {

/// Threads that a convolution can be cut for.
inline constexpr int64_t threads = 1024;
/// Values of a vector: a transpose in registers has their square.
inline constexpr int64_t lanes = 64;
/// Rows or columns of a register tile, whose products are unrolled, and steps
/// of a reduction that are.
inline constexpr int64_t registerTile = 64, unrolledSteps = 16;
/// Positions of a transformed tile, a^n in n dimensions.
inline constexpr int64_t positions = 65536;
/// Those of one that a thread of a GPU transforms, in straight-line code.
inline constexpr int64_t unrolledPositions = 4096;
/// Shapes of blocks that the cost model looks at.
inline constexpr int64_t blockShapes = 8192;
/// Bytes of a filter that is transformed or rearranged at compile time, and
/// what an option can make of the former.
inline constexpr int64_t foldedBytes = int64_t(256) << 20,
                         mostFoldedBytes = int64_t(1) << 40;
/// Operations that the loops of a nest are unrolled to.
inline constexpr int64_t unrolledOperations = 8192;
/// Tiles of a block along a loop of dynamic size.
inline constexpr int64_t dynamicBlock = 65536;
/// Tiles, channels, or values of depth of a workgroup.
inline constexpr int64_t workgroupPart = 4096;
/// Values of an array that is made for a benchmark.
inline constexpr int64_t benchmarkValues = int64_t(1) << 30;
/// Threads of a workgroup, buffers of a kernel, and the like.
inline constexpr int64_t deviceLimit = int64_t(1) << 31;

} // namespace limits

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_LIMITS_H
