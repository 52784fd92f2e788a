//===- LaunchForm.h - What kernels may contain ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LAUNCHFORM_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LAUNCHFORM_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mlir::winograd {

/// The kernel of a module in launch form that SPIR-V for Vulkan can express;
/// anything else is an error at its place.
FailureOr<gpu::GPUFuncOp> getKernelForSPIRV(gpu::GPUModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LAUNCHFORM_H
