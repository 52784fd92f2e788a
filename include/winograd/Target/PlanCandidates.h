//===- PlanCandidates.h - What a plan costs, or why not ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The candidates for one convolution, priced by the model of a target: direct,
// and Winograd's algorithm by F(m, r) and by where its values live. Bounded
// time, whatever the extents (docs/Limits.md).
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_PLANCANDIDATES_H
#define WINOGRAD_TARGET_PLANCANDIDATES_H

#include "winograd/Support/ErrorModel.h"
#include "winograd/Support/PlanKind.h"
#include "winograd/Target/CPUCost.h"
#include "winograd/Target/GPUCost.h"
#include <limits>
#include <vector>

namespace mlir::winograd {

/// What the models are told of one convolution.
struct ConvolutionFigures {
  /// As Winograd's algorithm computes it: of stride 1 (`getWinogradSizes`).
  ConvolutionSizes sizes;
  /// As it stands. Strides and dilations are not seen.
  ConvolutionSizes directSizes;
  /// Groups, of which `sizes.batch` has the number as a factor.
  int64_t groups = 1;
  /// Whether the sizes of the channels are known, as blocks need.
  bool hasKnownChannels = true;
  /// Bytes of a value of X^, G^ and M^, and of x, g and y.
  int64_t bytes = 4, outerBytes = 4;
  Roundoff roundoff;
  /// Bytes of the other constants of its function, which are read between two
  /// runs.
  double otherBytes = 0;
  /// Steps of the direct convolution's innermost loop.
  int64_t directSteps = 1;
  /// Whether G^ is known at compile time, or else made by a kernel of its own.
  bool hasConstantFilter = true;
  /// Bytes of g, as the program has it.
  int64_t filterBytes = 0;
  /// Tensors that what follows elementwise reads, and its operations per value.
  int64_t epilogueBuffers = 0, epilogueOperations = 0;
};

/// What a user asks for.
struct PlanWishes {
  /// The most that the error may be, as a multiple of the direct convolution's
  /// (root mean squares); infinite without a wish.
  static constexpr double defaultMaxError = 10;
  double maxError = defaultMaxError;
  /// The most that a constant filter may grow by its transform: bytes of G^ for
  /// each of g.
  double maxConstantGrowth = std::numeric_limits<double>::infinity();
  std::optional<PlanKind> kind; ///< none: the fastest
  int64_t tile = 0;             ///< m in every dimension; 0: the fastest
};

/// A plan for one convolution.
struct PlanCandidate {
  PlanKind kind = PlanKind::Direct;
  /// One per transformed dimension; none for `Direct`.
  llvm::SmallVector<CookToom> algorithms;
  /// Estimated: cycles of a core, or operations of a GPU's thread.
  double time = 0;
  /// Bytes that global memory is read and written for values of this plan (of
  /// G^, which is transformed once, read only), and those that it needs besides
  /// x, g and y.
  double traffic = 0, memory = 0;
  /// Bytes that the program has more than with g: of G^, where it is made at
  /// compile time (limits::foldedBytes). Some have fewer.
  double addedBytes = 0;
  PredictedError error;
  BlockShape block;    ///< on a CPU
  GPUEstimate gpu;     ///< on a GPU
  std::string refusal; ///< why not, with the figure and the limit; or empty

  /// "blocked F(4, 3) x F(4, 3)".
  std::string describe() const;
};

/// The candidates, the fastest first, those that are refused at the end. Empty
/// if there is none with the tile that is asked for; `problem` says why. The
/// direct convolution is always one of them.
std::vector<PlanCandidate> priceOnCPU(const ConvolutionFigures &figures,
                                      const PlanWishes &wishes,
                                      const CPUTarget &target,
                                      std::string &problem);
std::vector<PlanCandidate> priceOnGPU(const ConvolutionFigures &figures,
                                      const PlanWishes &wishes,
                                      const GPUTarget &target,
                                      std::string &problem);

/// One plan of these algorithms, with the best sizes for it.
PlanCandidate pricePlanOnCPU(const ConvolutionFigures &figures, PlanKind kind,
                             llvm::ArrayRef<CookToom> algorithms,
                             const CPUTarget &target);
PlanCandidate pricePlanOnGPU(const ConvolutionFigures &figures, PlanKind kind,
                             llvm::ArrayRef<CookToom> algorithms,
                             const GPUTarget &target);

/// A plan that fuses, with given sizes: refused if the device cannot hold them.
PlanCandidate priceScheduleOnGPU(const ConvolutionFigures &figures,
                                 PlanKind kind,
                                 llvm::ArrayRef<CookToom> algorithms,
                                 const GPUSchedule &schedule,
                                 const GPUTarget &target);

} // namespace mlir::winograd

#endif // WINOGRAD_TARGET_PLANCANDIDATES_H
