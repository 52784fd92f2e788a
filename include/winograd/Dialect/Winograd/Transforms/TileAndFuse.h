//===- TileAndFuse.h - Tile and fuse one convolution ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_TILEANDFUSE_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_TILEANDFUSE_H

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// The schedule that `attr` is for the output transform `output`, no block
/// larger than its loop. An error at `output` says what it lacks; nothing is
/// changed.
FailureOr<ScheduleAttr> checkSchedule(KronOp output, Attribute attr);

/// Whether a value has no elements: there is nothing to tile.
bool hasNoElements(WinogradConvolution &convolution);

/// Tiles a convolution with elements, by a schedule that `checkSchedule` has
/// returned, and fuses what its buffers do not keep; `lanes` output channels
/// are transformed back at a time. Returns the loop over blocks.
FailureOr<scf::ForallOp> tileAndFuse(RewriterBase &rewriter,
                                     WinogradConvolution &convolution,
                                     ScheduleAttr schedule, int64_t lanes);

/// Removes from `root`, which is isolated from above, what was only a step
/// towards the tiles.
LogicalResult cleanUpTiles(RewriterBase &rewriter, Operation *root);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_TILEANDFUSE_H
