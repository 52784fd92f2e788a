//===- TilePanels.h - Blocks in panels of output channels -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_TILEPANELS_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_TILEPANELS_H

#include "winograd/Dialect/Winograd/Transforms/FilterPanels.h"
#include "winograd/Dialect/Winograd/Transforms/OutputPart.h"

namespace mlir::winograd {

/// Computes a block's result, into `destination`, in loops over panels of
/// output channels, which read their panels of `filter`; returns it. The
/// product moves into the panels, unless it is stored.
FailureOr<Value> tilePanels(RewriterBase &rewriter, ConvolutionTiling &tiling,
                            FilterPanels &filter, OutputPart &block,
                            Value destination);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_TILEPANELS_H
