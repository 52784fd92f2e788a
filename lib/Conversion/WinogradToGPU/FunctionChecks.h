//===- FunctionChecks.h - What cannot be kernels ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_FUNCTIONCHECKS_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_FUNCTIONCHECKS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::winograd {

/// Reports a type that kernels cannot load and store, a shape that is not
/// static, an operation on memrefs, and a transform of a tile that is too large
/// for a thread.
LogicalResult checkBeforeKernels(func::FuncOp function);

/// Reports an operation on tensors that has become no kernel and that the host
/// cannot do either.
LogicalResult checkAfterKernels(func::FuncOp function);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_FUNCTIONCHECKS_H
