//===- TensorSlice.h - Parts of tensors, of lower rank -----------*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR finds out which axes a rank-reducing slice drops by comparing shapes
// (and strides). Another axis of size 1, or one whose size turns out to be 1
// later, is then taken for the dropped one: the slice reads other elements, or
// the IR becomes invalid. These functions make a rank-reducing slice only where
// no such axis can exist, and a slice of full rank and a reshape otherwise.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_TENSORSLICE_H
#define WINOGRAD_UTILS_TENSORSLICE_H

#include "mlir/IR/Builders.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mlir::winograd {

/// Where a part of a tensor lies, and which of its axes the part does not have.
struct TensorSlice {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  /// The axes of size 1 that the part does not have; empty: it has all.
  llvm::SmallBitVector dropped;

  /// All of `tensor`.
  static TensorSlice whole(OpBuilder &builder, Location loc, Value tensor);

  /// The part of `tensor`.
  Value extract(OpBuilder &builder, Location loc, Value tensor) const;
  /// `tensor` with `part` in its place.
  Value insert(OpBuilder &builder, Location loc, Value part,
               Value tensor) const;
  /// `part` as it can be inserted: with the dropped axes, if it would not be
  /// clear which they are.
  Value expand(OpBuilder &builder, Location loc, Value part,
               Type elementType) const;
};

/// Whether a rank-reducing slice whose result has this shape is what it says,
/// whatever becomes known of its dynamic sizes.
bool isUnambiguousReduction(ArrayRef<int64_t> shape);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_TENSORSLICE_H
