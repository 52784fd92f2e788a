//===- StoreBooleans.h - Buffers of i1 are bytes ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_STOREBOOLEANS_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_STOREBOOLEANS_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::winograd {

/// Gives memory of i1, which SPIR-V cannot have, the bytes that it has on the
/// host: 0 or 1.
void storeBooleansAsBytes(gpu::GPUModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_STOREBOOLEANS_H
