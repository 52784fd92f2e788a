//===- HadamardLowering.h - Products as linalg ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_WINOGRADTOLINALG_HADAMARDLOWERING_H
#define WINOGRAD_CONVERSION_WINOGRADTOLINALG_HADAMARDLOWERING_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

namespace mlir::winograd {

/// Replaces a product on tensors by a linalg.generic, init[C] += lhs[A] *
/// rhs[B], and returns that. Where it reduces, adjacent loops of static size
/// are one: register tiles divide the tiles of an image better than those of a
/// row.
linalg::GenericOp lowerHadamardReduce(RewriterBase &rewriter,
                                      HadamardReduceOp op);

/// Replaces a product that reduces by a linalg.contract, the form that other
/// people's patterns know.
void nameContraction(RewriterBase &rewriter, linalg::GenericOp product);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_WINOGRADTOLINALG_HADAMARDLOWERING_H
