//===- KronStep.h - One matrix of a kron as linalg --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONSTEP_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONSTEP_H

#include "AxisTensor.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/TransformProgram.h"

namespace mlir::winograd {

/// The application of one matrix of a kron, along one axis of a value.
struct KronStep {
  TransformProgram program;
  size_t position = 0; ///< of the axis in the value
  Axes sliceAxes;      ///< of one tap's slice of the value
  Axes resultAxes;     ///< of the result
  AxisAccess to;       ///< the axis in the result

  /// The application of the index-th matrix to a value with these axes. Those
  /// of the result have the order of the init's, with the lane innermost.
  static KronStep get(KronOp op, int64_t index, const Axes &axes,
                      const Axes &initAxes, std::optional<unsigned> lane);
};

/// Applies a step of `op` to `source`: loops over everything but the lane
/// around one linalg.generic, whose results are inserted into `init`; into a
/// new tensor, if that is null.
AxisTensor applyStep(RewriterBase &rewriter, KronOp op, const KronStep &step,
                     const AxisTensor &source, std::optional<unsigned> lane,
                     Value init);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONSTEP_H
