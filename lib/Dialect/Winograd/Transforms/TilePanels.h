//===- TilePanels.h - Blocks in panels of output channels -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEPANELS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEPANELS_H

#include "FilterPanels.h"
#include "OutputPart.h"

namespace mlir::winograd {

/// Computes a block's result, into `destination`, in loops over panels of
/// output channels, which read their panels of `filter`; returns it. The
/// product moves into the panels, unless it is stored.
FailureOr<Value> tilePanels(RewriterBase &rewriter, ConvolutionTiling &tiling,
                            FilterPanels &filter, OutputPart &block,
                            Value destination);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEPANELS_H
