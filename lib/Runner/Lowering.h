//===- Lowering.h - An entry to the LLVM dialect ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_LOWERING_H
#define WINOGRAD_LIB_RUNNER_LOWERING_H

#include "mlir/Pass/PassManager.h"
#include "winograd/Runner/EntrySignature.h"
#include "winograd/Runner/ProgressNote.h"
#include "winograd/Utils/MadeConstants.h"

namespace mlir::winograd {

/// Runs the passes, which must end in the LLVM dialect, on a module that has
/// nothing but the entry and what it uses. `signature` becomes what the entry
/// then has, `note` tells of the passes. What is made of constants on the way
/// is released as soon as nothing uses it.
llvm::Error lowerEntry(ModuleOp module, EntrySignature &signature,
                       PassManager &passManager, MadeConstants &constants,
                       ProgressNote &note);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_LOWERING_H
