//===- Passes.h - All conversions, and their registration -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_PASSES_H
#define WINOGRAD_CONVERSION_PASSES_H

#include "winograd/Conversion/KernelsToNVVM/KernelsToNVVM.h"
#include "winograd/Conversion/KernelsToSPIRV/KernelsToSPIRV.h"
#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "winograd/Conversion/SPIRVToMetal/SPIRVToMetal.h"
#include "winograd/Conversion/WinogradToGPU/WinogradToGPU.h"
#include "winograd/Conversion/WinogradToLinalg/WinogradToLinalg.h"

namespace mlir::winograd {

#define GEN_PASS_REGISTRATION
#include "winograd/Conversion/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_PASSES_H
