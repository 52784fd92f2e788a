//===- LocalLibraries.h - Libraries that no other one sees ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM loads libraries in the global scope, and with them what they depend on.
// MLIR's runner libraries depend on libLLVM. In a process that later loads a
// library with an LLVM of its own, such as Triton's in PyTorch, that one would
// find our LLVM's functions and variables in the place of its own.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_LOCALLIBRARIES_H
#define WINOGRAD_LIB_RUNNER_LOCALLIBRARIES_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mlir::winograd {

/// Loads a library for the rest of the process, out of the sight of others.
LogicalResult loadLocally(const std::string &path, std::string *reason);

/// One of the functions that visitLocalFunctions visits, or null.
void *findLocalFunction(StringRef name);

/// Visits the functions of these libraries that the process did not have when
/// they were loaded; of a name, the first.
void visitLocalFunctions(
    llvm::function_ref<void(StringRef name, void *address)> visit);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_LOCALLIBRARIES_H
