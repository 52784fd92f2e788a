//===- FloatControls.h - What floats of a kernel must keep ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_KERNELSTOSPIRV_FLOATCONTROLS_H
#define WINOGRAD_CONVERSION_KERNELSTOSPIRV_FLOATCONTROLS_H

#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"

namespace mlir::winograd {

/// The widths of floats whose NaN, infinities and signed zeros a device may be
/// asked to preserve.
constexpr unsigned floatWidths[] = {16, 32, 64};

/// Declares for the entry point that those are preserved, for each of `widths`
/// that it computes with. Returns the widths that it computes with beside them,
/// and of which a driver may lose them.
SmallVector<unsigned> declareFloatControls(spirv::FuncOp entryPoint,
                                           ArrayRef<unsigned> widths);

/// Rewrites arithmetic on constant zeros, which drivers take for simpler than
/// it is.
void hideZeros(Operation *root);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_KERNELSTOSPIRV_FLOATCONTROLS_H
