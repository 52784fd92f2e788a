//===- ConvolutionCuts.h - How the convolutions of a program are cut -*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_CONVOLUTIONCUTS_H
#define WINOGRAD_LIB_SHARD_CONVOLUTIONCUTS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Shard/ShardSpec.h"

namespace mlir::winograd {

/// One convolution, and which of its loops each grid axis cuts.
struct ConvolutionCuts {
  Convolution convolution;
  /// One for each grid axis.
  SmallVector<std::optional<unsigned>> loops;
  /// The sizes of all loops, before they are evened.
  SmallVector<int64_t> ranges;

  /// Whether the grid axis cuts what is reduced: results have to be summed.
  bool isReduced(unsigned axis) const {
    return loops[axis] &&
           llvm::is_contained(convolution.inputChannel, *loops[axis]);
  }
};

/// Finds the loops of all convolutions of the function, in order. Where
/// channels are cut, what a convolution has cut is read in parts by the next
/// one: output channels of one are input channels of the next. An error where a
/// convolution has no such loop.
FailureOr<std::vector<ConvolutionCuts>>
cutConvolutions(func::FuncOp func, ArrayRef<ShardCut> cuts);

/// What a grid costs.
struct ShardCost {
  std::string refused;    ///< why it cannot be; empty otherwise
  int64_t bytes = 0;      ///< that are sent, by all ranks
  int64_t messages = 0;   ///< that a rank waits for
  double imbalance = 1.0; ///< the largest part over the mean one
  double seconds = 0.0;
};

/// The rates of a rank and of what is between ranks.
struct ShardRates {
  double flops = 100e9;   ///< in a second, of a direct convolution
  double bandwidth = 1e9; ///< bytes in a second
  double latency = 10e-6; ///< seconds a message
};

/// Predicts what the convolutions cost on the grid, when their sizes have been
/// evened (evenSizes). Of halos, the bytes are
/// those that winograd-lower-exchanges sends; a sum of a result of b bytes
/// counts as n b over all n ranks (what MPI_Allreduce is given), and as 2 (n -
/// 1) b over the n ranks of a line.
ShardCost predictCost(ArrayRef<ConvolutionCuts> convolutions,
                      ArrayRef<ShardCut> cuts, const ShardRates &rates);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_CONVOLUTIONCUTS_H
