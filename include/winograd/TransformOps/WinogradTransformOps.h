//===- WinogradTransformOps.h - The phases as transforms --------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMOPS_WINOGRADTRANSFORMOPS_H
#define WINOGRAD_TRANSFORMOPS_WINOGRADTRANSFORMOPS_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Transform/IR/TransformTypes.h"
#include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.h"
#include "mlir/IR/OpImplementation.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"

#define GET_OP_CLASSES
#include "winograd/TransformOps/WinogradTransformOps.h.inc"

namespace mlir {
class DialectRegistry;

namespace winograd {
/// The operations `transform.winograd.*`, for every context of the registry
/// that loads the transform dialect.
void registerTransformDialectExtension(DialectRegistry &registry);
} // namespace winograd
} // namespace mlir

#endif // WINOGRAD_TRANSFORMOPS_WINOGRADTRANSFORMOPS_H
