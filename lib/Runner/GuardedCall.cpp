//===- GuardedCall.cpp - Calls that a failed check leaves -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardedCall.h"

#include "llvm/Support/DynamicLibrary.h"
#include <csetjmp>

using namespace mlir::winograd;

namespace {
struct Guard {
  std::jmp_buf place;
  std::string message;
};
} // namespace

static thread_local Guard *innermost = nullptr;

std::optional<std::string>
mlir::winograd::callGuarded(void (*function)(void **), void **packed) {
  Guard guard;
  Guard *volatile outer = innermost;
  innermost = &guard;
  bool failed = setjmp(guard.place) != 0;
  if (!failed)
    function(packed);
  innermost = outer;
  if (failed)
    return std::move(guard.message);
  return std::nullopt;
}

/// Whether this thread is in a parallel loop of compiled code.
static bool isInParallelLoop() {
  void *function =
      llvm::sys::DynamicLibrary::SearchForAddressOfSymbol("omp_in_parallel");
  return function && reinterpret_cast<int (*)()>(function)() != 0;
}

void mlir::winograd::leaveGuardedCall(llvm::StringRef message) {
  if (!innermost || isInParallelLoop())
    return;
  innermost->message = message.str();
  std::longjmp(innermost->place, 1);
}
