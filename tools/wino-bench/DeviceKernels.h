//===- DeviceKernels.h - What a GPU does at best ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_DEVICEKERNELS_H
#define WINO_BENCH_DEVICEKERNELS_H

#include "Options.h"
#include "mlir/IR/MLIRContext.h"

namespace mlir::winograd {
class GPURuntimeLibrary;
} // namespace mlir::winograd

/// Operations per second of the better one of two kernels, one that multiplies
/// and adds in registers, and a product of matrices; by the device's own clock.
llvm::Expected<double>
measureDeviceFlops(const ComparisonOptions &options,
                   const mlir::winograd::GPURuntimeLibrary &gpu,
                   mlir::MLIRContext &context);

/// Bytes per second of a kernel that adds up large arrays.
llvm::Expected<double>
measureDeviceBandwidth(const ComparisonOptions &options,
                       const mlir::winograd::GPURuntimeLibrary &gpu,
                       mlir::MLIRContext &context);

#endif // WINO_BENCH_DEVICEKERNELS_H
