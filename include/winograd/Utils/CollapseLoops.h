//===- CollapseLoops.h - Fewer and longer loops -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_COLLAPSELOOPS_H
#define WINOGRAD_UTILS_COLLAPSELOOPS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::winograd {

/// Makes one loop of those that are adjacent in every operand that has them:
/// register tiles divide the pixels of an image better than those of a row. Of
/// unknown size only if `joinsUnknown`: an operand that is a part of another
/// tensor could not be seen so. Returns what `op` became.
linalg::GenericOp collapseAdjacentLoops(RewriterBase &rewriter,
                                        linalg::GenericOp op,
                                        bool joinsUnknown = false);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_COLLAPSELOOPS_H
