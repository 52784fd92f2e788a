//===- ShardingModels.h - Models of ShardingInterface -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_SHARDINGMODELS_H
#define WINOGRAD_LIB_SHARD_SHARDINGMODELS_H

#include "mlir/IR/DialectRegistry.h"

namespace mlir::winograd {

/// arith.constant
void registerConstantShardingModel(DialectRegistry &registry);
/// What mpi.send, mpi.recv and mpi.allreduce read and write.
void registerMessageEffects(DialectRegistry &registry);
/// Convolutions, pooling, and linalg.generic.
void registerLinalgShardingModels(DialectRegistry &registry);
/// Slices that are taken or inserted.
void registerSliceShardingModels(DialectRegistry &registry);
/// tensor.pad, and what rearranges tensors.
void registerTensorShardingModels(DialectRegistry &registry);
/// kron, hadamard_reduce and bufferize.
void registerWinogradShardingModels(DialectRegistry &registry);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_SHARDINGMODELS_H
