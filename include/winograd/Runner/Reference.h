//===- Reference.h - What results are judged by -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_REFERENCE_H
#define WINOGRAD_RUNNER_REFERENCE_H

#include "winograd/Runner/EntrySignature.h"

namespace mlir::winograd {

class ObjectCache;

/// The multiply-adds, and other steps of reductions, of a module with nothing
/// but the entry and what it uses, for inputs of these shapes: loops and calls
/// count once. Nullopt if a size only shows when it runs.
std::optional<double> countReductionSteps(ModuleOp module,
                                          const EntrySignature &signature,
                                          ArrayRef<NpyArray> inputs);

/// Runs the entry of a copy of `module`, linalg on tensors, compiled by
/// `winograd-reference-to-cpu`, or found in `cache`. This takes as long as it
/// takes; on a terminal a line says so where that is more than two seconds.
llvm::Expected<std::vector<NpyArray>>
runReference(ModuleOp module, const EntrySignature &signature,
             ArrayRef<NpyArray> inputs, ArrayRef<std::string> sharedLibraries,
             const ObjectCache *cache = nullptr);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_REFERENCE_H
