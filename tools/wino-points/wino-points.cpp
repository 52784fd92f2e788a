//===- wino-points.cpp - Searches points for F(m, r) ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Progress.h"
#include "Report.h"
#include "winograd/Support/StandardStreams.h"
#include "llvm/Support/InitLLVM.h"

using namespace mlir::winograd;

static llvm::Error run(int argc, char **argv) {
  llvm::Expected<PointsOptions> options = parseCommandLine(argc, argv);
  if (!options)
    return options.takeError();
  auto progress = std::make_unique<Progress>();
  auto show = [&](llvm::StringRef step, double done, double all) {
    progress->update(step, done, all);
  };
  auto ranked =
      options->sets.empty()
          ? searchPoints(options->m, options->r, options->search, show)
          : rankPoints(options->m, options->r, options->sets, options->search,
                       show);
  progress.reset();
  if (!ranked)
    return ranked.takeError();
  printReport(*ranked, *options, llvm::outs());
  return llvm::Error::success();
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  guardStandardStreams("wino-points");
  if (llvm::Error error = run(argc, argv)) {
    llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                                "wino-points: error: ");
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
