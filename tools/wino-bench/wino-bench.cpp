//===- wino-bench.cpp - Times convolutions and networks -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "Script.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "winograd/InitAll.h"
#include "winograd/Runner/Timing.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/InitLLVM.h"

static llvm::Error run(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::winograd::registerAllDialects(registry);
  mlir::registerAllToLLVMIRTranslations(registry);
  mlir::winograd::registerAllPasses();
  llvm::Expected<BenchOptions> options = parseCommandLine(argc, argv);
  if (!options)
    return options.takeError();
  mlir::winograd::keepFreedMemory();
  return std::visit(
      [&](const auto &command) {
        return bench(command, registry, llvm::outs());
      },
      *options);
}

static int fail(llvm::Error error) {
  llvm::outs().flush();
  llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                              "wino-bench: error: ");
  return EXIT_FAILURE;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  mlir::winograd::guardStandardStreams("wino-bench");
  if (argc > 1 && llvm::StringRef(argv[1]) == "compare") {
    llvm::SmallVector<llvm::StringRef> arguments(argv + 2, argv + argc);
    llvm::Expected<int> code = runScript("compare.py", arguments);
    return code ? *code : fail(code.takeError());
  }
  if (llvm::Error error = run(argc, argv))
    return fail(std::move(error));
  return EXIT_SUCCESS;
}
