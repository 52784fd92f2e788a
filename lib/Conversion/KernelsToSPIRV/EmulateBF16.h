//===- EmulateBF16.h - bf16 as integers -------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_EMULATEBF16_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_EMULATEBF16_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::winograd {

/// Replaces bf16, which Vulkan does not have, in the kernels of `module`:
/// values and memory hold the bits as i16, and arithmetic is done in f32 and
/// rounded to nearest, ties to even, after every operation.
LogicalResult emulateBF16(gpu::GPUModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_EMULATEBF16_H
