//===- KernelsToNVVM.h - Kernels to NVVM ------------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_KERNELSTONVVM_KERNELSTONVVM_H
#define WINOGRAD_CONVERSION_KERNELSTONVVM_KERNELSTONVVM_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL_ANNOTATEKERNELSFORNVVM
#define GEN_PASS_DECL_DROPCOMPILETIMES
#define GEN_PASS_DECL_EXPANDMATHFORNVVM
#include "winograd/Conversion/Passes.h.inc"

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_KERNELSTONVVM_KERNELSTONVVM_H
