//===- ShardedArrays.h - Parts of arrays, and the whole ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_SHARDEDARRAYS_H
#define WINOGRAD_LIB_RUNNER_SHARDEDARRAYS_H

#include "Ranks.h"
#include "winograd/MPI/Distribution.h"
#include "winograd/Runner/EntrySignature.h"
#include "winograd/Runner/RunOptions.h"

namespace mlir::winograd {

/// The part of the rank: of the elements of the whole, in C order, those that
/// are its own, and zeros where its part is larger than they are.
llvm::Expected<NpyArray> takePart(StringRef whole, NpyType type,
                                  const TensorDistribution &distribution,
                                  int64_t rank);

/// Puts the part of the rank where it belongs in the whole.
void putPart(const char *part, NpyArray &whole,
             const TensorDistribution &distribution, int64_t rank);

/// This rank's parts of the inputs that the options name, or of random ones.
/// `whole` is what the function of all ranks takes.
llvm::Expected<std::vector<NpyArray>>
takeInputs(const RunOptions &options, const EntrySignature &whole,
           ArrayRef<TensorDistribution> distributions, int64_t rank);

/// On the first rank the whole of each result, on the others nothing. All ranks
/// fail alike.
llvm::Expected<std::vector<NpyArray>>
gather(Ranks &ranks, ArrayRef<NpyArray> parts,
       ArrayRef<TensorDistribution> distributions);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_SHARDEDARRAYS_H
