//===- OverlappingTiles.h - Whole tiles of unknown sizes --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop of unknown size that is at least a tile long consists of whole tiles:
// the last one ends where the loop does, and computes again what the one before
// it has computed. Nothing is left over that would go value by value.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMS_CPU_OVERLAPPINGTILES_H
#define WINOGRAD_LIB_TRANSFORMS_CPU_OVERLAPPINGTILES_H

#include "mlir/Dialect/Linalg/IR/LinalgInterfaces.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"

namespace mlir::winograd {

/// The parallel loops of unknown size that tiles of these sizes cut, if they
/// can overlap: what is computed twice must not depend on the result so far. Of
/// a reduction it does not if it starts from a fill, which its tiles have to
/// take along.
SmallVector<unsigned> findOverlapping(linalg::LinalgOp op,
                                      ArrayRef<int64_t> sizes);

/// Whether these loops of `op` are as long as a tile, in front of `op`.
Value createFits(RewriterBase &rewriter, linalg::LinalgOp op,
                 ArrayRef<unsigned> overlapping, ArrayRef<int64_t> sizes);

/// Makes `options` tile to loops whose tiles overlap at the end of
/// `overlapping` loops, and are smaller there of others. `cut` gets those.
void setOverlappingLoops(scf::SCFTilingOptions &options,
                         ArrayRef<unsigned> overlapping,
                         SmallVectorImpl<LoopLikeOpInterface> &cut);

/// The next smaller size of a tile, which a loop too short for `size` may have
/// room for; 1 at last.
int64_t getShorterTile(int64_t size, int64_t lanes);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMS_CPU_OVERLAPPINGTILES_H
