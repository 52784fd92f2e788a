//===- ArithmeticPatterns.h - Floating point as the kernel says --*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_ARITHMETICPATTERNS_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_ARITHMETICPATTERNS_H

#include "mlir/Dialect/SPIRV/Transforms/SPIRVConversion.h"

namespace mlir::winograd {

/// Lowers the floating-point arithmetic that kernels mostly consist of:
/// constants, sums, products (NoContraction where one must be rounded before it
/// is added) and fma. Patterns could do so too, in ten times the time.
void lowerFloatArithmetic(Operation *root);

/// Patterns that come before MLIR's own: minima and maxima without needless
/// tests for NaN.
void populateKernelArithmeticPatterns(const SPIRVTypeConverter &converter,
                                      RewritePatternSet &patterns);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_ARITHMETICPATTERNS_H
