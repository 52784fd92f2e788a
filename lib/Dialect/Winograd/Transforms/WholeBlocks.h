//===- WholeBlocks.h - Numbers of tiles as multiples of blocks --*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_WHOLEBLOCKS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_WHOLEBLOCKS_H

#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// Rounds the number of tiles up to a multiple of the block's, so that every
/// block is whole. An input transform reads zeros for the tiles outside of the
/// image, and an output transform drops them. The convolution's X̂ and M̂ must
/// have no other reader.
void roundUpToBlocks(RewriterBase &rewriter, WinogradConvolution &convolution,
                     ScheduleAttr schedule);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_WHOLEBLOCKS_H
