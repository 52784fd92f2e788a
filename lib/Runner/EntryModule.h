//===- EntryModule.h - A module for one entry -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_ENTRYMODULE_H
#define WINOGRAD_LIB_RUNNER_ENTRYMODULE_H

#include "winograd/Runner/EntrySignature.h"

namespace mlir::winograd {

/// Drops what the entry does not use, and makes it the only public function.
llvm::Error isolateEntry(ModuleOp module, StringRef entry);

/// Makes bufferization leave the arguments of the entry as they are.
void protectArguments(ModuleOp module, StringRef entry);

/// Gives the arguments of the entry the shapes of the arrays, and `signature`
/// what it then has; an error if a shape is still dynamic.
llvm::Error specializeEntry(ModuleOp module, EntrySignature &signature,
                            ArrayRef<NpyArray> inputs);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_ENTRYMODULE_H
