//===- SPIRVToMetal.h - SPIR-V to Metal text --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_SPIRVTOMETAL_SPIRVTOMETAL_H
#define WINOGRAD_CONVERSION_SPIRVTOMETAL_SPIRVTOMETAL_H

#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL_WINOGRADEMITMETAL
#include "winograd/Conversion/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_SPIRVTOMETAL_SPIRVTOMETAL_H
