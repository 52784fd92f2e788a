//===- OutputFiles.h - Files that are whole or not there --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_OUTPUTFILES_H
#define WINOGRAD_SUPPORT_OUTPUTFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace mlir::winograd {

/// An error if one of `paths` could not become a file: its folder does not
/// exist, it is there but no regular file, or it is named twice. Asked before
/// a long computation.
llvm::Error checkOutputPaths(llvm::ArrayRef<std::string> paths);

/// Prints what a file is to hold.
using FileWriter = std::function<void(llvm::raw_ostream &)>;

/// Writes the files at `paths`. Each is written to a temporary file beside its
/// path; only when all of them are complete are they renamed. On an error every
/// temporary file is removed.
llvm::Error writeFiles(llvm::ArrayRef<std::string> paths,
                       llvm::ArrayRef<FileWriter> writers);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_OUTPUTFILES_H
