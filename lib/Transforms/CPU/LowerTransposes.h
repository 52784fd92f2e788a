//===- LowerTransposes.h - Transposes in registers --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMS_CPU_LOWERTRANSPOSES_H
#define WINOGRAD_LIB_TRANSFORMS_CPU_LOWERTRANSPOSES_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// Lowers the `vector.transpose` of a matrix to shuffles of its rows: n log n
/// of them for n rows, none of which crosses 128 bits more often than it must.
/// To be applied before multi-dimensional transfers are unrolled.
void populateTransposeLoweringPatterns(RewritePatternSet &patterns);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMS_CPU_LOWERTRANSPOSES_H
