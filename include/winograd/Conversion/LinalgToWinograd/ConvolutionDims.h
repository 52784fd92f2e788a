//===- ConvolutionDims.h - The parts of a convolution -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_LINALGTOWINOGRAD_CONVOLUTIONDIMS_H
#define WINOGRAD_CONVERSION_LINALGTOWINOGRAD_CONVOLUTIONDIMS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include <string>

namespace mlir::winograd {

/// What each loop of a convolution y[...] += x[o + f] * w[f] is for, read off
/// its indexing maps: layouts are not cases.
struct ConvolutionDims {
  unsigned image = 0, filter = 1; ///< operands: either can be the first
  /// One spatial dimension: y is indexed with `image`, w with `tap`, x with
  /// image + tap + offset.
  struct Spatial {
    unsigned image, tap;
    int64_t offset;
    int64_t taps; ///< the filter's size r
  };
  SmallVector<Spatial> spatial;
  SmallVector<unsigned> batch;         ///< in x and y
  SmallVector<unsigned> outputChannel; ///< in w and y
  SmallVector<unsigned> inputChannel;  ///< in x and w; reduced
  SmallVector<unsigned> depth;         ///< in x, w and y

  /// The spatial dimension whose image is `loop`, or null.
  const Spatial *findImage(unsigned loop) const;
  /// The spatial dimension whose tap is `loop`, or null.
  const Spatial *findTap(unsigned loop) const;
};

/// Whether `op` looks like a convolution at all: at least two inputs, one of
/// which is indexed with several loops at once, a sum, and a body with a
/// multiplication. Pooling, matrix products and elementwise operations do not.
bool looksLikeConvolution(linalg::LinalgOp op);

/// Sorts the loops of `op`, for which `looksLikeConvolution` holds. On failure
/// `reason` says what Winograd's algorithm cannot do ("stride 2 in dimension d2
/// (expected 1)"), or of its algebra or element types.
FailureOr<ConvolutionDims> analyzeConvolution(linalg::LinalgOp op,
                                              std::string &reason);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_LINALGTOWINOGRAD_CONVOLUTIONDIMS_H
