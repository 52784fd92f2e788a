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
    // Of the rest, at 0 and at 1, the sign of the dimension's factor.
    SmallVector<AffineExpr> zeros(ranges.size(), first);
    SmallVector<AffineExpr> one = zeros;
    one[loop] = getAffineConstantExpr(1, context);
    auto factor = dyn_cast<AffineConstantExpr>(expr.replaceDims(one) -
                                               expr.replaceDims(zeros));
    if (!factor)
      return false;
    bool isPositive = factor.getValue() > 0;
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
    if (!expr || !isInside(expr, ranges, size))
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
