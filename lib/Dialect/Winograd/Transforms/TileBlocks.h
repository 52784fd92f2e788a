//===- TileBlocks.h - Convolutions in blocks of tiles -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEBLOCKS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEBLOCKS_H

#include "ConvolutionTiling.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::winograd {

/// Replaces a convolution's output transform, and what follows it elementwise,
/// by parallel loops over blocks of tiles, with all channels, and in these by
/// panels and rows; returns the loop over blocks. The values that the plan does
/// not store are computed in the blocks. The number of tiles must be a multiple
/// of the block's.
FailureOr<scf::ForallOp> tileBlocks(RewriterBase &rewriter,
                                    ConvolutionTiling &tiling);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEBLOCKS_H
