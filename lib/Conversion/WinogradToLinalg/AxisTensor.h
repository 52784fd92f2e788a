//===- AxisTensor.h - Tensors with axes that have a meaning -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_AXISTENSOR_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_AXISTENSOR_H

#include "mlir/IR/BuiltinTypes.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Utils/TensorSlice.h"

namespace mlir::winograd {

/// What the axes of a tensor are: each a loop, a transform's position, or, as
/// long as (or once) they are one axis, both.
using Axes = SmallVector<AxisAccess>;

/// The axis that a loop alone indexes.
AxisAccess makeLoopAxis(unsigned loop);

/// Whether both are the same loop and the same transform's position.
bool isSameAxis(const AxisAccess &a, const AxisAccess &b);

/// Sorts the axes by what `key` says of them.
void sortAxes(Axes &axes, function_ref<int64_t(const AxisAccess &)> key);

/// The axes `to` in terms of the axes `from`, as an indexing map.
AffineMap getPermutation(MLIRContext *context, const Axes &from,
                         const Axes &to);

/// A tensor, and what its axes are.
struct AxisTensor {
  Value value;
  Axes axes;

  /// This tensor without those axes (of size 1) for which `isDropped` holds.
  AxisTensor dropAxes(OpBuilder &builder, Location loc,
                      function_ref<bool(const AxisAccess &)> isDropped) const;

  /// This tensor with the values of `part`, which lacks those axes (of size 1)
  /// for which `isDropped` holds.
  Value restoreAxes(OpBuilder &builder, Location loc, Value part,
                    function_ref<bool(const AxisAccess &)> isDropped) const;

  /// `to`, which has the same axes in another order, with the values of this
  /// one, converted to its element type.
  Value copyInto(OpBuilder &builder, Location loc, const AxisTensor &to) const;

private:
  TensorSlice
  wholeWithout(OpBuilder &builder, Location loc,
               function_ref<bool(const AxisAccess &)> isDropped) const;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_AXISTENSOR_H
