//===- NormalizeSlices.cpp - Slices that mean one thing only -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Transforms/Linalg/NormalizeSlices.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "winograd/Utils/TensorSlice.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADNORMALIZESLICES
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The slice, with steps of 1 where there is nothing to step over.
template <typename OpTy> static TensorSlice getSlice(OpTy op) {
  TensorSlice slice{op.getMixedOffsets(), op.getMixedSizes(),
                    op.getMixedStrides(), op.getDroppedDims()};
  for (auto [size, stride] : llvm::zip_equal(slice.sizes, slice.strides))
    if (isConstantIntValue(size, 1) && !isConstantIntValue(stride, 1))
      stride = IntegerAttr::get(IndexType::get(op.getContext()), 1);
  return slice;
}

/// Whether later passes can take the slice, of which a part has this type, for
/// another one.
static bool isClear(OffsetSizeAndStrideOpInterface op, const TensorSlice &slice,
                    RankedTensorType part) {
  return op.getMixedStrides() == slice.strides &&
         (slice.dropped.none() || isUnambiguousReduction(part.getShape()));
}

/// `value`, of another static type.
static Value castTo(OpBuilder &builder, Location loc, Value value, Type type) {
  return value.getType() == type
             ? value
             : tensor::CastOp::create(builder, loc, type, value).getResult();
}

static void normalize(RewriterBase &rewriter, tensor::ExtractSliceOp op) {
  TensorSlice slice = getSlice(op);
  if (isClear(op, slice, op.getType()))
    return;
  rewriter.setInsertionPoint(op);
  Value part = slice.extract(rewriter, op.getLoc(), op.getSource());
  rewriter.replaceOp(op, castTo(rewriter, op.getLoc(), part, op.getType()));
}

static void normalize(RewriterBase &rewriter, tensor::InsertSliceOp op) {
  TensorSlice slice = getSlice(op);
  if (isClear(op, slice, op.getSourceType()))
    return;
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(
      op, slice.insert(rewriter, op.getLoc(), op.getSource(), op.getDest()));
}

static void normalize(RewriterBase &rewriter,
                      tensor::ParallelInsertSliceOp op) {
  TensorSlice slice = getSlice(op);
  if (isClear(op, slice, op.getSourceType()))
    return;
  rewriter.setInsertionPoint(op->getParentOp());
  Value part = slice.expand(rewriter, op.getLoc(), op.getSource(),
                            op.getDestType().getElementType());
  rewriter.setInsertionPoint(op);
  rewriter.replaceOpWithNewOp<tensor::ParallelInsertSliceOp>(
      op, part, op.getDest(), slice.offsets, slice.sizes, slice.strides);
}

/// The sizes of a concatenation, all of whose inputs are empty.
static SmallVector<OpFoldResult> inferEmptySizes(OpBuilder &builder,
                                                 tensor::ConcatOp op) {
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(builder, op.getLoc(), op.getInputs().front());
  AffineExpr s0, s1;
  bindSymbols(op.getContext(), s0, s1);
  for (Value input : op.getInputs().drop_front())
    sizes[op.getDim()] = affine::makeComposedFoldedAffineApply(
        builder, op.getLoc(), s0 + s1,
        {sizes[op.getDim()],
         tensor::getMixedSize(builder, op.getLoc(), input, op.getDim())});
  return sizes;
}

/// What has no elements is no part of a concatenation: its place would be a
/// slice behind the end.
static void normalize(RewriterBase &rewriter, tensor::ConcatOp op) {
  auto isEmpty = [](Value value) {
    return llvm::is_contained(
        cast<RankedTensorType>(value.getType()).getShape(), 0);
  };
  if (llvm::none_of(op.getInputs(), isEmpty))
    return;
  rewriter.setInsertionPoint(op);
  SmallVector<Value> inputs(op.getInputs());
  llvm::erase_if(inputs, isEmpty);
  Value result =
      inputs.empty()
          ? tensor::EmptyOp::create(rewriter, op.getLoc(),
                                    inferEmptySizes(rewriter, op),
                                    op.getType().getElementType())
                .getResult()
          : tensor::ConcatOp::create(rewriter, op.getLoc(), op.getDim(), inputs)
                .getResult();
  rewriter.replaceOp(op, castTo(rewriter, op.getLoc(), result, op.getType()));
}

/// Where several sizes of one axis's parts are dynamic, upstream takes one of
/// them for the quotient of the others and finds none that it is.
static void normalize(RewriterBase &rewriter, tensor::ExpandShapeOp op) {
  bool isClear =
      llvm::all_of(op.getReassociationIndices(), [&](ArrayRef<int64_t> group) {
        return llvm::count_if(group, [&](int64_t axis) {
                 return op.getResultType().isDynamicDim(axis);
               }) <= 1;
      });
  if (isClear)
    return;
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<Value> sizes =
      llvm::map_to_vector(op.getMixedOutputShape(), [&](OpFoldResult size) {
        return getValueOrCreateConstantIndexOp(rewriter, loc, size);
      });
  Value shape = tensor::FromElementsOp::create(rewriter, loc, sizes);
  rewriter.replaceOpWithNewOp<tensor::ReshapeOp>(op, op.getResultType(),
                                                 op.getSrc(), shape);
}

void winograd::normalizeSlices(Operation *root) {
  SmallVector<Operation *> slices;
  root->walk([&](Operation *op) {
    if (isa<tensor::ConcatOp, tensor::ExpandShapeOp, tensor::ExtractSliceOp,
            tensor::InsertSliceOp, tensor::ParallelInsertSliceOp>(op))
      slices.push_back(op);
  });
  IRRewriter rewriter(root->getContext());
  for (Operation *op : slices)
    llvm::TypeSwitch<Operation *>(op)
        .Case<tensor::ConcatOp, tensor::ExpandShapeOp, tensor::ExtractSliceOp,
              tensor::InsertSliceOp, tensor::ParallelInsertSliceOp>(
            [&](auto slice) { normalize(rewriter, slice); });
}

namespace {
class WinogradNormalizeSlices
    : public winograd::impl::WinogradNormalizeSlicesBase<
          WinogradNormalizeSlices> {
public:
  void runOnOperation() override { normalizeSlices(getOperation()); }
};
} // namespace
