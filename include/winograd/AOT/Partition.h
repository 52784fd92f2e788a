//===- Partition.h - Functions to programs of one rank ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_AOT_PARTITION_H
#define WINOGRAD_AOT_PARTITION_H

#include "winograd/MPI/Implementation.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mlir::winograd {

/// Into what functions are cut, and for whom.
struct PartitionOptions {
  /// See ShardPipelineOptions, or `partitioned`: the functions are programs of
  /// one rank already, and say so (Distribution.h).
  std::string shards;
  /// From 1 to `mostRanks`.
  int64_t ranks = 1;
  static constexpr int64_t mostRanks = 1 << 20;
  MPIImplementation implementation = MPIImplementation::MPICH;
  /// The only rank that runs the program; -1: all do.
  int64_t rank = -1;
};

/// Makes of each entry, a function of linalg on tensors, the program of one
/// rank, whose arguments and results say how they are cut. MLIR's diagnostics
/// say more of an error.
llvm::Error partition(ModuleOp module, ArrayRef<std::string> entries,
                      const PartitionOptions &options);

} // namespace mlir::winograd

#endif // WINOGRAD_AOT_PARTITION_H
