//===- MetalTranslation.h - Kernels to Metal text ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_SPIRVTOMETAL_METALTRANSLATION_H
#define WINOGRAD_CONVERSION_SPIRVTOMETAL_METALTRANSLATION_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>

namespace mlir::winograd {

/// What a kernel may use on every GPU that runs Metal.
struct MetalLimits {
  /// Entries of the buffer argument table.
  unsigned buffers = 31;
  unsigned threadsPerThreadgroup = 1024;
  int64_t threadgroupBytes = 32 * 1024;
};

/// The text of a .metal file with all kernels of a module, in their order. The
/// module holds them as `winograd-kernels-to-spirv=embed=false` leaves them: a
/// `spirv.module` beside the empty `gpu.func` in each `gpu.module`. Argument i
/// of a kernel is `[[buffer(i)]]`; a comment at each kernel lists the
/// arguments. What Metal has not (f64), or what exceeds the limits, is an error
/// that names the kernel and the figure.
llvm::Expected<std::string> translateToMetal(ModuleOp module,
                                             const MetalLimits &limits = {});

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_SPIRVTOMETAL_METALTRANSLATION_H
