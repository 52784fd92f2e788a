//===- UnreadableModule.h - Modules that others have made -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_UNREADABLEMODULE_H
#define WINOGRAD_UTILS_UNREADABLEMODULE_H

#include "mlir/Support/LLVM.h"
#include <string>

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::winograd {

/// Who has made a module that cannot be read, and what to do, as the rest of a
/// sentence that says so: "has operations of 'torch', which …". Known are the
/// dialects of some front ends, and the bytecode of a newer MLIR. Empty where
/// nothing is known, and where `bytes`, the text or bytecode of a module, can
/// be read. It parses them anew, without any messages.
std::string explainUnreadable(StringRef bytes, const DialectRegistry &registry);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_UNREADABLEMODULE_H
