//===- KronTileSizes.h - The tiles that a kron is lowered by ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONTILESIZES_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONTILESIZES_H

#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

namespace mlir::winograd {

/// The *lane* of `op`: the loop that is innermost in the transformed domain, if
/// its last axis is one.
std::optional<unsigned> getLane(KronOp op);

/// Tile sizes for the loops of `op`: 1 for each loop but the tiles along the
/// last window, of which a row is taken at once, and the lane; for that one
/// `lanes`, or all of it (0, or its size if it is the only loop) if it is known
/// not to be longer.
SmallVector<OpFoldResult> getLoweringTileSizes(KronOp op, int64_t lanes);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONTILESIZES_H
