//===- OutputFiles.cpp - Arrays as files, whole or not there --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/OutputFiles.h"

#include <vector>

llvm::Error mlir::winograd::writeNpyFiles(llvm::ArrayRef<std::string> paths,
                                          llvm::ArrayRef<NpyArray> arrays) {
  std::vector<FileWriter> writers;
  for (const NpyArray &array : arrays)
    writers.push_back([&array](llvm::raw_ostream &os) { array.write(os); });
  return writeFiles(paths, writers);
}
