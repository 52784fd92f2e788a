//===- CommandLine.cpp - What the tools' command lines share --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/CommandLine.h"

#include "llvm/ADT/STLExtras.h"

namespace cl = llvm::cl;

void mlir::winograd::removeForeignOptions(
    llvm::ArrayRef<llvm::StringRef> names) {
  for (llvm::StringRef name : names)
    if (cl::Option *option = cl::getRegisteredOptions().lookup(name))
      option->removeArgument();
}

bool mlir::winograd::hasForeignOptions(const cl::OptionCategory &category) {
  return llvm::any_of(cl::getRegisteredOptions(), [&](const auto &entry) {
    return entry.second->getNumOccurrences() != 0 &&
           !llvm::is_contained(entry.second->Categories, &category);
  });
}
