//===- VectorTile.h - What of an operation fits registers -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMS_CPU_VECTORTILE_H
#define WINOGRAD_LIB_TRANSFORMS_CPU_VECTORTILE_H

#include "mlir/Dialect/Linalg/IR/LinalgInterfaces.h"
#include <optional>

namespace mlir::winograd {

/// What a register tile is made of.
struct VectorShape {
  int64_t lanes = 8;   ///< values per vector
  int64_t rows = 6;    ///< rows of a reduction's tile
  int64_t columns = 2; ///< vectors per row of a reduction's tile
  int64_t unroll = 4;  ///< steps of a contraction per iteration
};

/// Whether consecutive iterations of `loop` touch elements of an operand with
/// this map that lie `step` apart, or one element.
bool isStepping(AffineMap map, unsigned loop, int64_t step);

/// The register tile of `op`, one size per loop, by the shape of its maps:
///
/// - A *lane* is a parallel loop that is innermost in the results and, in each
///   operand, innermost with step 1, or 2 in an input of known size, or absent.
///   It gets `lanes` iterations; in a reduction `columns` times as many, if
///   that leaves no part of more than a vector, and a parallel loop along which
///   the lane's operand is reused gets `rows`, or as many more as there are
///   fewer columns.
/// - A reduction that keeps the lane's channels apart and slides a window over
///   them (pooling, a depthwise convolution) has no such loop. Its rows are
///   those of the image, of which a value is read by several taps, and half as
///   many: what is read stays in registers, too.
/// - An elementwise operation that *transposes* has two lanes: the results'
///   innermost loop, and one that is innermost in every other operand. Both get
///   `lanes` iterations.
///
/// All other loops get one iteration, but the innermost reduction of a
/// contraction gets `unroll`. Nullopt for an operation that is neither, that
/// has an index which falls or jumps (LoopMaps.h), or elements of another size
/// than 1, 2, 4, ... bytes.
std::optional<SmallVector<int64_t>> getRegisterTile(linalg::LinalgOp op,
                                                    const VectorShape &shape);

/// The loop over a window's taps along the rows of a register tile, and how
/// many of them follow each other.
struct TapLoop {
  unsigned loop;
  int64_t unroll;
};

/// The loop that is innermost in a register tile whose rows are those of an
/// image; nullopt for others. Its iterations read what those before have read,
/// but for one row.
std::optional<TapLoop> getTapLoop(linalg::LinalgOp op);

/// The order of the loops over these register tiles of a product, outermost
/// first: of rows and lanes, the outer loop's operand is read once, the inner
/// one's for every tile of the outer loop, from behind the cache of so many
/// bytes if it has no room there. Empty where the order is as good as it is.
SmallVector<int64_t> getTileOrder(linalg::LinalgOp op, ArrayRef<int64_t> tile,
                                  int64_t cacheBytes);

/// For an operation that reduces and has no lane, since a window steps over
/// values: the order of its loops with the result's innermost one innermost,
/// which LLVM makes vectors of; nullopt if that is no better.
std::optional<SmallVector<unsigned>> getWindowOrder(linalg::LinalgOp op);

/// Whether the operation is a product of a vector by a matrix whose rows are
/// long: each of the matrix' values is used once, so that sums, which stay in
/// the first cache, cost less than to jump from row to row.
bool streamsOnce(linalg::LinalgOp op);

/// Whether the operation, of static shape, is no larger than a register tile.
bool isRegisterTile(linalg::LinalgOp op, const VectorShape &shape);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMS_CPU_VECTORTILE_H
