//===- CommandLine.h - What the tools' command lines share ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_COMMANDLINE_H
#define WINOGRAD_SUPPORT_COMMANDLINE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/CommandLine.h"
#include <optional>

namespace mlir::winograd {

/// Takes the names of options that LLVM's libraries have registered, about
/// their own passes, for a tool's. Called before the tool makes its options.
void removeForeignOptions(llvm::ArrayRef<llvm::StringRef> names);

/// Whether options were given that are not of `category`: LLVM's libraries have
/// hundreds, which decide how its passes work and what they print.
bool hasForeignOptions(const llvm::cl::OptionCategory &category);

/// The value of an option, if it was given.
template <typename T, typename Opt>
std::optional<T> getIfGiven(const Opt &option) {
  if (option.getNumOccurrences() == 0)
    return std::nullopt;
  return option.getValue();
}

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_COMMANDLINE_H
