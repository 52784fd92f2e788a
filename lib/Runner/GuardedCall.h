//===- GuardedCall.h - Calls that a failed check leaves ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled code has no way to return an error: its checks call a function that
// does not return. A tool ends there. A host, such as Python, must go on: the
// call is left by longjmp, which is sound since compiled code has no
// destructors to run.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_GUARDEDCALL_H
#define WINOGRAD_LIB_RUNNER_GUARDEDCALL_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace mlir::winograd {

/// Calls `function(packed)`. If a check in it fails on this thread, the
/// message; what the call has allocated until then stays allocated.
std::optional<std::string> callGuarded(void (*function)(void **),
                                       void **packed);

/// Leaves the guarded call of this thread. Returns if there is none, or if
/// other threads share its work, which would wait for this one.
void leaveGuardedCall(llvm::StringRef message);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_GUARDEDCALL_H
