//===- TileRows.h - Panels in rows of tiles ---------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEROWS_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEROWS_H

#include "OutputPart.h"

namespace mlir::winograd {

/// Computes a panel's result, into `destination`, in loops over rows of tiles
/// along the last window, and over vectors of `lanes` channels; returns it.
FailureOr<Value> tileRows(RewriterBase &rewriter, OutputPart &panel,
                          int64_t lanes, Value destination);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_TILEROWS_H
