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
///   scale * parallel + step * transformed + sum(scale_i * dim_i) + offset
///
/// where each of the dimensions may be missing.
struct AxisAccess {
  /// A parallel dimension besides the tile's: a residue, or a block of taps. A
  /// filter may be read backwards along it: the scale is negative then.
  struct Term {
    unsigned dim;
    int64_t scale;
  };

  /// The parallel dimension of the largest scale (without its sign), the first
  /// one of these: the tile's number where `scale` is not 1.
  std::optional<unsigned> parallel;
  /// The index of the transformed dimension (0 is the first algorithm's).
  std::optional<unsigned> transformed;
  int64_t scale = 1;
  /// From one tap to the next; negative where they are read backwards.
  int64_t step = 1;
  int64_t offset = 0;
  /// The other parallel dimensions.
  SmallVector<Term, 1> others;

  /// Overlapping windows or adjoining tiles: both dimensions.
  bool isWindow() const { return parallel && transformed; }
  /// One dimension, unscaled and unshifted.
  bool isSingleDim() const {
    return parallel.has_value() != transformed.has_value() && offset == 0 &&
           scale == 1 && step == 1 && others.empty();
  }
  /// The constant 0.
  bool isZero() const { return !parallel && !transformed && offset == 0; }
  /// What is not read through windows: one dimension, or the constant 0.
  bool isPlain() const { return isSingleDim() || isZero(); }
  /// All parallel dimensions, with their scales.
  SmallVector<Term, 2> getTerms() const;
  /// Whether the parallel dimension is one of them.
  bool hasParallel(unsigned dim) const;
  /// Whether it is, with a negative scale.
  bool isBackwards(unsigned dim) const;
  /// The smallest index of a window of this many taps at the origin.
  int64_t getFirst(int64_t taps) const {
    return transformed && step < 0 ? offset + step * (taps - 1) : offset;
  }
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
