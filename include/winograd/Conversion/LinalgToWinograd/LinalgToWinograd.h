//===- LinalgToWinograd.h - Convolutions to Winograd's algorithm *- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_LINALGTOWINOGRAD_LINALGTOWINOGRAD_H
#define WINOGRAD_CONVERSION_LINALGTOWINOGRAD_LINALGTOWINOGRAD_H

#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL_CONVERTLINALGTOWINOGRAD
#include "winograd/Conversion/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_LINALGTOWINOGRAD_LINALGTOWINOGRAD_H
