//===- wino-run.cpp - Runs a function on arrays ---------------------------===//
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
  mlir::winograd::guardStandardStreams("wino-run");
  mlir::DialectRegistry registry;
  mlir::winograd::registerAllDialects(registry);
  mlir::winograd::registerAllPasses();
  mlir::winograd::RunOptions options = parseCommandLine(argc, argv);
  if (llvm::Error error =
          mlir::winograd::run(options, registry, llvm::outs())) {
    llvm::outs().flush();
    llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                                "wino-run: error: ");
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
