//===- InitAll.h - Registration of everything -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_INITALL_H
#define WINOGRAD_INITALL_H

#include "mlir/IR/DialectRegistry.h"

namespace mlir::winograd {

/// The winograd dialect with its interfaces, and the operations that it adds to
/// the transform dialect; nothing of upstream's. For hosts
/// that bring their own dialects, such as a plugin's mlir-opt.
void registerWinogradDialects(DialectRegistry &registry);
/// The passes and pipelines of this project.
void registerWinogradPasses();

/// Upstream's dialects, extensions and translations to LLVM IR, and ours.
void registerAllDialects(DialectRegistry &registry);
/// Upstream's passes, and ours.
void registerAllPasses();

} // namespace mlir::winograd

#endif // WINOGRAD_INITALL_H
