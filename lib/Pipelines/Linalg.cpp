//===- Linalg.cpp - The pipeline to linalg, for other compilers -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Pipelines/Linalg.h"
#include "Common.h"
#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "winograd/Conversion/WinogradToLinalg/WinogradToLinalg.h"
#include "winograd/Pipelines/Registration.h"

using namespace mlir;
using namespace mlir::winograd;

void winograd::buildWinogradToLinalgPipeline(
    OpPassManager &pm, const LinalgPipelineOptions &options) {
  // linalg --> winograd
  ConvertLinalgToWinogradOptions raise;
  raise.tile = options.tile;
  pm.addPass(createConvertLinalgToWinograd(raise));
  addFolding(pm, /*stopAfter=*/"");
  // winograd --> linalg
  ConvertWinogradToLinalgOptions lower;
  lower.whole = true;
  pm.addPass(createConvertWinogradToLinalg(lower));
  addCleanup(pm);
}

void winograd::registerLinalgPipeline() {
  registerCheckedPipeline<LinalgPipelineOptions>(
      "winograd-to-linalg",
      "rewrite convolutions with Winograd's algorithm as linalg on whole "
      "tensors, for other compilers",
      buildWinogradToLinalgPipeline);
}
