//===- Emit.h - Machine code from a module in LLVM --------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_AOT_EMIT_H
#define WINOGRAD_LIB_AOT_EMIT_H

#include "mlir/IR/BuiltinOps.h"
#include "winograd/Utils/MadeConstants.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"
#include <optional>
#include <string>

namespace mlir::winograd {

enum class EmitKind { Object, SharedLibrary, LLVMIR, Assembly };

/// `object`, `shared-library`, `llvm-ir` or `assembly`.
std::optional<EmitKind> parseEmitKind(StringRef name);

/// The name of the file for a module: `conv.o`, `libconv.so`, `conv.ll`,
/// `conv.s`.
std::string getFileName(EmitKind kind, StringRef module);

/// The bytes of a file, which may be many.
using FileBytes = llvm::SmallString<0>;

/// Translates a module in the LLVM dialect to LLVM IR for the target, optimises
/// it, and returns the bytes of the file. The module is empty afterwards, and
/// the constants are released as soon as LLVM has copies. `linker` is a
/// compiler driver that links a shared library; empty takes the first that is
/// found.
llvm::Expected<FileBytes> emit(ModuleOp module, StringRef name,
                               MadeConstants &constants,
                               llvm::TargetMachine &target, EmitKind kind,
                               StringRef linker);

/// The driver that links a shared library, `linker` or the first of clang-22,
/// clang and cc that is there.
llvm::Expected<std::string> findLinker(StringRef linker);

/// The bytes of the shared library `lib<name>.so` with the object's code.
/// Functions that no library on the command line has are errors.
llvm::Expected<FileBytes> linkSharedLibrary(StringRef object, StringRef name,
                                            StringRef linker, bool needsOpenMP);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_AOT_EMIT_H
