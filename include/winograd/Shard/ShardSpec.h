//===- ShardSpec.h - What ranks are given -----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SHARD_SHARDSPEC_H
#define WINOGRAD_SHARD_SHARDSPEC_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mlir::winograd {

/// What of a convolution is cut among ranks. The last spatial dimension is the
/// width, the one before it the height, and the one before that the depth.
enum class ShardKind {
  Batch,
  Depth,
  Height,
  Width,
  OutputChannels,
  InputChannels
};

/// One axis of the grid of ranks.
struct ShardCut {
  ShardKind kind;
  int64_t parts;
};

StringRef getName(ShardKind kind);
/// "height:2,width:2"
std::string getName(ArrayRef<ShardCut> cuts);

/// How many dimensions from the last spatial one on; of a spatial kind.
unsigned getDistanceFromLast(ShardKind kind);
bool isSpatial(ShardKind kind);

/// Parses "height:2,width:2" for this many ranks. One number may be missing:
/// what the ranks leave. On failure `problem` says what is wrong.
FailureOr<SmallVector<ShardCut>> parseShards(StringRef text, int64_t ranks,
                                             std::string &problem);

} // namespace mlir::winograd

#endif // WINOGRAD_SHARD_SHARDSPEC_H
