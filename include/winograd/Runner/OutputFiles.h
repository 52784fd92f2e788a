//===- OutputFiles.h - Arrays as files, whole or not there ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_OUTPUTFILES_H
#define WINOGRAD_RUNNER_OUTPUTFILES_H

#include "winograd/Runner/Npy.h"
#include "winograd/Support/OutputFiles.h"

namespace mlir::winograd {

/// Writes `arrays[i]` to `paths[i]`, see writeFiles.
llvm::Error writeNpyFiles(llvm::ArrayRef<std::string> paths,
                          llvm::ArrayRef<NpyArray> arrays);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_OUTPUTFILES_H
