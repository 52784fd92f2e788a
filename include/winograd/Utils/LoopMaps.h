//===- LoopMaps.h - Which loops can be cut, or left out ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_LOOPMAPS_H
#define WINOGRAD_UTILS_LOOPMAPS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

namespace mlir::winograd {

/// Whether every index is a sum of loops with positive factors and a constant.
/// Linalg's tiling takes the first and the last iteration for the ends of what
/// a tile reads, which is wrong for an index that falls (`2 - d0`) or jumps
/// (`d0 mod 3`, `d0 floordiv 2`); its vectoriser reads such indices as if they
/// were loops.
bool hasGrowingIndices(linalg::LinalgOp op);

/// Whether the operation, on tensors, only moves the values of its one input:
/// each value of the result is one of the input's, found by the input's map.
bool onlyMovesValues(linalg::GenericOp op);

/// Whether `index`, of an axis of this size, is another loop alone without the
/// loops of one iteration, but one that is not as long as the axis.
bool hidesLongerAxis(AffineExpr index, int64_t size, ArrayRef<int64_t> ranges);

/// Cuts off what a window does not reach where that would keep a loop: an axis
/// for which `hidesLongerAxis`, of an operation of static shape.
void trimOperands(RewriterBase &rewriter, linalg::GenericOp op);

/// Which loops of one iteration linalg's patterns may leave out. Those are not
/// of whose indices one `hidesLongerAxis`: the window of the only row of a
/// convolution's result, in an image with more rows than the filter. Linalg
/// would take the loop's extent from the axis. Nor is anything left out of a
/// dynamic shape, or of a `tensor.pad`: of several axes of size 1 some would
/// stay (see TensorSlice.h).
linalg::ControlDropUnitDims getUnitDimsControl();

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_LOOPMAPS_H
