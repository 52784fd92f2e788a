//===- KronContractions.h - Transforms without loops ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONCONTRACTIONS_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONCONTRACTIONS_H

#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

namespace mlir::winograd {

/// Makes the edges of what a kron on tensors reads explicit: the zeros around
/// the source, and what it does not read of it.
LogicalResult padSource(RewriterBase &rewriter, KronOp op);

/// Lowers a kron on tensors, which reads nothing outside of its source, to one
/// linalg.generic per transformed dimension, each on whole tensors: the sum
/// over the taps of an entry of the matrix, which is a constant, times a value.
/// The host tiles, vectorises and fuses them as any other. Returns what takes
/// the place of the kron's result.
Value lowerKronToContractions(RewriterBase &rewriter, KronOp op);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_KRONCONTRACTIONS_H
