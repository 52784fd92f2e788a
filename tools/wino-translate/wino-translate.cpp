//===- wino-translate.cpp - Compiles a module for C -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "winograd/InitAll.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  mlir::winograd::guardStandardStreams("wino-translate");
  mlir::DialectRegistry registry;
  mlir::winograd::registerAllDialects(registry);
  auto options = parseCommandLine(argc, argv);
  llvm::Error error = options ? mlir::winograd::translate(*options, registry)
                              : options.takeError();
  if (error) {
    llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                                "wino-translate: error: ");
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
