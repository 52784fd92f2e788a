//===- DirectConvolution.h - Back to a plain convolution --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_DIRECTCONVOLUTION_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_DIRECTCONVOLUTION_H

#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"

namespace mlir::winograd {

/// The value of `convolution.output` as a `linalg.generic` over the
/// untransformed operands,
///
///   y[o] = Σ_{c,k} x[c, o + k + offset] · g[c, k]
///
/// built in front of the output transform; a `tensor.pad` restores what the
/// input transform read beyond the source. Fails, with an error at the output
/// transform, if the filter was transformed already (folded, or an argument),
/// or if the product's maps do not pair the transforms' positions.
FailureOr<Value> createDirectConvolution(RewriterBase &rewriter,
                                         WinogradConvolution &convolution);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_DIRECTCONVOLUTION_H
