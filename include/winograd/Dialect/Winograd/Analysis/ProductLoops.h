//===- ProductLoops.h - The loops of a transformed product ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_PRODUCTLOOPS_H
#define WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_PRODUCTLOOPS_H

#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// Loops that are taken together as one.
struct LoopGroup {
  SmallVector<unsigned> loops;
  SmallVector<int64_t> sizes;

  int64_t size() const { return computeProduct(sizes); }
};

/// The loops of a convolution's product by what they index:
///
///   M̂[position, group, row, column] +=
///       X̂[position, group, row, depth] · Ĝ[position, group, depth, column]
///
/// Rows are tiles of all images, columns output channels, depth the input
/// channels, and groups are what all three have (a depthwise convolution's
/// channels). Each may be several loops, or none.
struct ProductLoops {
  LoopGroup positions, groups, rows, columns, depth;

  /// The loops of a convolution of static shape.
  static ProductLoops get(WinogradConvolution &convolution);
};

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_PRODUCTLOOPS_H
