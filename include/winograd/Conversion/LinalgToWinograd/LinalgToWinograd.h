//===- LinalgToWinograd.h - Convolutions to Winograd's algorithm *- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_LINALGTOWINOGRAD_LINALGTOWINOGRAD_H
#define WINOGRAD_CONVERSION_LINALGTOWINOGRAD_LINALGTOWINOGRAD_H

#include "mlir/Pass/Pass.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

#define GEN_PASS_DECL_CONVERTLINALGTOWINOGRAD
#include "winograd/Conversion/Passes.h.inc"

/// How transformed values are stored, see the options of the pass.
struct RaiseOptions {
  bool narrowTransforms = false; ///< X̂ and Ĝ in the image's element type
  bool followImage = false;      ///< X̂ and M̂ in the order of image and result
};

/// What a plan adds to global memory.
struct PlacedBuffers {
  int64_t count = 0; ///< values
  int64_t bytes = 0; ///< of those of static shape
};

/// F(tile, r) at the default points for each transformed dimension of a
/// convolution; on failure `reason` says what there is not.
FailureOr<SmallVector<AlgorithmAttr>>
makeAlgorithms(const Convolution &convolution, int64_t tile,
               std::string &reason);

/// The algorithms, with matrices of which f16 holds all transformed values
/// where it has to. An error at the convolution says which cannot have any.
FailureOr<SmallVector<AlgorithmAttr>>
adaptToStorage(const Convolution &convolution,
               ArrayRef<AlgorithmAttr> algorithms, const RaiseOptions &options);

/// Replaces a convolution by Winograd's algorithm alone, without buffers. Only
/// fails, and changes nothing then, where `adaptToStorage` does.
FailureOr<WinogradConvolution>
raiseConvolution(RewriterBase &rewriter, const Convolution &convolution,
                 ArrayRef<AlgorithmAttr> algorithms,
                 const RaiseOptions &options);

/// Reports at a convolution why it cannot have `plan`, which is not `direct`.
LogicalResult checkPlan(const Convolution &convolution, PlanAttr plan);

/// Replaces a convolution by Winograd's algorithm, with what a plan that
/// `checkPlan` accepts keeps, its `buffers`, and its schedule.
FailureOr<WinogradConvolution>
executePlan(RewriterBase &rewriter, const Convolution &convolution,
            PlanAttr plan, const RaiseOptions &options, PlacedBuffers &buffers);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_LINALGTOWINOGRAD_LINALGTOWINOGRAD_H
