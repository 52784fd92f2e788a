//===- RuntimeLibraries.h - What compiled code calls ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_RUNTIMELIBRARIES_H
#define WINOGRAD_LIB_RUNNER_RUNTIMELIBRARIES_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#include "llvm/ExecutionEngine/Orc/Mangling.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mlir::winograd {

/// The functions of this program that compiled code calls by names of ours, and
/// those of the libraries of MLIR and OpenMP that were loaded.
llvm::orc::SymbolMap getProcessFunctions(llvm::orc::MangleAndInterner mangle);

/// Loads the libraries whose functions the lowered module calls: those that are
/// given, and those of MLIR and OpenMP that it needs, whose names are returned.
llvm::Expected<std::vector<std::string>>
loadLibraries(ModuleOp module, ArrayRef<std::string> given);

/// Loads libraries of MLIR and OpenMP by the names that were returned.
LogicalResult loadOwnLibraries(ArrayRef<std::string> names);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_RUNTIMELIBRARIES_H
