//===- KronTileSizes.cpp - The tiles that a kron is lowered by ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KronTileSizes.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"

using namespace mlir;
using namespace mlir::winograd;

std::optional<unsigned> winograd::getLane(KronOp op) {
  AffineMap map =
      op.getRole() == KronRole::Output ? op.getRead() : op.getWrite();
  AxisAccess last = getAxisAccesses(map, op.getNumParallel()).back();
  return last.parallel;
}

/// The tiles along the last window are adjacent in memory: a row of up to this
/// many is transformed at once, so that what neighbouring windows share is read
/// once. The row's intermediate values stay in the first-level cache.
static constexpr int64_t maxRowTiles = 32;

/// The parallel loop over the tiles of the last transformed dimension.
static std::optional<unsigned> getRow(KronOp op) {
  AffineMap map = op.getWindowMap();
  if (!map)
    return std::nullopt;
  for (AxisAccess access : getAxisAccesses(map, op.getNumParallel()))
    if (access.isWindow() && *access.transformed + 1 == op.getNumTransformed())
      return access.parallel;
  return std::nullopt;
}

/// The residues along the image's innermost axis, if it is a window, are read
/// together: every step-th value of a row is far from the next one, and what
/// lies between them belongs to the other residues.
static SmallVector<unsigned>
getInnermostResidues(KronOp op, std::optional<unsigned> lane) {
  SmallVector<unsigned> residues;
  SmallVector<int64_t> extents = op.getParallelExtents();
  AxisAccess last = getAxisAccesses(op.getRead(), op.getNumParallel()).back();
  if (op.getRole() == KronRole::Input && last.isWindow())
    for (const AxisAccess::Term &term : last.others)
      if (term.scale < last.step && term.dim != lane &&
          !ShapedType::isDynamic(extents[term.dim]))
        residues.push_back(term.dim);
  return residues;
}

SmallVector<OpFoldResult> winograd::getLoweringTileSizes(KronOp op,
                                                         int64_t lanes) {
  Builder builder(op.getContext());
  SmallVector<OpFoldResult> sizes(op.getNumParallel(), builder.getIndexAttr(1));
  SmallVector<int64_t> extents = op.getParallelExtents();
  // There is always one loop to tile: tiling is what makes the edges explicit.
  auto whole = [&](int64_t extent) {
    return builder.getIndexAttr(op.getNumParallel() == 1 ? extent : 0);
  };
  std::optional<unsigned> lane = getLane(op), row = getRow(op);
  SmallVector<unsigned> residues = getInnermostResidues(op, lane);
  // (Two loops along one axis would be no axis of a tile.)
  auto sharesAxis = [&](const AxisAccess &access) {
    return row && lane && access.hasParallel(*row) && access.hasParallel(*lane);
  };
  if (row && row != lane &&
      llvm::none_of(getAxisAccesses(op.getRead(), op.getNumParallel()),
                    sharesAxis)) {
    int64_t extent = extents[*row], most = maxRowTiles;
    for (unsigned residue : residues)
      most = std::max<int64_t>(1, most / extents[residue]);
    if (!ShapedType::isDynamic(extent))
      sizes[*row] = builder.getIndexAttr(std::min(extent, most));
  }
  for (unsigned residue : residues)
    sizes[residue] = builder.getIndexAttr(extents[residue]);
  auto isBackwards = [&](const AxisAccess &access) {
    return access.isBackwards(*lane);
  };
  if (lane && llvm::none_of(getAxisAccesses(op.getRead(), op.getNumParallel()),
                            isBackwards)) {
    int64_t extent = extents[*lane];
    bool isShort = !ShapedType::isDynamic(extent) && extent <= lanes;
    sizes[*lane] = isShort ? whole(extent) : builder.getIndexAttr(lanes);
  }
  // An output's residues lie between each other.
  if (op.getRole() == KronRole::Output)
    for (const AxisAccess &access :
         getAxisAccesses(op.getWrite(), op.getNumParallel()))
      for (const AxisAccess::Term &residue : access.others)
        sizes[residue.dim] = builder.getIndexAttr(0);
  return sizes;
}
