//===- OutputPart.h - An output transform and its epilogue ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_OUTPUTPART_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_OUTPUTPART_H

#include "TileLoops.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"

namespace mlir::winograd {

/// The output stage of some tiles: all of them, a block, a panel or a row.
struct OutputPart : OutputStage {
  OpOperand &init();

  /// What of it lies at `tile`, which has one entry per parallel loop of the
  /// transform; it starts from a slice of `destination`.
  FailureOr<OutputPart> tile(RewriterBase &rewriter, const LoopTile &tile,
                             Value destination);

  /// Computes what it reads of the results of `producers`, and no more, in
  /// front of it.
  LogicalResult fuse(RewriterBase &rewriter, ArrayRef<Operation *> producers);

  /// Inserts `value`, its result, into `destination`, where its init was
  /// sliced.
  Value insert(RewriterBase &rewriter, Value value, Value destination);
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_OUTPUTPART_H
