//===- SeparatePooling.cpp - Maxima of columns, then of rows -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Transforms/CPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSEPARATEPOOLING
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The operation of the body, if it takes the largest or the least of the
/// result and a value of the image: of no matter which order, and how often.
static Operation *findExtremum(linalg::GenericOp op) {
  Operation *yield = op.getBlock()->getTerminator();
  Operation *extremum = yield->getOperand(0).getDefiningOp();
  if (!isa_and_present<arith::MaximumFOp, arith::MinimumFOp, arith::MaxSIOp,
                       arith::MinSIOp, arith::MaxUIOp, arith::MinUIOp>(
          extremum) ||
      extremum->getBlock() != op.getBlock() ||
      op.getBlock()->getOperations().size() != 2)
    return nullptr;
  BlockArgument in = op.getBlock()->getArgument(0);
  BlockArgument out = op.getBlock()->getArguments().back();
  Value left = extremum->getOperand(0), right = extremum->getOperand(1);
  bool isOfBoth = (left == in && right == out) || (left == out && right == in);
  return isOfBoth ? extremum : nullptr;
}

namespace {
/// An axis of an image: place * stride + tap * dilation, or a place alone.
struct Axis {
  unsigned place;
  std::optional<unsigned> tap;
  int64_t stride = 1, dilation = 1;
};

/// A pool whose axes are the result's.
struct Pool {
  linalg::GenericOp op;
  Operation *extremum;
  linalg::FillOp fill; ///< of the destination
  Value image;
  SmallVector<Axis> axes;
};
} // namespace

static std::optional<Axis> getAxis(AffineExpr index, linalg::GenericOp op) {
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  SmallVector<AffineExpr> parts = {index};
  if (index.getKind() == AffineExprKind::Add)
    parts = {cast<AffineBinaryOpExpr>(index).getLHS(),
             cast<AffineBinaryOpExpr>(index).getRHS()};
  std::optional<unsigned> place;
  Axis axis{};
  for (AffineExpr part : parts) {
    int64_t factor = 1;
    if (auto product = dyn_cast<AffineBinaryOpExpr>(part)) {
      auto constant = dyn_cast<AffineConstantExpr>(product.getRHS());
      if (product.getKind() != AffineExprKind::Mul || !constant ||
          constant.getValue() < 1)
        return std::nullopt;
      factor = constant.getValue();
      part = product.getLHS();
    }
    auto dim = dyn_cast<AffineDimExpr>(part);
    if (!dim)
      return std::nullopt;
    unsigned loop = dim.getPosition();
    if (iterators[loop] == utils::IteratorType::reduction) {
      axis.tap = loop;
      axis.dilation = factor;
    } else {
      place = loop;
      axis.stride = factor;
    }
  }
  if (!place || (parts.size() > 1 && !axis.tap))
    return std::nullopt;
  axis.place = *place;
  return axis;
}

static std::optional<Pool> match(linalg::GenericOp op) {
  if (!op.hasPureTensorSemantics() || op.getNumReductionLoops() < 2 ||
      op->getNumResults() != 1 ||
      llvm::is_contained(op.getStaticLoopRanges(), 0))
    return std::nullopt;
  Pool pool{op,
            findExtremum(op),
            op.getDpsInits().front().getDefiningOp<linalg::FillOp>(),
            op.getDpsInputOperand(0)->get(),
            {}};
  AffineMap source = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
  AffineMap result = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!pool.extremum || !pool.fill ||
      source.getNumResults() != result.getNumResults())
    return std::nullopt;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  unsigned taps = 0;
  for (auto [from, to] :
       llvm::zip_equal(source.getResults(), result.getResults())) {
    std::optional<Axis> axis = getAxis(from, op);
    if (!axis || getAffineDimExpr(axis->place, op.getContext()) != to ||
        (!axis->tap && axis->stride != 1))
      return std::nullopt;
    if (axis->tap && ShapedType::isDynamic(ranges[*axis->tap]))
      return std::nullopt;
    taps += axis->tap.has_value();
    pool.axes.push_back(*axis);
  }
  if (taps != op.getNumReductionLoops() || !pool.axes.back().tap)
    return std::nullopt;
  return pool;
}

/// The pool along some of the axes only, of `source`.
static Value reduce(RewriterBase &rewriter, Pool &pool, Value source,
                    ArrayRef<OpFoldResult> sizes,
                    llvm::function_ref<bool(unsigned)> isReduced) {
  Location loc = pool.op.getLoc();
  SmallVector<int64_t> ranges = pool.op.getStaticLoopRanges(), taps;
  unsigned rank = pool.axes.size();
  SmallVector<AffineExpr> from, window;
  for (auto [index, axis] : llvm::enumerate(pool.axes)) {
    AffineExpr place = rewriter.getAffineDimExpr(index);
    if (isReduced(index) && axis.tap) {
      AffineExpr tap = rewriter.getAffineDimExpr(rank + taps.size());
      place = place * axis.stride + tap * axis.dilation;
      window.push_back(tap);
      taps.push_back(ranges[*axis.tap]);
    }
    from.push_back(place);
  }
  unsigned loops = rank + taps.size();
  MLIRContext *context = rewriter.getContext();
  SmallVector<AffineMap> maps = {
      AffineMap::get(loops, 0, from, context),
      AffineMap::get(loops, 0, window, context),
      AffineMap::getMultiDimIdentityMap(loops, context).getMajorSubMap(rank)};
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  iterators.resize(loops, utils::IteratorType::reduction);
  Type type = getElementTypeOrSelf(pool.op.getResult(0).getType());
  // Of the window only its size is read.
  Value size = tensor::EmptyOp::create(rewriter, loc, taps, type);
  Value empty = tensor::EmptyOp::create(rewriter, loc, sizes, type);
  Value init =
      linalg::FillOp::create(rewriter, loc, pool.fill.getInputs(), empty)
          .getResult(0);
  auto reduced = linalg::GenericOp::create(
      rewriter, loc, init.getType(), ValueRange{source, size}, init, maps,
      iterators, [&](OpBuilder &builder, Location, ValueRange args) {
        Operation *extremum = builder.clone(*pool.extremum);
        extremum->setOperands({args.back(), args.front()});
        linalg::YieldOp::create(builder, loc, extremum->getResult(0));
      });
  return reduced.getResult(0);
}

/// The extrema of every column of the windows, for all values of the image's
/// rows, which lie side by side; and those of the columns.
static void separate(RewriterBase &rewriter, Pool &pool) {
  rewriter.setInsertionPoint(pool.op);
  unsigned last = pool.axes.size() - 1;
  SmallVector<OpFoldResult> result = tensor::getMixedSizes(
      rewriter, pool.op.getLoc(), pool.op.getDpsInits().front());
  SmallVector<OpFoldResult> sizes(result);
  sizes.back() =
      tensor::getMixedSizes(rewriter, pool.op.getLoc(), pool.image).back();
  Value columns = reduce(rewriter, pool, pool.image, sizes,
                         [&](unsigned axis) { return axis != last; });
  Value all = reduce(rewriter, pool, columns, result,
                     [&](unsigned axis) { return axis == last; });
  rewriter.replaceOp(pool.op, all);
}

namespace {
class WinogradSeparatePooling
    : public winograd::impl::WinogradSeparatePoolingBase<
          WinogradSeparatePooling> {
public:
  using WinogradSeparatePoolingBase::WinogradSeparatePoolingBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops)
      if (std::optional<Pool> pool = match(op)) {
        separate(rewriter, *pool);
        ++numSeparated;
      }
  }
};
} // namespace
