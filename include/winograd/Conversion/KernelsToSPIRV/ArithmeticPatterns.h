//===- ArithmeticPatterns.h - Floating point as the kernel says --*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_KERNELSTOSPIRV_ARITHMETICPATTERNS_H
#define WINOGRAD_CONVERSION_KERNELSTOSPIRV_ARITHMETICPATTERNS_H

#include "mlir/Dialect/SPIRV/Transforms/SPIRVConversion.h"

namespace mlir::winograd {

/// Patterns that come before MLIR's own: NoContraction where a multiplication
/// must be rounded, and minima and maxima without needless tests for NaN.
void populateKernelArithmeticPatterns(const SPIRVTypeConverter &converter,
                                      RewritePatternSet &patterns);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_KERNELSTOSPIRV_ARITHMETICPATTERNS_H
