//===- PassOptions.cpp - Checks of options --------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/PassOptions.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;

LogicalResult winograd::checkOption(Operation *op, StringRef name,
                                    int64_t value, int64_t least,
                                    int64_t most) {
  if (value >= least && value <= most)
    return success();
  bool isLess = value < least;
  return op->emitError("expected the option '")
         << name << "' to be at " << (isLess ? "least " : "most ")
         << (isLess ? least : most) << ", but got " << value;
}
