//===- KronLowering.h - One tile of a kron as linalg ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONLOWERING_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONLOWERING_H

#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

namespace mlir::winograd {

/// Lowers a kron on tensors, whatever its sizes, to loops around one
/// linalg.generic per transformed axis; returns the value that replaces its
/// result. The source's windows must lie inside of the source, as after tiling.
Value lowerKronToGenerics(RewriterBase &rewriter, KronOp op);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONLOWERING_H
