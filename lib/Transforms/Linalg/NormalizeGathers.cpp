//===- NormalizeGathers.cpp - Reads by affine indices as operands ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Transforms/Linalg/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADNORMALIZEGATHERS
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Iterations for which an index is calculated at most.
static constexpr int64_t mostIterations = 4096;
/// How many times an image is enlarged at most by what is recognised.
static constexpr int64_t mostRepeated = 16;

namespace {
/// An index that one loop determines, by operations with folders, such as the
/// arithmetic in floats by which front ends enlarge an image.
class IndexTable {
public:
  /// Its value for each iteration; empty if it cannot be calculated.
  static SmallVector<int64_t> get(Value index, ArrayRef<int64_t> ranges,
                                  unsigned &loop) {
    IndexTable table;
    if (!table.collect(index) || !table.loop)
      return {};
    loop = table.loop->getDim();
    if (ranges[loop] > mostIterations)
      return {};
    SmallVector<int64_t> values;
    for (int64_t i = 0; i < ranges[loop]; ++i) {
      std::optional<int64_t> value = table.calculate(index, i);
      if (!value)
        return {};
      values.push_back(*value);
    }
    return values;
  }

private:
  /// What the index is calculated by, operands first.
  bool collect(Value value) {
    Operation *op = value.getDefiningOp();
    if (!op || op->getNumResults() != 1 || op->getNumRegions() > 0)
      return false;
    if (llvm::is_contained(operations, op))
      return true;
    if (auto index = dyn_cast<linalg::IndexOp>(op)) {
      bool isOther = loop && loop->getDim() != index.getDim();
      loop = index;
      return !isOther;
    }
    if (!llvm::all_of(op->getOperands(),
                      [&](Value operand) { return collect(operand); }))
      return false;
    operations.push_back(op);
    return true;
  }

  std::optional<int64_t> calculate(Value index, int64_t iteration) {
    DenseMap<Value, Attribute> values;
    auto lookup = [&](Value value) -> Attribute {
      if (value.getDefiningOp<linalg::IndexOp>())
        return IntegerAttr::get(value.getType(), iteration);
      return values.lookup(value);
    };
    for (Operation *op : operations) {
      SmallVector<Attribute> operands = llvm::map_to_vector(
          op->getOperands(), [&](Value value) { return lookup(value); });
      SmallVector<OpFoldResult> results;
      if (failed(op->fold(operands, results)) || results.size() != 1)
        return std::nullopt;
      Attribute value = dyn_cast<Attribute>(results[0]);
      values[op->getResult(0)] =
          value ? value : lookup(cast<Value>(results[0]));
      if (!values[op->getResult(0)])
        return std::nullopt;
    }
    auto result = dyn_cast_or_null<IntegerAttr>(lookup(index));
    if (!result)
      return std::nullopt;
    return result.getInt();
  }

  std::optional<linalg::IndexOp> loop;
  SmallVector<Operation *> operations;
};
} // namespace

/// An index that repeats each value a number of times, as an expression of its
/// loop, or null.
static AffineExpr getRepeated(Value index, ArrayRef<int64_t> ranges) {
  unsigned loop = 0;
  SmallVector<int64_t> values = IndexTable::get(index, ranges, loop);
  for (int64_t times = 1; times <= mostRepeated && !values.empty(); ++times)
    if (llvm::all_of(llvm::enumerate(values), [&](const auto &entry) {
          return entry.value() == int64_t(entry.index()) / times;
        }))
      return getAffineDimExpr(loop, index.getContext()).floorDiv(times);
  return {};
}

/// An index in the body of a generic as an expression of its loops, or null.
static AffineExpr getExpr(Value index) {
  MLIRContext *context = index.getContext();
  if (std::optional<int64_t> constant = getConstantIntValue(index))
    return getAffineConstantExpr(*constant, context);
  Operation *op = index.getDefiningOp();
  if (auto loop = dyn_cast_or_null<linalg::IndexOp>(op))
    return getAffineDimExpr(loop.getDim(), context);
  if (!isa_and_nonnull<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
    return {};
  AffineExpr lhs = getExpr(op->getOperand(0)), rhs = getExpr(op->getOperand(1));
  if (!lhs || !rhs)
    return {};
  if (isa<arith::AddIOp>(op))
    return lhs + rhs;
  if (isa<arith::SubIOp>(op))
    return lhs - rhs;
  return lhs.isSymbolicOrConstant() || rhs.isSymbolicOrConstant()
             ? lhs * rhs
             : AffineExpr();
}

/// Whether an index lies inside of an axis of `size` for all iterations.
static bool isInside(AffineExpr expr, ArrayRef<int64_t> ranges, int64_t size) {
  MLIRContext *context = expr.getContext();
  // An affine index is smallest and largest at corners of the iterations.
  AffineExpr least = expr, most = expr;
  for (auto [loop, range] : llvm::enumerate(ranges)) {
    if (!expr.isFunctionOfDim(loop))
      continue;
    AffineExpr dim = getAffineDimExpr(loop, context);
    AffineExpr first = getAffineConstantExpr(0, context),
               last = getAffineConstantExpr(range - 1, context);
    SmallVector<AffineExpr> begin(ranges.size(), first);
    SmallVector<AffineExpr> end = begin;
    end[loop] = last;
    auto difference = dyn_cast<AffineConstantExpr>(expr.replaceDims(end) -
                                                   expr.replaceDims(begin));
    if (!difference)
      return false;
    bool isPositive = difference.getValue() > 0;
    least = least.replace(dim, isPositive ? first : last);
    most = most.replace(dim, isPositive ? last : first);
  }
  auto lowest = dyn_cast<AffineConstantExpr>(least),
       highest = dyn_cast<AffineConstantExpr>(most);
  return lowest && highest && lowest.getValue() >= 0 &&
         highest.getValue() < size;
}

/// The map of a read, if its indices are affine and inside of the tensor.
static AffineMap getMap(tensor::ExtractOp read, ArrayRef<int64_t> ranges) {
  auto type = cast<RankedTensorType>(read.getTensor().getType());
  if (!type.hasStaticShape())
    return {};
  SmallVector<AffineExpr> exprs;
  for (auto [index, size] :
       llvm::zip_equal(read.getIndices(), type.getShape())) {
    AffineExpr expr = getExpr(index);
    if (!expr)
      expr = getRepeated(index, ranges);
    if (!expr || !isInside(expr, ranges, size))
      return {};
    // A loop alone is as long as the axis that it indexes.
    auto loop = dyn_cast<AffineDimExpr>(expr);
    if (loop && ranges[loop.getPosition()] != size)
      return {};
    exprs.push_back(expr);
  }
  return AffineMap::get(ranges.size(), 0, exprs, read.getContext());
}

/// Makes operands of the reads of `op` that have a map.
static int64_t normalize(RewriterBase &rewriter, linalg::GenericOp op) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  if (!op.hasPureTensorSemantics() || llvm::any_of(ranges, [](int64_t range) {
        return ShapedType::isDynamic(range) || range == 0;
      }))
    return 0;
  SmallVector<std::pair<tensor::ExtractOp, AffineMap>> reads;
  for (auto read : op.getBlock()->getOps<tensor::ExtractOp>())
    if (AffineMap map = getMap(read, ranges);
        map && read.getTensor().getParentRegion() != &op.getRegion())
      reads.push_back({read, map});
  if (reads.empty())
    return 0;
  int64_t numInputs = op.getNumDpsInputs();
  SmallVector<Value> inputs(op.getInputs());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  for (auto [index, read] : llvm::enumerate(reads)) {
    inputs.push_back(read.first.getTensor());
    maps.insert(maps.begin() + numInputs + index, read.second);
  }
  rewriter.setInsertionPoint(op);
  auto generic = linalg::GenericOp::create(
      rewriter, op.getLoc(), op.getResultTypes(), inputs, op.getOutputs(), maps,
      op.getIteratorTypesArray());
  generic->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  rewriter.inlineRegionBefore(op.getRegion(), generic.getRegion(),
                              generic.getRegion().end());
  for (auto [index, read] : llvm::enumerate(reads)) {
    Value argument = generic.getBlock()->insertArgument(
        numInputs + index, read.first.getType(), read.first.getLoc());
    rewriter.replaceOp(read.first, argument);
  }
  rewriter.replaceOp(op, generic.getResults());
  return reads.size();
}

namespace {
class WinogradNormalizeGathers
    : public winograd::impl::WinogradNormalizeGathersBase<
          WinogradNormalizeGathers> {
public:
  using WinogradNormalizeGathersBase::WinogradNormalizeGathersBase;

  void runOnOperation() override {
    SmallVector<linalg::GenericOp> ops;
    getOperation()->walk([&](linalg::GenericOp op) { ops.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (linalg::GenericOp op : ops)
      numReads += normalize(rewriter, op);
  }
};
} // namespace
