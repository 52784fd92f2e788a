//===- TileLoops.h - Loops over tiles ---------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILELOOPS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILELOOPS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// Offsets and sizes, one pair per loop.
struct LoopTile {
  SmallVector<OpFoldResult> offsets, sizes;
};

/// Computes one tile, and returns the new value of the destination.
using TileBody = function_ref<FailureOr<Value>(const LoopTile &, Value)>;

/// Loops over `sizes`-sized parts of `extents` (0: not tiled, and then the
/// extent); what a size does not divide is done behind its loop. Returns the
/// last value of the destination. Parallel loops want a `body` that ends in an
/// insertion into its destination, and only one tiled extent.
FailureOr<Value> createTileLoops(RewriterBase &rewriter, Location loc,
                                 ArrayRef<int64_t> sizes,
                                 ArrayRef<int64_t> extents, Value destination,
                                 TileBody body, bool isParallel = false);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILELOOPS_H
