//===- OutputFiles.h - Files that are whole or not there --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_OUTPUTFILES_H
#define WINOGRAD_RUNNER_OUTPUTFILES_H

#include "winograd/Runner/Npy.h"

namespace mlir::winograd {

/// An error if one of `paths` could not become a file: its folder does not
/// exist, it is there but no regular file, or it is named twice. Asked before
/// a long computation.
llvm::Error checkOutputPaths(llvm::ArrayRef<std::string> paths);

/// Writes `arrays[i]` to `paths[i]`. Each is written to a temporary file beside
/// its path; only when all of them are complete are they renamed. On an error
/// every temporary file is removed.
llvm::Error writeNpyFiles(llvm::ArrayRef<std::string> paths,
                          llvm::ArrayRef<NpyArray> arrays);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_OUTPUTFILES_H
