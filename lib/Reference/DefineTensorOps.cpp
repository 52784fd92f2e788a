//===- DefineTensorOps.cpp - Compound operations, by their definition -----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "winograd/Reference/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADDEFINETENSOROPS
#include "winograd/Reference/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

//===----------------------------------------------------------------------===//
// Pads
//===----------------------------------------------------------------------===//

/// Yields what the pad says about an element outside of its source.
static void yieldOutside(OpBuilder &builder, tensor::PadOp pad,
                         ValueRange indices) {
  IRMapping mapping;
  mapping.map(pad.getRegion().getArguments(), indices);
  Block &body = pad.getRegion().front();
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  auto yield = cast<tensor::YieldOp>(body.getTerminator());
  scf::YieldOp::create(builder, pad.getLoc(),
                       mapping.lookupOrDefault(yield.getValue()));
}

/// y[i] = 0 <= i - low < size ? x[i - low] : outside(i)
static void defineElement(OpBuilder &builder, tensor::PadOp pad,
                          ArrayRef<Value> low, ValueRange indices) {
  Location loc = pad.getLoc();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value isInside = arith::ConstantIntOp::create(builder, loc, 1, 1);
  SmallVector<Value> at;
  for (auto [dim, index] : llvm::enumerate(indices)) {
    at.push_back(arith::SubIOp::create(builder, loc, index, low[dim]));
    Value size =
        tensor::DimOp::create(builder, loc, pad.getSource(), int64_t(dim));
    Value isBehindStart = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::sge, at.back(), zero);
    Value isBeforeEnd = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::slt, at.back(), size);
    for (Value condition : {isBehindStart, isBeforeEnd})
      isInside = arith::AndIOp::create(builder, loc, isInside, condition);
  }
  auto yieldInside = [&](OpBuilder &nested, Location) {
    Value element = tensor::ExtractOp::create(nested, loc, pad.getSource(), at);
    scf::YieldOp::create(nested, loc, element);
  };
  auto value = scf::IfOp::create(
      builder, loc, isInside, yieldInside,
      [&](OpBuilder &nested, Location) { yieldOutside(nested, pad, indices); });
  tensor::YieldOp::create(builder, loc, value.getResult(0));
}

static FailureOr<SmallVector<Value>> define(RewriterBase &rewriter,
                                            tensor::PadOp pad) {
  Location loc = pad.getLoc();
  SmallVector<Value> low, sizes;
  RankedTensorType type = pad.getResultType();
  auto getValue = [&](OpFoldResult size) {
    return getValueOrCreateConstantIndexOp(rewriter, loc, size);
  };
  for (auto [dim, before, after] :
       llvm::enumerate(pad.getMixedLowPad(), pad.getMixedHighPad())) {
    low.push_back(getValue(before));
    if (!type.isDynamicDim(dim))
      continue;
    Value size =
        tensor::DimOp::create(rewriter, loc, pad.getSource(), int64_t(dim));
    size = arith::AddIOp::create(rewriter, loc, size, low.back());
    sizes.push_back(
        arith::AddIOp::create(rewriter, loc, size, getValue(after)));
  }
  auto generate = tensor::GenerateOp::create(
      rewriter, loc, type, sizes,
      [&](OpBuilder &builder, Location, ValueRange indices) {
        defineElement(builder, pad, low, indices);
      });
  return SmallVector<Value>{generate.getResult()};
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// y[i] = x[offset + i * stride]. Memrefs do not tell which axes such a slice
/// has left out: upstream infers them from strides and sizes.
static FailureOr<SmallVector<Value>> define(RewriterBase &rewriter,
                                            tensor::ExtractSliceOp slice) {
  Location loc = slice.getLoc();
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  auto getValue = [&](OpFoldResult size) {
    return getValueOrCreateConstantIndexOp(rewriter, loc, size);
  };
  SmallVector<Value> sizes;
  for (auto [axis, size] : llvm::enumerate(slice.getMixedSizes()))
    if (!dropped.test(axis) && isa<Value>(size))
      sizes.push_back(cast<Value>(size));
  SmallVector<Value> offsets =
      llvm::map_to_vector(slice.getMixedOffsets(), getValue);
  SmallVector<Value> strides =
      llvm::map_to_vector(slice.getMixedStrides(), getValue);
  auto generate = tensor::GenerateOp::create(
      rewriter, loc, slice.getType(), sizes,
      [&](OpBuilder &builder, Location, ValueRange indices) {
        SmallVector<Value> at(offsets);
        for (auto [axis, stride] : llvm::enumerate(strides)) {
          if (dropped.test(axis))
            continue;
          Value step =
              arith::MulIOp::create(builder, loc, indices.front(), stride);
          at[axis] = arith::AddIOp::create(builder, loc, at[axis], step);
          indices = indices.drop_front();
        }
        Value element =
            tensor::ExtractOp::create(builder, loc, slice.getSource(), at);
        tensor::YieldOp::create(builder, loc, element);
      });
  return SmallVector<Value>{generate.getResult()};
}

/// The part, with all axes of the tensor into which it is inserted.
static Value addDroppedAxes(RewriterBase &rewriter,
                            tensor::InsertSliceOp slice) {
  Location loc = slice.getLoc();
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  SmallVector<int64_t> shape;
  SmallVector<Value> sizes;
  dispatchIndexOpFoldResults(slice.getMixedSizes(), sizes, shape);
  return tensor::GenerateOp::create(
      rewriter, loc,
      RankedTensorType::get(shape, slice.getDestType().getElementType()), sizes,
      [&](OpBuilder &builder, Location, ValueRange indices) {
        SmallVector<Value> at;
        for (auto [axis, index] : llvm::enumerate(indices))
          if (!dropped.test(axis))
            at.push_back(index);
        Value element =
            tensor::ExtractOp::create(builder, loc, slice.getSource(), at);
        tensor::YieldOp::create(builder, loc, element);
      });
}

/// Steps of 1 where there is nothing to step over.
static SmallVector<OpFoldResult>
getSteps(OffsetSizeAndStrideOpInterface slice) {
  SmallVector<OpFoldResult> strides = slice.getMixedStrides();
  for (auto [size, stride] : llvm::zip_equal(slice.getMixedSizes(), strides))
    if (isConstantIntValue(size, 1) && !isConstantIntValue(stride, 1))
      stride = IntegerAttr::get(IndexType::get(slice->getContext()), 1);
  return strides;
}

/// Whether a slice has fewer axes than its tensor, or steps over one of one
/// element: what upstream takes for another slice.
template <typename OpTy> static bool isUnclear(OpTy slice) {
  return slice.getSourceType().getRank() !=
             cast<RankedTensorType>(slice.getResult().getType()).getRank() ||
         getSteps(slice) != slice.getMixedStrides();
}

static FailureOr<SmallVector<Value>> define(RewriterBase &rewriter,
                                            tensor::InsertSliceOp slice) {
  Value part = addDroppedAxes(rewriter, slice);
  auto insert = tensor::InsertSliceOp::create(
      rewriter, slice.getLoc(), part, slice.getDest(), slice.getMixedOffsets(),
      slice.getMixedSizes(), getSteps(slice));
  return SmallVector<Value>{insert.getResult()};
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// What has no elements has no place in the result, where upstream would put it
/// behind the end.
static FailureOr<SmallVector<Value>> define(RewriterBase &rewriter,
                                            tensor::ConcatOp concat) {
  if (!llvm::is_contained(concat.getResultType().getShape(), 0))
    return concat.decomposeOperation(rewriter);
  SmallVector<Value> sizes;
  Value first = concat.getInputs().front();
  RankedTensorType type = concat.getResultType();
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      sizes.push_back(
          tensor::DimOp::create(rewriter, concat.getLoc(), first, dim));
  Value empty = tensor::EmptyOp::create(rewriter, concat.getLoc(), type, sizes);
  return SmallVector<Value>{empty};
}

/// Whether several sizes of one axis's parts are dynamic, which upstream's
/// lowering of memrefs does not have.
static bool isUnclear(tensor::ExpandShapeOp expand) {
  return llvm::any_of(
      expand.getReassociationIndices(), [&](ArrayRef<int64_t> group) {
        return llvm::count_if(group, [&](int64_t axis) {
                 return expand.getResultType().isDynamicDim(axis);
               }) > 1;
      });
}

static FailureOr<SmallVector<Value>> define(RewriterBase &rewriter,
                                            tensor::ExpandShapeOp expand) {
  SmallVector<Value> sizes =
      llvm::map_to_vector(expand.getMixedOutputShape(), [&](OpFoldResult size) {
        return getValueOrCreateConstantIndexOp(rewriter, expand.getLoc(), size);
      });
  Value shape =
      tensor::FromElementsOp::create(rewriter, expand.getLoc(), sizes);
  Value reshaped =
      tensor::ReshapeOp::create(rewriter, expand.getLoc(),
                                expand.getResultType(), expand.getSrc(), shape);
  return SmallVector<Value>{reshaped};
}

//===----------------------------------------------------------------------===//
// What MLIR takes apart
//===----------------------------------------------------------------------===//

/// The values that take the place of the operation's results.
static FailureOr<SmallVector<Value>> define(RewriterBase &rewriter,
                                            Operation *op) {
  if (auto pad = dyn_cast<tensor::PadOp>(op))
    return define(rewriter, pad);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return define(rewriter, slice);
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
    return define(rewriter, slice);
  if (auto concat = dyn_cast<tensor::ConcatOp>(op))
    return define(rewriter, concat);
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    return define(rewriter, expand);
  if (op->getNumResults() == 0 ||
      !isa<FloatType>(getElementTypeOrSelf(op->getResult(0))))
    return op->emitOpError("expected tensors of floats, but got ")
           << op->getOperand(0).getType();
  return cast<linalg::AggregatedOpInterface>(op).decomposeOperation(rewriter);
}

static LogicalResult rewrite(RewriterBase &rewriter, Operation *op) {
  rewriter.setInsertionPoint(op);
  // These replace the operation themselves.
  if (auto pack = dyn_cast<linalg::PackOp>(op))
    return linalg::lowerPack(rewriter, pack,
                             /*lowerPadLikeWithInsertSlice=*/false);
  if (auto unpack = dyn_cast<linalg::UnPackOp>(op))
    return linalg::lowerUnPack(rewriter, unpack,
                               /*lowerUnpadLikeWithExtractSlice=*/false);
  FailureOr<SmallVector<Value>> values = define(rewriter, op);
  if (failed(values))
    return failure();
  rewriter.replaceOp(op, *values);
  return success();
}

/// Whether the operation is one that this pass takes apart.
static bool isCompound(Operation *op) {
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return isUnclear(slice);
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
    return isUnclear(slice);
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    return isUnclear(expand);
  return isa<linalg::PackOp, linalg::UnPackOp, linalg::AggregatedOpInterface,
             tensor::ConcatOp, tensor::PadOp>(op);
}

namespace {
class WinogradDefineTensorOps
    : public winograd::impl::WinogradDefineTensorOpsBase<
          WinogradDefineTensorOps> {
public:
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    // What an operation is made of may be compound: a pack has a pad.
    while (true) {
      SmallVector<Operation *> ops;
      getOperation()->walk([&](Operation *op) {
        if (isCompound(op))
          ops.push_back(op);
      });
      if (ops.empty())
        return;
      for (Operation *op : ops)
        if (failed(rewrite(rewriter, op))) {
          op->emitError("expected an operation that MLIR can take apart");
          return signalPassFailure();
        }
    }
  }
};
} // namespace
