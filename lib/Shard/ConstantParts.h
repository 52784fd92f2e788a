//===- ConstantParts.h - Parts of constants, and longer ones ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_CONSTANTPARTS_H
#define WINOGRAD_LIB_SHARD_CONSTANTPARTS_H

#include "mlir/IR/BuiltinAttributes.h"

namespace mlir::winograd {

/// The constant with zeros behind its values along `dim`, of which there are
/// `size` then; null if its values are not stored in whole bytes.
ElementsAttr extendConstant(ElementsAttr attr, int64_t dim, int64_t size);

/// Its `size` values along `dim` from `begin` on; null likewise.
ElementsAttr sliceConstant(ElementsAttr attr, int64_t dim, int64_t begin,
                           int64_t size);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_CONSTANTPARTS_H
