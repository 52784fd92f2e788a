//===- PartitionUtils.h - What cutting operations apart has in common -*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_PARTITIONUTILS_H
#define WINOGRAD_LIB_SHARD_PARTITIONUTILS_H

#include "mlir/Dialect/Shard/IR/ShardOps.h"
#include "mlir/IR/SymbolTable.h"
#include <optional>

namespace mlir::winograd {

/// The value without the annotations on it.
Value skipShards(Value value);

/// What an operation puts in front of and behind its source along a dimension,
/// with `stride - 1` zeros behind each of the source's values.
struct Padding {
  int64_t low = 0;
  int64_t high = 0;
  int64_t stride = 1;
};

/// The padding of a tensor.pad, or of a tensor.insert_slice into zeros, if the
/// value, without annotations, is one that is padded along `dim`.
std::optional<Padding> getPadding(Value value, int64_t dim);

/// Whether every user reads the dimension through windows of a convolution or
/// of pooling, which begin where a rank's part does.
bool isReadByWindows(Value value, int64_t dim);

/// The grid of the first sharding that has one, or null.
shard::GridOp findGrid(Operation *op, ArrayRef<shard::Sharding> operands,
                       ArrayRef<shard::Sharding> results,
                       SymbolTableCollection &symbols);

/// The grid axes that cut a dimension; none behind the last that is cut.
ArrayRef<shard::GridAxis> getCutAxes(const shard::Sharding &sharding,
                                     int64_t dim);

/// Into how many parts a dimension is cut.
int64_t countParts(const shard::Sharding &sharding, shard::GridOp grid,
                   int64_t dim);

/// A rank's part of a tensor. An error at `op` where the parts differ.
FailureOr<RankedTensorType> getPartType(Operation *op, RankedTensorType whole,
                                        const shard::Sharding &sharding,
                                        shard::GridOp grid);

/// `part`, padded by `low` and `high` values of `padding` in each dimension;
/// along dimensions that `sharding` cuts, the neighbours' values take their
/// place wherever there is a neighbour.
Value padWithNeighbours(OpBuilder &builder, Location loc, Value part,
                        ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                        Value padding, const shard::Sharding &sharding,
                        shard::GridOp grid);

/// An error at `op` where a neighbour has less than a halo takes from it.
LogicalResult checkHalo(Operation *op, RankedTensorType part,
                        ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                        const shard::Sharding &sharding);

/// tensor.empty, filled with zeros.
Value makeZeros(OpBuilder &builder, Location loc, RankedTensorType type);

/// Whether the value, as it is before it is cut, is zero everywhere.
bool isZeros(Value value);

/// The sum of `value` over the ranks along `axes`.
Value sumOverRanks(OpBuilder &builder, Location loc, Value value,
                   shard::GridOp grid, ArrayRef<shard::GridAxis> axes);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_PARTITIONUTILS_H
