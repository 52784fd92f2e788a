//===- CollapseLoops.cpp - Fewer and longer loops -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/CollapseLoops.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::winograd;

/// The groups of loops, in order, that are adjacent in every operand that they
/// index, so that each group can be collapsed into one loop.
static SmallVector<ReassociationIndices> getAdjacentLoops(linalg::LinalgOp op,
                                                          bool joinsUnknown) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  auto position = [](AffineMap map, unsigned loop) -> int64_t {
    std::optional<unsigned> found =
        map.getResultPosition(getAffineDimExpr(loop, map.getContext()));
    return found ? int64_t(*found) : -1;
  };
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  auto areAdjacent = [&](unsigned first, unsigned second) {
    bool isKnown = !ShapedType::isDynamic(ranges[first]) &&
                   !ShapedType::isDynamic(ranges[second]);
    return (isKnown || joinsUnknown) && iterators[first] == iterators[second] &&
           llvm::all_of(maps, [&](AffineMap map) {
             int64_t a = position(map, first), b = position(map, second);
             return (a < 0 && b < 0) || (a >= 0 && b == a + 1);
           });
  };
  SmallVector<ReassociationIndices> groups;
  if (!llvm::all_of(maps,
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return groups;
  for (int64_t loop = 0, e = op.getNumLoops(); loop < e; ++loop) {
    if (groups.empty() || !areAdjacent(groups.back().back(), loop))
      groups.emplace_back();
    groups.back().push_back(loop);
  }
  llvm::erase_if(groups, [](const ReassociationIndices &group) {
    return group.size() < 2;
  });
  return groups;
}

linalg::GenericOp winograd::collapseAdjacentLoops(RewriterBase &rewriter,
                                                  linalg::GenericOp op,
                                                  bool joinsUnknown) {
  SmallVector<ReassociationIndices> groups = getAdjacentLoops(op, joinsUnknown);
  if (groups.empty())
    return op;
  rewriter.setInsertionPoint(op);
  FailureOr<linalg::CollapseResult> collapsed =
      linalg::collapseOpIterationDims(op, groups, rewriter);
  if (failed(collapsed))
    return op;
  rewriter.replaceOp(op, collapsed->results);
  return cast<linalg::GenericOp>(collapsed->collapsedOp.getOperation());
}
