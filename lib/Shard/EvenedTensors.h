//===- EvenedTensors.h - Changing the sizes of tensors in place -*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_EVENEDTENSORS_H
#define WINOGRAD_LIB_SHARD_EVENEDTENSORS_H

#include "PartitionUtils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::winograd {

/// Notes the sizes of arguments and results as they are, in attributes
/// `winograd.shards` of one part.
void recordSizes(func::FuncOp func);

/// Whether the operation has one init, to which it adds.
bool isSum(linalg::LinalgOp op);

/// Pads the operand along `dim` by `low` and `high` values: changes the
/// tensor.pad that it is, or adds one of zeros. Types are wrong until
/// `updateTypes`.
void setPadding(OpOperand &operand, int64_t dim, int64_t low, int64_t high);

/// Makes the zeros among which the slice stands, `size` values along `dim`, as
/// many as the padding says.
void setZerosAround(tensor::InsertSliceOp slice, int64_t dim,
                    const Padding &padding, int64_t size);

/// Behind its first `size` values along `dim`, of `evenSize`, the operand is
/// zero, or what its owner, a tensor.pad, pads with.
void maskBehind(OpOperand &operand, int64_t dim, int64_t size,
                int64_t evenSize);

/// Sets the size of a dimension; a constant gets zeros. An error where it
/// cannot have them.
LogicalResult setSize(Value value, int64_t dim, int64_t size);

/// Sets the types that follow from others.
void updateTypes(func::FuncOp func);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_EVENEDTENSORS_H
