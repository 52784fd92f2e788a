//===- HeapUse.h - What compiled code has on the heap ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_HEAPUSE_H
#define WINOGRAD_RUNNER_HEAPUSE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace mlir::winograd {

/// The memory that compiled code takes from the heap and gives back, of all
/// threads of the process together, in bytes as the C library rounds them.
struct HeapUse {
  /// Nothing is there now, whatever was allocated before.
  static void restart();
  /// The most that was there at a time since then; nullopt where the C library
  /// does not tell sizes.
  static std::optional<int64_t> getPeak();

  /// The functions that take the place of malloc, calloc and free in compiled
  /// code, by their names there. What they give, the C library's free takes.
  static void visitFunctions(
      llvm::function_ref<void(llvm::StringRef name, void *address)> visit);
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_HEAPUSE_H
