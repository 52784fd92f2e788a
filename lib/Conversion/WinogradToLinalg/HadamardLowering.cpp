//===- HadamardLowering.cpp - Products as linalg --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/HadamardLowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

/// The groups of loops, in order, that are adjacent in every operand that they
/// index, so that each group can be collapsed into one loop.
static SmallVector<ReassociationIndices> getAdjacentLoops(linalg::LinalgOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  auto position = [](AffineMap map, unsigned loop) -> int64_t {
    std::optional<unsigned> found =
        map.getResultPosition(getAffineDimExpr(loop, map.getContext()));
    return found ? int64_t(*found) : -1;
  };
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  auto areAdjacent = [&](unsigned first, unsigned second) {
    // Collapsed dynamic dimensions do not survive expand-strided-metadata.
    return !ShapedType::isDynamic(ranges[first]) &&
           !ShapedType::isDynamic(ranges[second]) &&
           iterators[first] == iterators[second] &&
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

linalg::GenericOp winograd::lowerHadamardReduce(RewriterBase &rewriter,
                                                HadamardReduceOp op) {
  rewriter.setInsertionPoint(op);
  Type type = getElementTypeOrSelf(op.getInit().getType());
  SmallVector<utils::IteratorType> iterators = op.getLoopIteratorTypes();
  auto generic = linalg::GenericOp::create(
      rewriter, op.getLoc(), op.getInit().getType(),
      ValueRange{op.getLhs(), op.getRhs()}, op.getInit(),
      {op.getMap(0), op.getMap(1), op.getMap(2)}, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        auto flags = arith::FastMathFlagsAttr::get(
            b.getContext(), arith::FastMathFlags::contract);
        SmallVector<Value> factors;
        for (Value arg : args.take_front(2))
          factors.push_back(convertFloat(b, arg, type));
        Value product =
            arith::MulFOp::create(b, loc, factors[0], factors[1], flags);
        Value sum = arith::AddFOp::create(b, loc, args[2], product, flags);
        linalg::YieldOp::create(b, loc, sum);
      });
  rewriter.replaceOp(op, generic.getResults());
  if (!llvm::is_contained(iterators, utils::IteratorType::reduction))
    return generic;
  SmallVector<ReassociationIndices> groups = getAdjacentLoops(generic);
  if (groups.empty())
    return generic;
  rewriter.setInsertionPoint(generic);
  FailureOr<linalg::CollapseResult> collapsed =
      linalg::collapseOpIterationDims(generic, groups, rewriter);
  if (failed(collapsed))
    return generic;
  rewriter.replaceOp(generic, collapsed->results);
  return cast<linalg::GenericOp>(collapsed->collapsedOp.getOperation());
}

void winograd::nameContraction(RewriterBase &rewriter,
                               linalg::GenericOp product) {
  if (product.getNumReductionLoops() == 0)
    return;
  rewriter.setInsertionPoint(product);
  rewriter.replaceOpWithNewOp<linalg::ContractOp>(
      product, product.getResultTypes(), product.getInputs(),
      product.getOutputs(), product.getIndexingMapsAttr());
}
