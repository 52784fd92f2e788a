//===- KronWindow.h - A window in the order of its use ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONWINDOW_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONWINDOW_H

#include "AxisTensor.h"

namespace mlir::winograd {

/// The source of a kron without the axes for which `isDropped` holds, and with
/// the lane innermost: vector lanes must be contiguous. Where that takes a
/// copy, what the window needs of zeros (a tensor.pad that makes the source) is
/// written around it, so that the padded window exists in the order of its use
/// only.
AxisTensor loadWindow(OpBuilder &builder, Location loc, AxisTensor source,
                      std::optional<unsigned> lane,
                      function_ref<bool(const AxisAccess &)> isDropped);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONWINDOW_H
