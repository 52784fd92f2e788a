//===- WinogradDialect.h - The winograd dialect -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADDIALECT_H
#define WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADDIALECT_H

#include "mlir/Dialect/SCF/IR/DeviceMappingInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "winograd/Support/CookToom.h"
#include "winograd/Support/PlanKind.h"
#include <memory>
#include <mutex>

namespace mlir::winograd {
class AlgorithmAttr;
} // namespace mlir::winograd

#include "winograd/Dialect/Winograd/IR/WinogradDialect.h.inc"
#include "winograd/Dialect/Winograd/IR/WinogradEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "winograd/Dialect/Winograd/IR/WinogradAttributes.h.inc"

#define GET_OP_CLASSES
#include "winograd/Dialect/Winograd/IR/WinogradOps.h.inc"

namespace mlir::winograd {

/// The memory space of a buffer: global memory is the default one, the others
/// are the GPU's.
Attribute getBufferMemorySpace(MLIRContext *context, MemorySpace space);

/// Makes the three operations bufferizable (One-Shot Bufferize).
void registerBufferizableOpInterfaceExternalModels(DialectRegistry &registry);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADDIALECT_H
