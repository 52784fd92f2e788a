//===- DestinationStyle.h - On tensors or on memrefs ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_IR_DESTINATIONSTYLE_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_IR_DESTINATIONSTYLE_H

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::winograd {

/// Reports, unless `map` has one result per dimension of `operand`.
LogicalResult verifyRank(Operation *op, AffineMap map, StringRef mapName,
                         StringRef operandName, Value operand);

/// Reports, unless the operands are all tensors and there is a result of the
/// last one's type, or all are memrefs, the last one is not another one too,
/// and there is no result.
LogicalResult verifyOperandKinds(Operation *op, ValueRange operands);

/// The result type of a destination-style operation: its last operand's, if
/// that is a tensor.
LogicalResult inferFromInit(ValueRange operands,
                            SmallVectorImpl<Type> &results);

/// The result's shape is the last operand's.
LogicalResult reifyFromInit(OpBuilder &builder, Operation *op,
                            ReifiedRankedShapedTypeDims &shapes);

/// The sizes of a tensor or a memref.
SmallVector<OpFoldResult> getOperandSizes(OpBuilder &builder, Location loc,
                                          Value value);

/// Reads of the memref operands and the write of the last one; none on tensors.
void addMemRefEffects(
    Operation *op, bool readsInit,
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects);

/// An operation on tensors may be speculated; one on memrefs writes.
Speculation::Speculatability speculatabilityOnTensors(Operation *op);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_IR_DESTINATIONSTYLE_H
