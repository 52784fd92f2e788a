//===- PassOptions.h - Checks of options ------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_PASSOPTIONS_H
#define WINOGRAD_UTILS_PASSOPTIONS_H

#include "mlir/IR/Operation.h"
#include <limits>

namespace mlir::winograd {

/// Reports on `op`, unless the value of a pass's option is at least `least` and
/// at most `most`.
LogicalResult checkOption(Operation *op, StringRef name, int64_t value,
                          int64_t least,
                          int64_t most = std::numeric_limits<int64_t>::max());

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_PASSOPTIONS_H
