//===- FilterTransform.h - The values of Ĝ -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERTRANSFORM_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERTRANSFORM_H

#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

namespace mlir::winograd {

/// Ĝ = G g Gᵀ of the filters that a kron transforms, summed in float64 and
/// rounded to the type of the result once. `filter` has the source's values as
/// a constant has them, of a splat one; `result` gets the result's. Block by
/// block on the context's threads: the values do not depend on their number.
void transformFilter(KronOp op, ArrayRef<char> filter, bool isSplat,
                     MutableArrayRef<char> result);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERTRANSFORM_H
