//===- FoldFilter.h - Transform one constant filter -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_FOLDFILTER_H
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_FOLDFILTER_H

#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include <string>

namespace mlir::winograd {

/// Why a filter is not transformed at compile time.
struct FilterRefusal {
  std::string reason;      ///< in a user's words
  bool isTooLarge = false; ///< a constant that would have too many bytes
};

/// Ĝ of a `kron filter`, if it transforms a constant and has at most `maxBytes`
/// bytes; null otherwise, and then `refusal` says why.
ElementsAttr evaluateFilter(KronOp op, int64_t maxBytes,
                            FilterRefusal &refusal);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_FOLDFILTER_H
