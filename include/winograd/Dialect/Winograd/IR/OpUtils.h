//===- OpUtils.h - What the operations' files share ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_OPUTILS_H
#define WINOGRAD_DIALECT_WINOGRAD_IR_OPUTILS_H

#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include <limits>

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

/// The memory space of a buffer: global memory is the default one, the others
/// are the GPU's.
Attribute getBufferMemorySpace(MLIRContext *context, MemorySpace space);

/// Reports on `op`, unless the value of a pass's option is at least `least` and
/// at most `most`.
LogicalResult checkOption(Operation *op, StringRef name, int64_t value,
                          int64_t least,
                          int64_t most = std::numeric_limits<int64_t>::max());

/// The bytes of a tensor, each of whose values has whole ones; the largest
/// number if it has more, or a dynamic shape.
int64_t countBytes(ShapedType type);

/// Applies patterns to the operations in `op` until none matches. Blocks are
/// left alone: the driver would go over all of them to find dead code, which it
/// erases as it goes. That patterns come to no end is reported as an error.
LogicalResult rewriteOperations(Operation *op, RewritePatternSet &&patterns);

/// The stored bytes of a constant, one value after the other (of a splat, one
/// value); empty if they are not stored so.
ArrayRef<char> getStoredBytes(ElementsAttr attr);

/// Whether the tensor is the constant zero, or filled with it.
bool isZeroTensor(Value tensor);

/// `scalar`, extended or rounded to the floating-point type `type`.
Value convertFloat(OpBuilder &builder, Value scalar, Type type);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_OPUTILS_H
