//===- TransformEmission.h - A transform's program as IR --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_WINOGRADTOLINALG_TRANSFORMEMISSION_H
#define WINOGRAD_CONVERSION_WINOGRADTOLINALG_TRANSFORMEMISSION_H

#include "mlir/IR/Builders.h"
#include "winograd/Support/TransformProgram.h"

namespace mlir::winograd {

/// Emits the program on scalars of one floating-point type: the coefficients,
/// exact rationals, are rounded to that type, and multiply-adds may be fused
/// (`fastmath<contract>`). Returns one value per row of the matrix.
SmallVector<Value> emitTransform(OpBuilder &builder, Location loc,
                                 const TransformProgram &program,
                                 ArrayRef<Value> inputs);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_WINOGRADTOLINALG_TRANSFORMEMISSION_H
