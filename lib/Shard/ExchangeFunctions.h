//===- ExchangeFunctions.h - Functions in which ranks exchange values -*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_EXCHANGEFUNCTIONS_H
#define WINOGRAD_LIB_SHARD_EXCHANGEFUNCTIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Shard/IR/ShardOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::winograd {

/// The ranks along one axis of a grid: a rank's index there is
/// `(rank / stride) % parts`, and its neighbours are `stride` away.
struct GridLine {
  int64_t parts = 1;
  int64_t stride = 1;
};

/// The line along `axes`. An error at `op` unless it is one axis, of a known
/// size.
FailureOr<GridLine> getGridLine(Operation *op, shard::GridOp grid,
                                ArrayRef<shard::GridAxis> axes);

/// This rank's number: `rank`, or asked for where that is negative.
Value makeRank(ImplicitLocOpBuilder &builder, shard::GridOp grid, int64_t rank);

/// A rank's index along the line.
Value makeIndex(ImplicitLocOpBuilder &builder, Value rank,
                const GridLine &line);

/// Private functions `(memref) -> ()` in which the ranks exchange values of a
/// buffer, one for each kind of exchange.
class ExchangeFunctions {
public:
  /// `rank` is the only rank that runs the program, or negative.
  ExchangeFunctions(ModuleOp module, SymbolTableCollection &symbols,
                    int64_t rank)
      : module(module), symbols(symbols), rank(rank) {}

  /// The function that fills the halos of a buffer with neighbours' values.
  FailureOr<func::FuncOp> getHaloExchange(shard::UpdateHaloOp op);
  /// The function that sums a buffer over ranks, or takes the largest values.
  FailureOr<func::FuncOp> getReduction(shard::AllReduceOp op);

private:
  func::FuncOp
  getOrCreate(Operation *op, StringRef name, RankedTensorType type,
              function_ref<void(ImplicitLocOpBuilder &, Value)> buildBody);

  ModuleOp module;
  SymbolTableCollection &symbols;
  int64_t rank;
  llvm::StringMap<func::FuncOp> functions;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_EXCHANGEFUNCTIONS_H
