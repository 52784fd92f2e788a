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
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace mlir::winograd {

/// An error if one of `paths` could not become a file: its folder does not
/// exist, it is there but no regular file or not to be written, or it is named
/// twice. A link stands for what it leads to, which need not exist. Asked
/// before a long computation.
llvm::Error checkOutputPaths(llvm::ArrayRef<std::string> paths);

/// Prints what a file is to hold.
using FileWriter = std::function<void(llvm::raw_ostream &)>;

/// Writes the files at `paths`. Each is written to a temporary file beside its
/// path; only when all of them are complete are they renamed. On an error every
/// temporary file is removed.
llvm::Error writeFiles(llvm::ArrayRef<std::string> paths,
                       llvm::ArrayRef<FileWriter> writers);

/// Writes one file of text or bytecode, as `writeFiles`; `-` is standard
/// output, and a device or a pipe is written to as it is.
llvm::Error writeOutput(llvm::StringRef path, const FileWriter &writer);

/// A folder for files. What of it did not exist is made, and removed again,
/// while it is empty, unless it is kept.
class OutputFolder {
public:
  static llvm::Expected<OutputFolder> create(llvm::StringRef folder);
  OutputFolder(OutputFolder &&) = default;
  ~OutputFolder();

  void keep() { folders.clear(); }

private:
  OutputFolder() = default;

  std::vector<std::string> folders;
};

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_OUTPUTFILES_H
