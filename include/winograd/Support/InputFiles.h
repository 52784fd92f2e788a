//===- InputFiles.h - Files that end ----------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_INPUTFILES_H
#define WINOGRAD_SUPPORT_INPUTFILES_H

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace mlir::winograd {

/// The bytes of a regular file; an error for any other, such as a device, which
/// may never end.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readRegularFile(llvm::StringRef path);

/// The text or bytecode of a module. From a pipe, a device or standard input
/// (`-`) up to 1 GiB are read, and no further than text can go.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readModuleText(llvm::StringRef path);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_INPUTFILES_H
