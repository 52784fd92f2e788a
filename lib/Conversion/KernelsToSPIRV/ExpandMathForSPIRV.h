//===- ExpandMathForSPIRV.h - Functions that Vulkan does not have *- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_EXPANDMATHFORSPIRV_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_EXPANDMATHFORSPIRV_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::winograd {

/// Functions that GLSL.std.450 does not have become polynomials, products and
/// comparisons.
LogicalResult expandMathForSPIRV(gpu::GPUModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_EXPANDMATHFORSPIRV_H
