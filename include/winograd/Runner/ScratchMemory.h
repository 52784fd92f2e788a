//===- ScratchMemory.h - What compiled code allocates -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_SCRATCHMEMORY_H
#define WINOGRAD_RUNNER_SCRATCHMEMORY_H

#include "mlir/Pass/PassInstrumentation.h"
#include "winograd/Runner/EntrySignature.h"
#include <memory>

namespace mlir::winograd {

/// The size of all buffers that a module allocates, on the heap and on the
/// stack, without the results of its entry. Every allocation counts once,
/// however often it runs.
struct ScratchMemory {
  /// Of those whose size is static.
  int64_t bytes = 0;
  /// Whether there are others.
  bool hasDynamic = false;
};

/// Keeps `scratch` up to date while a pipeline runs, until it leaves memrefs.
std::unique_ptr<PassInstrumentation>
createScratchCounter(const EntrySignature &signature, ScratchMemory &scratch);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_SCRATCHMEMORY_H
