//===- wino-run.cpp - Runs a function on arrays ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "winograd/InitAll.h"
#include "winograd/Runner/ShardedRun.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  mlir::winograd::guardStandardStreams("wino-run");
  mlir::DialectRegistry registry;
  mlir::winograd::registerAllDialects(registry);
  mlir::winograd::registerAllPasses();
  auto options = parseCommandLine(argc, argv);
  bool sharded = isSharded(argc, argv);
  if (!options && !sharded) {
    llvm::errs() << llvm::toString(options.takeError()) << '\n';
    return EXIT_FAILURE;
  }
  llvm::Error error =
      sharded ? mlir::winograd::runSharded(std::move(options), registry,
                                           llvm::outs())
              : mlir::winograd::run(*options, registry, llvm::outs());
  llvm::outs().flush();
  bool failed(error);
  if (mlir::winograd::isReported(error))
    llvm::consumeError(std::move(error));
  llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                              "wino-run: error: ");
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
