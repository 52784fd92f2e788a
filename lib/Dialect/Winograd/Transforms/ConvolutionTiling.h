//===- ConvolutionTiling.h - How a convolution is tiled ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_CONVOLUTIONTILING_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_CONVOLUTIONTILING_H

#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// A convolution, and what its levels of tiles are made by.
struct ConvolutionTiling {
  WinogradConvolution convolution;
  ScheduleAttr schedule;
  int64_t lanes; ///< output channels that are transformed back at a time
  /// Whether the plan keeps X̂, and M̂, in global memory; what it does not is
  /// computed where it is used.
  bool isInputStored = false, isProductStored = false;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_CONVOLUTIONTILING_H
