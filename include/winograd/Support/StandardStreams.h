//===- StandardStreams.h - Output that does not get through -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_STANDARDSTREAMS_H
#define WINOGRAD_SUPPORT_STANDARDSTREAMS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace mlir::winograd {

/// Makes the process end with an error message and a non-zero code, where LLVM
/// would abort, if standard output did not take what was printed: the disk is
/// full, or it is closed. `tool` must live for ever. Called first in main.
void guardStandardStreams(const char *tool);

/// The tool's name, for messages; `winograd` in other programs.
llvm::StringRef getToolName();

/// Prints a warning to standard error.
void warn(const llvm::Twine &message);

/// Warnings are printed there instead; null: to standard error again.
void redirectWarnings(llvm::raw_ostream *os);

/// What exitWithError calls first, if it is not null. It prints the message
/// itself if it does not return.
void setErrorExit(void (*exit)(llvm::StringRef message));

/// Ends the process at once, with an error message, from where no error can be
/// returned.
[[noreturn]] void exitWithError(llvm::StringRef message);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_STANDARDSTREAMS_H
