//===- KronContractions.cpp - Transforms without loops --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KronContractions.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

LogicalResult winograd::padSource(RewriterBase &rewriter, KronOp op) {
  rewriter.setInsertionPoint(op);
  SmallVector<Range> loops = op.getIterationDomain(rewriter);
  auto get = [&](OpFoldResult Range::*part) {
    return llvm::map_to_vector(loops,
                               [&](const Range &loop) { return loop.*part; });
  };
  FailureOr<TilingResult> tile = op.getTiledImplementation(
      rewriter, get(&Range::offset), get(&Range::size));
  if (failed(tile))
    return op.emitOpError("could not be tiled");
  Value value = tile->tiledValues.front();
  if (value.getType() != op.getResult().getType())
    value = tensor::CastOp::create(rewriter, op.getLoc(),
                                   op.getResult().getType(), value);
  rewriter.replaceOp(op, value);
  return success();
}

namespace {
/// A tensor between two stages, and what indexes each of its axes, in the
/// kron's dimensions. A transformed dimension stands for a tap in front of its
/// stage, and for a row of the matrix behind it.
struct Staged {
  Value value;
  SmallVector<AffineExpr> axes;
};

/// The stages of one kron: y[i…] = Σ_u matrix[i, u] · x[…u…] along each of its
/// transformed dimensions, one after the other.
class Stages {
public:
  Stages(OpBuilder &builder, KronOp op);

  /// Transforms along the index-th transformed dimension. The result has the
  /// axes `target`; without, those of `from`, where windows come apart.
  Staged transform(const Staged &from, unsigned index,
                   ArrayRef<AffineExpr> target);

private:
  SmallVector<AffineExpr> split(const Staged &from, AffineExpr dim);
  Value makeMatrix(unsigned index);
  Value makeZeros(const Staged &from, ArrayRef<AffineExpr> axes,
                  AffineExpr row);

  OpBuilder &builder;
  KronOp op;
  Location loc;
  Type type;                         ///< of the sums
  SmallVector<OpFoldResult> extents; ///< of all dimensions; rows, not taps
};
} // namespace

Stages::Stages(OpBuilder &builder, KronOp op)
    : builder(builder), op(op), loc(op.getLoc()), type(op.getArithmeticType()) {
  for (const Range &range : op.getIterationDomain(builder))
    extents.push_back(range.size);
  for (int64_t i = 0; i < op.getNumTransformed(); ++i)
    extents.push_back(builder.getIndexAttr(op.getMatrix(i).rows()));
}

/// The matrix as a constant, rounded to the type of the sums.
Value Stages::makeMatrix(unsigned index) {
  RationalMatrix matrix = op.getMatrix(index);
  SmallVector<Attribute> entries;
  for (int64_t row = 0; row < matrix.rows(); ++row)
    for (int64_t column = 0; column < matrix.columns(); ++column)
      entries.push_back(
          builder.getFloatAttr(type, matrix(row, column).toDouble()));
  auto shape = RankedTensorType::get({matrix.rows(), matrix.columns()}, type);
  return arith::ConstantOp::create(builder, loc,
                                   DenseElementsAttr::get(shape, entries));
}

/// Zeros of the axes' extents: as in `from`, but for those that are new, and
/// the rows of this stage.
Value Stages::makeZeros(const Staged &from, ArrayRef<AffineExpr> axes,
                        AffineExpr row) {
  SmallVector<OpFoldResult> sizes;
  for (AffineExpr axis : axes) {
    auto *found = llvm::find(from.axes, axis);
    sizes.push_back(
        axis == row || found == from.axes.end()
            ? extents[cast<AffineDimExpr>(axis).getPosition()]
            : tensor::getMixedSize(builder, loc, from.value,
                                   std::distance(from.axes.begin(), found)));
  }
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, type);
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getFloatAttr(type, 0));
  return linalg::FillOp::create(builder, loc, zero, empty).getResult(0);
}

/// The axes of `from` behind the stage of `dim`: that stays where it stands
/// alone; a window with it becomes its parallel dimensions, and the row stands
/// in front.
SmallVector<AffineExpr> Stages::split(const Staged &from, AffineExpr dim) {
  if (llvm::is_contained(from.axes, dim))
    return from.axes;
  unsigned position = cast<AffineDimExpr>(dim).getPosition();
  SmallVector<AffineExpr> axes = {dim};
  for (AffineExpr axis : from.axes) {
    if (!axis.isFunctionOfDim(position)) {
      axes.push_back(axis);
      continue;
    }
    for (int64_t other = 0; other < op.getNumParallel(); ++other)
      if (axis.isFunctionOfDim(other))
        axes.push_back(builder.getAffineDimExpr(other));
  }
  return axes;
}

Staged Stages::transform(const Staged &from, unsigned index,
                         ArrayRef<AffineExpr> target) {
  AffineExpr dim = builder.getAffineDimExpr(op.getNumParallel() + index);
  SmallVector<AffineExpr> axes(target);
  if (axes.empty())
    axes = split(from, dim);
  unsigned numLoops = axes.size() + 1;
  AffineExpr tap = builder.getAffineDimExpr(axes.size());
  // The loop of each dimension; none reads the constant 0 of those without.
  SmallVector<AffineExpr> loops(op.getNumDims(),
                                builder.getAffineConstantExpr(0));
  AffineExpr row;
  for (auto [loop, axis] : llvm::enumerate(axes))
    if (auto other = dyn_cast<AffineDimExpr>(axis))
      loops[other.getPosition()] = builder.getAffineDimExpr(loop);
  std::swap(row, loops[cast<AffineDimExpr>(dim).getPosition()]);
  loops[cast<AffineDimExpr>(dim).getPosition()] = tap;

  SmallVector<AffineExpr> reads, writes;
  for (AffineExpr axis : from.axes) {
    auto *kept = isa<AffineDimExpr>(axis) ? axes.end() : llvm::find(axes, axis);
    reads.push_back(kept == axes.end() ? axis.replaceDims(loops)
                                       : builder.getAffineDimExpr(std::distance(
                                             axes.begin(), kept)));
  }
  for (unsigned loop = 0; loop < axes.size(); ++loop)
    writes.push_back(builder.getAffineDimExpr(loop));
  MLIRContext *context = builder.getContext();
  SmallVector<utils::IteratorType> iterators(axes.size(),
                                             utils::IteratorType::parallel);
  iterators.push_back(utils::IteratorType::reduction);
  Value zeros = makeZeros(from, axes, dim);
  auto generic = linalg::GenericOp::create(
      builder, loc, zeros.getType(), ValueRange{makeMatrix(index), from.value},
      zeros,
      {AffineMap::get(numLoops, 0, {row, tap}, context),
       AffineMap::get(numLoops, 0, reads, context),
       AffineMap::get(numLoops, 0, writes, context)},
      iterators, [&](OpBuilder &b, Location loc, ValueRange args) {
        auto flags = arith::FastMathFlagsAttr::get(
            context, arith::FastMathFlags::contract);
        Value value = convertFloat(b, args[1], type);
        Value product = arith::MulFOp::create(b, loc, args[0], value, flags);
        Value sum = arith::AddFOp::create(b, loc, args[2], product, flags);
        linalg::YieldOp::create(b, loc, sum);
      });
  return {generic.getResult(0), axes};
}

/// The dimensions of an index, s · (m · t + u) + p, from the outermost on.
static SmallVector<AffineExpr> getDims(const AxisAccess &access, KronOp op) {
  SmallVector<AxisAccess::Term, 3> terms(access.getTerms());
  if (access.transformed)
    terms.push_back(
        {unsigned(op.getNumParallel() + *access.transformed), access.step});
  // Of a window of one result, m = 1, the tile is the outer one: it is
  // parallel.
  llvm::sort(terms, [](const AxisAccess::Term &a, const AxisAccess::Term &b) {
    return std::pair(-a.scale, a.dim) < std::pair(-b.scale, b.dim);
  });
  return llvm::map_to_vector(terms, [&](const AxisAccess::Term &term) {
    return getAffineDimExpr(term.dim, op.getContext());
  });
}

/// What is rounded once, to the elements' type of the init.
static Value roundTo(OpBuilder &builder, Location loc, Value value, Type type) {
  auto from = cast<RankedTensorType>(value.getType());
  if (from.getElementType() == type)
    return value;
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, value), type);
  AffineMap same = builder.getMultiDimIdentityMap(from.getRank());
  SmallVector<utils::IteratorType> iterators(from.getRank(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, empty.getType(), value, empty, {same, same},
             iterators,
             [&](OpBuilder &b, Location loc, ValueRange args) {
               linalg::YieldOp::create(b, loc, convertFloat(b, args[0], type));
             })
      .getResult(0);
}

/// The part of `value` that the init has room for, in the init's type.
static Value cutTo(OpBuilder &builder, Location loc, Value value, Value init) {
  auto type = cast<RankedTensorType>(init.getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, init);
  if (!llvm::equal(sizes, tensor::getMixedSizes(builder, loc, value),
                   isEqualConstantIntOrValue)) {
    SmallVector<OpFoldResult> zeros(sizes.size(), builder.getIndexAttr(0)),
        ones(sizes.size(), builder.getIndexAttr(1));
    value =
        tensor::ExtractSliceOp::create(builder, loc, value, zeros, sizes, ones);
  }
  return value.getType() == type
             ? value
             : tensor::CastOp::create(builder, loc, type, value).getResult();
}

Value winograd::lowerKronToContractions(RewriterBase &rewriter, KronOp op) {
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  SmallVector<AffineExpr> target;
  SmallVector<ReassociationIndices> groups;
  for (const AxisAccess &access :
       getAxisAccesses(op.getWrite(), op.getNumParallel())) {
    ReassociationIndices &group = groups.emplace_back();
    for (AffineExpr dim : getDims(access, op)) {
      group.push_back(target.size());
      target.push_back(dim);
    }
  }
  Stages stages(rewriter, op);
  Staged staged{op.getSource(), llvm::to_vector(op.getRead().getResults())};
  unsigned last = op.getNumTransformed() - 1;
  for (unsigned index = 0; index < last; ++index)
    staged = stages.transform(staged, index, /*target=*/{});
  Value value = stages.transform(staged, last, target).value;
  if (target.size() != groups.size())
    value = tensor::CollapseShapeOp::create(rewriter, loc, value, groups);
  Type type = getElementTypeOrSelf(op.getInit().getType());
  value = roundTo(rewriter, loc, value, type);
  return cutTo(rewriter, loc, value, op.getInit());
}
