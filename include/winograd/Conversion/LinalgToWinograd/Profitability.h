//===- Profitability.h - Which F(m, r), if any ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_LINALGTOWINOGRAD_PROFITABILITY_H
#define WINOGRAD_CONVERSION_LINALGTOWINOGRAD_PROFITABILITY_H

#include "winograd/Conversion/LinalgToWinograd/ConvolutionDims.h"
#include "winograd/Support/CookToom.h"

namespace mlir::winograd {

/// The tile that a GPU is given, whatever the cost model says.
struct PreferredTile {
  /// m; 0: the cost model's.
  int64_t tile = 0;
  /// 32-bit ones of a thread; 0: there are enough.
  int64_t registers = 0;
};

/// One algorithm per transformed spatial dimension (those with more than one
/// tap) of a convolution. `tile` > 0 asks for F(tile, r); with `tile` = 0 the
/// cost model takes the tile size a = m + r - 1 of 4, 6 and 8, the same in all
/// dimensions and with m >= 2, that needs the fewest operations. Sizes that are
/// dynamic count as 64. With `preferred.tile` > 0 it is the smallest of these a
/// with m >= preferred.tile for all filters, or 8, whatever it costs; but a
/// smaller one if the transformed tile needs more than `preferred.registers`.
/// Fails, with a `reason`, if F(tile, r) does not exist, or if `onlyProfitable`
/// and a direct convolution costs less and neither tile was given.
FailureOr<SmallVector<CookToom>>
chooseAlgorithms(linalg::LinalgOp op, const ConvolutionDims &dims, int64_t tile,
                 PreferredTile preferred, bool onlyProfitable,
                 std::string &reason);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_LINALGTOWINOGRAD_PROFITABILITY_H
