//===- StandardStreams.cpp - Output that does not get through -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/StandardStreams.h"

#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using llvm::raw_fd_ostream;

static const char *toolName = "winograd";

/// Runs before the streams are destroyed, which abort if they have an error.
static void checkStreams() {
  llvm::outs().flush();
  std::error_code code = llvm::outs().error();
  if (code)
    llvm::errs() << toolName
                 << ": error: expected standard output to take what is "
                    "printed, but writing says: "
                 << code.message() << '\n';
  llvm::outs().clear_error();
  static_cast<raw_fd_ostream &>(llvm::errs()).clear_error();
  if (code)
    std::_Exit(EXIT_FAILURE);
}

void mlir::winograd::guardStandardStreams(const char *tool) {
  toolName = tool;
  // What is constructed before is destroyed behind.
  (void)llvm::outs();
  (void)llvm::errs();
  std::atexit(checkStreams);
}

llvm::StringRef mlir::winograd::getToolName() { return toolName; }

static llvm::raw_ostream *warnings = nullptr;

void mlir::winograd::redirectWarnings(llvm::raw_ostream *os) { warnings = os; }

void mlir::winograd::warn(const llvm::Twine &message) {
  llvm::outs().flush();
  (warnings ? *warnings : llvm::errs())
      << toolName << ": warning: " << message << '\n';
}

static void (*errorExit)(llvm::StringRef message) = nullptr;

void mlir::winograd::setErrorExit(void (*exit)(llvm::StringRef message)) {
  errorExit = exit;
}

void mlir::winograd::exitWithError(llvm::StringRef message) {
  if (errorExit)
    errorExit(message);
  llvm::outs().flush();
  llvm::errs() << toolName << ": error: " << message << '\n';
  llvm::errs().flush();
  std::_Exit(EXIT_FAILURE);
}
