//===- ReadSteps.cpp - Vectors of every other value -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadSteps.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// transfer_read(extract_slice with strides) -> transfer_reads, shuffles
struct ReadSteps : public OpRewritePattern<vector::TransferReadOp> {
  using OpRewritePattern<vector::TransferReadOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransferReadOp op,
                                PatternRewriter &rewriter) const override {
    auto slice = op.getBase().getDefiningOp<tensor::ExtractSliceOp>();
    if (!slice || slice.hasUnitStride())
      return rewriter.notifyMatchFailure(op, "expected a slice with strides");
    VectorType type = op.getVectorType();
    auto part = cast<RankedTensorType>(slice.getType());
    // All of the slice, as it lies.
    if (op.getMask() || op.hasOutOfBoundsDim() ||
        !op.getPermutationMap().isIdentity() || type.getRank() == 0 ||
        type.getShape() != part.getShape() ||
        !llvm::all_of(op.getIndices(), [](Value index) {
          return isZeroInteger(getAsOpFoldResult(index));
        }))
      return rewriter.notifyMatchFailure(op, "expected a read of the slice");
    std::optional<SmallVector<int64_t>> strides =
        getConstantIntValues(slice.getMixedStrides());
    if (!strides)
      return rewriter.notifyMatchFailure(op, "expected constant strides");
    // The axes of the slice, by those of its source.
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    SmallVector<unsigned> axes;
    for (unsigned axis = 0; axis < strides->size(); ++axis)
      if (!dropped.test(axis))
        axes.push_back(axis);
    unsigned last = strides->size() - 1;
    int64_t step = (*strides)[last], length = type.getShape().back();
    if (axes.empty() || axes.back() != last || step > 2 ||
        (step == 2 && length < 2))
      return rewriter.notifyMatchFailure(op, "expected a step of at most 2");

    ArrayRef<int64_t> outer = type.getShape().drop_back();
    SmallVector<int64_t> numbers = computeStrides(outer);
    Value result;
    if (!outer.empty())
      result = ub::PoisonOp::create(rewriter, op.getLoc(), type);
    for (int64_t row = 0, e = computeProduct(outer); row < e; ++row) {
      SmallVector<int64_t> place = delinearize(row, numbers);
      SmallVector<OpFoldResult> indices = slice.getMixedOffsets();
      for (auto [axis, index] : llvm::zip(axes, place))
        indices[axis] = move(rewriter, op.getLoc(), indices[axis],
                             index * (*strides)[axis]);
      Value values = readRow(rewriter, op, slice.getSource(), indices, step);
      result = outer.empty() ? values
                             : vector::InsertOp::create(rewriter, op.getLoc(),
                                                        values, result, place)
                                   .getResult();
    }
    rewriter.replaceOp(op, result);
    return success();
  }

private:
  static OpFoldResult move(OpBuilder &builder, Location loc, OpFoldResult index,
                           int64_t distance) {
    return affine::makeComposedFoldedAffineApply(
        builder, loc, builder.getAffineDimExpr(0) + distance, {index});
  }

  /// A vector of neighbours.
  static Value read(OpBuilder &builder, vector::TransferReadOp op, Value source,
                    ArrayRef<OpFoldResult> place) {
    Location loc = op.getLoc();
    VectorType type = VectorType::get(op.getVectorType().getShape().back(),
                                      op.getVectorType().getElementType());
    SmallVector<Value> indices =
        getValueOrCreateConstantIndexOp(builder, loc, place);
    return vector::TransferReadOp::create(builder, loc, type, source, indices,
                                          op.getPadding(),
                                          ArrayRef<bool>{true});
  }

  static Value readRow(OpBuilder &builder, vector::TransferReadOp op,
                       Value source, ArrayRef<OpFoldResult> place,
                       int64_t step) {
    Value first = read(builder, op, source, place);
    if (step == 1)
      return first;
    // Of 2 n - 1 values the first n and the last n.
    int64_t length = op.getVectorType().getShape().back();
    SmallVector<OpFoldResult> behind(place);
    behind.back() = move(builder, op.getLoc(), behind.back(), length - 1);
    Value second = read(builder, op, source, behind);
    SmallVector<int64_t> chosen;
    for (int64_t index = 0; index < 2 * length; index += 2)
      chosen.push_back(index < length ? index : index + 1);
    return vector::ShuffleOp::create(builder, op.getLoc(), first, second,
                                     chosen);
  }
};
} // namespace

void winograd::populateReadStepsPatterns(RewritePatternSet &patterns) {
  patterns.add<ReadSteps>(patterns.getContext());
}
