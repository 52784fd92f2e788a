//===- Rewriting.h - Applying patterns --------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_REWRITING_H
#define WINOGRAD_UTILS_REWRITING_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// Applies patterns to the operations in `op` until none matches. Blocks are
/// left alone: the driver would go over all of them to find dead code, which it
/// erases as it goes. That patterns come to no end is reported as an error.
LogicalResult rewriteOperations(Operation *op, RewritePatternSet &&patterns);

/// Erases the operations of a block, but its terminator, whose results nothing
/// uses.
void eraseDeadOperations(RewriterBase &rewriter, Block &block);

/// Gives the region, of one block, empty tensors of its own in place of those
/// from outside that it uses: what is computed in it gets its memory there.
void sinkEmptyTensors(RewriterBase &rewriter, Region &region);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_REWRITING_H
