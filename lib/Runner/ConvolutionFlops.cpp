//===- ConvolutionFlops.cpp - The work of convolutions --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/ConvolutionFlops.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"

using namespace mlir;
using llvm::createStringError;

llvm::Expected<double> mlir::winograd::countDirectFlops(ModuleOp module) {
  double flops = 0;
  std::string dynamic;
  module.walk([&](linalg::LinalgOp op) {
    std::string reason;
    if (!looksLikeConvolution(op) || failed(analyzeConvolution(op, reason)))
      return;
    double iterations = 1;
    for (int64_t range : op.getStaticLoopRanges()) {
      iterations *= double(range);
      if (ShapedType::isDynamic(range))
        llvm::raw_string_ostream(dynamic = "") << op->getLoc();
    }
    flops += 2 * iterations;
  });
  if (!dynamic.empty())
    return createStringError("expected convolutions of static sizes to count "
                             "their operations, but got a dynamic one at " +
                             dynamic);
  return flops;
}
