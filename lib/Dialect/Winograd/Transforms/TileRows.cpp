//===- TileRows.cpp - Panels in rows of tiles -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileRows.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"

using namespace mlir;
using namespace mlir::winograd;

/// One vector of channels, and a row of tiles along the last window (0: whole)
/// with all residues.
static SmallVector<int64_t> getRowSizes(KronOp transform, int64_t lanes) {
  unsigned numParallel = transform.getNumParallel();
  SmallVector<int64_t> sizes(numParallel, 1);
  for (const AxisAccess &access :
       getAxisAccesses(transform.getWrite(), numParallel)) {
    if (access.isWindow() &&
        *access.transformed + 1 == transform.getNumTransformed())
      sizes[*access.parallel] = 0;
    for (const AxisAccess::Term &residue : access.others)
      sizes[residue.dim] = 0;
  }
  std::optional<unsigned> lane =
      getAxisAccesses(transform.getRead(), numParallel).back().parallel;
  if (lane)
    sizes[*lane] = lanes;
  return sizes;
}

FailureOr<Value> winograd::tileRows(RewriterBase &rewriter, OutputPart &panel,
                                    int64_t lanes, Value destination) {
  KronOp transform = panel.transform;
  auto body = [&](const LoopTile &row, Value value) -> FailureOr<Value> {
    FailureOr<OutputPart> part = panel.tile(rewriter, row, value);
    if (failed(part))
      return failure();
    return part->insert(rewriter, part->getResult(), value);
  };
  return createTileLoops(rewriter, transform.getLoc(),
                         getRowSizes(transform, lanes),
                         transform.getParallelExtents(), destination, body);
}
