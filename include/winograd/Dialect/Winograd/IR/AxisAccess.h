//===- AxisAccess.h - How a kron walks along one axis -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_AXISACCESS_H
#define WINOGRAD_DIALECT_WINOGRAD_IR_AXISACCESS_H

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/Builders.h"
#include <optional>

namespace mlir::winograd {

/// One result of a kron's map, taken apart: the axis is indexed with
///
///   scale * parallel + transformed + offset
///
/// where each of the two dimensions may be missing.
struct AxisAccess {
  /// The parallel dimension; the tile's number where `scale` is not 1.
  std::optional<unsigned> parallel;
  /// The index of the transformed dimension (0 is the first algorithm's).
  std::optional<unsigned> transformed;
  int64_t scale = 1;
  int64_t offset = 0;

  /// Overlapping windows or adjoining tiles: both dimensions.
  bool isWindow() const { return parallel && transformed; }
  /// One dimension, unscaled and unshifted.
  bool isSingleDim() const {
    return parallel.has_value() != transformed.has_value() && offset == 0 &&
           scale == 1;
  }
  /// The constant 0.
  bool isZero() const { return !parallel && !transformed && offset == 0; }
};

/// Takes `expr` apart; nullopt if it has another form. Dimensions from
/// `numParallel` on are the transformed ones.
std::optional<AxisAccess> matchAxisAccess(AffineExpr expr, unsigned numParallel,
                                          unsigned numDims);

/// The accesses of all results of a verified kron's map.
SmallVector<AxisAccess> getAxisAccesses(AffineMap map, unsigned numParallel);

/// The expression that `matchAxisAccess` takes apart.
AffineExpr makeAxisExpr(const AxisAccess &access, unsigned numParallel,
                        MLIRContext *context);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_AXISACCESS_H
