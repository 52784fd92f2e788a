//===- OrderFilters.cpp - Filters with the output channels innermost ------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADORDERFILTERS
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The axis of the filter that has to be innermost: of the output channels, or
/// groups, that are innermost in the result, if they are not in the filter.
static std::optional<unsigned> findAxis(const Convolution &convolution) {
  AffineExpr innermost = convolution.getResultMap().getResults().back();
  AffineMap filter = convolution.getFilterMap();
  unsigned loop = cast<AffineDimExpr>(innermost).getPosition();
  bool isChannel = llvm::is_contained(convolution.outputChannel, loop) ||
                   llvm::is_contained(convolution.depth, loop);
  if (!isChannel || filter.getResults().back() == innermost)
    return std::nullopt;
  return filter.getResultPosition(innermost);
}

/// Stores the filter with this axis innermost.
static void moveToInnermost(RewriterBase &rewriter, Convolution &convolution,
                            unsigned axis) {
  linalg::LinalgOp op = convolution.op;
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  Value filter = convolution.getFilter();
  int64_t rank = cast<RankedTensorType>(filter.getType()).getRank();
  SmallVector<int64_t> order = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  order.erase(order.begin() + axis);
  order.push_back(axis);

  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(rewriter, loc, filter);
  applyPermutationToVector(sizes, order);
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, sizes,
      cast<RankedTensorType>(filter.getType()).getElementType());
  // Axis i of the copy is axis order[i] of the filter.
  AffineMap from = inversePermutation(
      AffineMap::getPermutationMap(order, rewriter.getContext()));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  Value copy =
      linalg::GenericOp::create(
          rewriter, loc, empty.getType(), filter, empty,
          ArrayRef<AffineMap>{from, rewriter.getMultiDimIdentityMap(rank)},
          iterators,
          [](OpBuilder &b, Location loc, ValueRange arguments) {
            linalg::YieldOp::create(b, loc, arguments[0]);
          })
          .getResult(0);

  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap &map = maps[convolution.filter];
  SmallVector<AffineExpr> exprs(map.getResults());
  applyPermutationToVector(exprs, order);
  map = AffineMap::get(map.getNumDims(), 0, exprs, rewriter.getContext());
  auto generic = cast<linalg::GenericOp>(op.getOperation());
  rewriter.modifyOpInPlace(generic, [&] {
    generic->setOperand(convolution.filter, copy);
    generic.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
  });
}

namespace {
class WinogradOrderFilters
    : public winograd::impl::WinogradOrderFiltersBase<WinogradOrderFilters> {
public:
  using WinogradOrderFiltersBase::WinogradOrderFiltersBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops) {
      std::string reason;
      if (!op.hasPureTensorSemantics() || !looksLikeConvolution(op))
        continue;
      FailureOr<Convolution> convolution = analyzeConvolution(op, reason);
      if (failed(convolution) || convolution->windows.empty())
        continue;
      if (std::optional<unsigned> axis = findAxis(*convolution)) {
        moveToInnermost(rewriter, *convolution, *axis);
        ++numFilters;
      }
    }
  }
};
} // namespace
