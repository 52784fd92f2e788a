//===- FilterPanels.h - A convolution's filter in panels --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERPANELS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERPANELS_H

#include "ConvolutionTiling.h"
#include "TileLoops.h"

namespace mlir::winograd {

/// Ĝ, arranged in the panels in which the tiles of a convolution read it.
class FilterPanels {
public:
  /// Arranges Ĝ at the insertion point; leaves it as it is where there is only
  /// one panel, or where the schedule's panels are no panels of Ĝ.
  FilterPanels(RewriterBase &rewriter, ConvolutionTiling &tiling);

  /// Lets `product`, M̂ of the panel of output channels at `tile`, read its
  /// panel of Ĝ, if that was arranged.
  void read(RewriterBase &rewriter, HadamardReduceOp product,
            const LoopTile &tile);

private:
  Value sliceOtherAxes(RewriterBase &rewriter, Value panel, Value slice);

  unsigned operand;  ///< of the product
  Value filter;      ///< Ĝ
  Value packed;      ///< Ĝ in panels; null where it is left as it is
  unsigned loop = 0; ///< over output channels
  int64_t panel = 0; ///< channels per panel
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERPANELS_H
