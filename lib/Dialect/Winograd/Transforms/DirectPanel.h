//===- DirectPanel.h - A panel of a direct convolution ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_DIRECTPANEL_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_DIRECTPANEL_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::winograd {

/// A direct convolution on tensors that is to be computed in panels of output
/// channels.
struct PanelConvolution {
  linalg::GenericOp op;
  unsigned channel;    ///< the loop over output channels
  unsigned filterAxis; ///< its axis in the filter
  unsigned inputChannel;
  /// The loops over the batch and the groups: each has images of its own.
  SmallVector<unsigned> outer;
  unsigned row; ///< the outermost loop over the image

  SmallVector<int64_t> ranges() { return op.getStaticLoopRanges(); }
  AffineMap imageMap() { return op.getIndexingMapsArray()[0]; }
  AffineMap filterMap() { return op.getIndexingMapsArray()[1]; }
  AffineMap outputMap() { return op.getIndexingMapsArray()[2]; }
  /// The loop over an axis of the result.
  unsigned loopOf(AffineExpr resultIndex) const {
    return cast<AffineDimExpr>(resultIndex).getPosition();
  }
  bool isOuter(unsigned loop) const { return llvm::is_contained(outer, loop); }
};

/// The convolution of one panel of one image.
struct Panel {
  linalg::GenericOp op;
  /// Of the whole convolution, in the order of the panel's.
  SmallVector<unsigned> loops;
};

/// The numbers of iterations of the loops, in front of the convolution. (Those
/// that only the operands have are known.)
SmallVector<OpFoldResult> getExtents(RewriterBase &rewriter,
                                     PanelConvolution &convolution);

/// The convolution of an image, at these iterations of the outer loops, with
/// the index-th panel of `packedFilter` (see packPanels), of so many
/// `channels`. Its channels are innermost, and its loops over the image stand
/// before that over the channels, as register tiles want them.
Panel createPanel(RewriterBase &rewriter, PanelConvolution &convolution,
                  Value packedFilter, ArrayRef<OpFoldResult> extents,
                  int64_t channels, ValueRange image, OpFoldResult index);

/// y = sums, or init + sums, in the order of y; of a tensor of sums whose
/// channels are one panel. It stands for the convolution where what follows is
/// tiled.
linalg::GenericOp createStore(RewriterBase &rewriter,
                              PanelConvolution &convolution, Value sums);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_DIRECTPANEL_H
