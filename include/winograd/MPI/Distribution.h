//===- Distribution.h - Which part of a tensor is whose ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_MPI_DISTRIBUTION_H
#define WINOGRAD_MPI_DISTRIBUTION_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "winograd/Shard/Passes.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace mlir::winograd {

/// The attribute of a partitioned function: for how many ranks it is. It can be
/// left out.
constexpr StringLiteral kRanksAttrName = "winograd.ranks";

/// How one dimension of a tensor is cut. With one part, every rank has all of
/// it.
struct ShardedDimension {
  /// The size of the whole, into how many parts it is cut, and how large each
  /// rank's is. The last ones may be cut short, or empty.
  int64_t whole, parts, local;
  /// Neighbouring parts are so many ranks apart.
  int64_t stride;

  int64_t getPart(int64_t rank) const { return rank / stride % parts; }
  /// Where the rank's part begins, in the whole.
  int64_t getBegin(int64_t rank) const { return getPart(rank) * local; }
  /// How many of the rank's elements are of the whole; the rest are zeros.
  int64_t getSize(int64_t rank) const {
    return std::clamp<int64_t>(whole - getBegin(rank), 0, local);
  }
};

/// How a tensor is cut.
struct TensorDistribution {
  Type elementType;
  SmallVector<ShardedDimension> dimensions;

  SmallVector<int64_t> getWholeShape() const;
  SmallVector<int64_t> getLocalShape() const;
  /// Whether no rank before this one has the same part.
  bool isFirstOfPart(int64_t rank) const;
};

/// How what a function takes and gives is cut, for one rank's program: its
/// attributes `winograd.shards`.
struct FunctionDistribution {
  SmallVector<TensorDistribution> arguments, results;
  /// For how many ranks the program is, if it says so.
  std::optional<int64_t> ranks;

  /// Reads the attributes; an error if one is missing, or makes no sense.
  static llvm::Expected<FunctionDistribution> get(func::FuncOp function);

  /// An error if the program is not for so many ranks.
  llvm::Error checkRanks(StringRef name, int64_t ranks) const;
};

/// Whether the function is the program of one rank already.
bool isPartitioned(func::FuncOp function);

/// How a value is cut; an error if the attribute, or the type, makes no sense.
llvm::Expected<TensorDistribution> getDistribution(Type type, Attribute shards,
                                                   const Twine &what);

} // namespace mlir::winograd

#endif // WINOGRAD_MPI_DISTRIBUTION_H
