//===- PlanPlacement.h - Plans as buffers and loops -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_LINALGTOWINOGRAD_PLANPLACEMENT_H
#define WINOGRAD_LIB_CONVERSION_LINALGTOWINOGRAD_PLANPLACEMENT_H

#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"

namespace mlir::winograd {

/// Puts `winograd.bufferize` behind the values of a convolution that the plan
/// keeps; `onChip` is the memory of the others. `result` is the output, with
/// the initial value added; its buffer is behind what follows elementwise.
PlacedBuffers placeValues(WinogradConvolution &convolution, Value result,
                          PlanKind kind, MemorySpace onChip);

/// The loops of a plan with blocks of so many `tiles` and panels of so many
/// channels; null where what a block holds whole (channels) has a size that is
/// not known.
ScheduleAttr makeSchedule(WinogradConvolution &convolution,
                          ArrayRef<int64_t> tiles, int64_t panelSize);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_LINALGTOWINOGRAD_PLANPLACEMENT_H
