//===- Passes.h - Passes that cut programs among ranks ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SHARD_PASSES_H
#define WINOGRAD_SHARD_PASSES_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Shard/IR/ShardDialect.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL
#include "winograd/Shard/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "winograd/Shard/Passes.h.inc"

/// Of an argument or a result of a program that is cut: for each dimension
/// `array<i64: size, parts, stride>`. A rank's part begins at `size / parts`,
/// rounded up to the size in the type, times `(rank / stride) % parts`.
inline constexpr StringLiteral shardsAttributeName = "winograd.shards";

/// The category of the remarks of winograd-shard.
inline constexpr StringLiteral shardCategory = "winograd-shard";

/// Models of upstream's ShardingInterface for the operations of this dialect,
/// and for convolutions, pooling, linalg.generic, tensor.pad, constants and
/// what rearranges tensors. Where an operation has a model already, that one
/// stays: register these before upstream's. Also what sending and receiving
/// does to memory.
void registerShardingInterfaceExternalModels(DialectRegistry &registry);

} // namespace mlir::winograd

#endif // WINOGRAD_SHARD_PASSES_H
