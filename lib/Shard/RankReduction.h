//===- RankReduction.h - A buffer reduced over ranks ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_SHARD_RANKREDUCTION_H
#define WINOGRAD_LIB_SHARD_RANKREDUCTION_H

#include "ExchangeFunctions.h"

namespace mlir::winograd {

/// Builds what reduces a buffer over ranks, in f32 where its values are
/// narrower.
class RankReduction {
public:
  RankReduction(ImplicitLocOpBuilder &builder, Value buffer,
                shard::ReductionKind kind);

  /// By MPI_Allreduce, over all ranks.
  void reduceOverAll();
  /// Over the ranks of a line: its first one gathers, in the line's order, and
  /// sends the result back. That needs no communicator of its own.
  void reduceOverLine(Value rank, const GridLine &line);
  /// Writes the result into the buffer.
  void finish();

private:
  Value makeBytes();
  Value getValues(Value bytes);
  void combine(Value bytes);
  Value getRankInt(Value rank);

  ImplicitLocOpBuilder &builder;
  Value buffer; ///< of one dimension
  shard::ReductionKind kind;
  FloatType type; ///< in which it is reduced
  Value bytes;    ///< this rank's values
  Value comm;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_SHARD_RANKREDUCTION_H
