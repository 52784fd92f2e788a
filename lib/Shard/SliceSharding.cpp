//===- SliceSharding.cpp - Cutting slices of tensors ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PartitionUtils.h"
#include "ShardingForm.h"
#include "ShardingModels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// A slice is cut along dimensions that it has all of, and where it stands
/// among zeros that windows read: the image of a transposed convolution.
template <typename OpTy>
ShardingForm describeSlice(OpTy op, RankedTensorType whole, bool isInserted) {
  ShardingForm form(whole.getRank());
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<ShardingForm::Dim> wholeDims = getAllLoops(whole.getRank());
  SmallVector<ShardingForm::Dim> sliceDims, destDims; // (zeros are made anew)
  for (int64_t dim = 0; dim < whole.getRank(); ++dim) {
    bool hasAll = op.getStaticOffsets()[dim] == 0 &&
                  op.getStaticStrides()[dim] == 1 &&
                  op.getStaticSizes()[dim] == whole.getDimSize(dim) &&
                  !whole.isDynamicDim(dim);
    std::optional<Padding> padding;
    if (isInserted && !hasAll && isReadByWindows(op.getResult(), dim))
      padding = getPadding(op.getResult(), dim);
    if (padding)
      wholeDims[dim].stride = padding->stride;
    destDims.push_back(padding ? ShardingForm::Dim() : wholeDims[dim]);
    if ((!hasAll && !padding) || dropped.test(dim))
      form.whole.set(dim);
    if (!dropped.test(dim))
      sliceDims.push_back(static_cast<int>(dim));
  }
  MLIRContext *context = op->getContext();
  if (isInserted) {
    form.addValue(sliceDims, context);
    form.addValue(destDims, context);
  } else {
    form.addValue(wholeDims, context);
  }
  while (form.dims.size() < op->getNumOperands())
    form.addValue({}, context);
  form.addValue(isInserted ? wholeDims : sliceDims, context);
  return form;
}

SmallVector<OpFoldResult> mapAll(SmallVector<OpFoldResult> values,
                                 IRMapping &map) {
  for (OpFoldResult &value : values)
    if (auto dynamic = dyn_cast<Value>(value))
      value = map.lookupOrDefault(dynamic);
  return values;
}

/// The sizes of a slice of a part.
template <typename OpTy>
SmallVector<OpFoldResult> getPartSizes(OpTy op, RankedTensorType whole,
                                       RankedTensorType part) {
  SmallVector<OpFoldResult> sizes = op.getMixedSizes();
  for (auto [size, wholeSize, partSize] :
       llvm::zip_equal(sizes, whole.getShape(), part.getShape()))
    if (wholeSize != partSize)
      size = IntegerAttr::get(IndexType::get(op->getContext()), partSize);
  return sizes;
}

struct ExtractSliceShardingModel
    : public FormShardingModel<ExtractSliceShardingModel,
                               tensor::ExtractSliceOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    auto slice = cast<tensor::ExtractSliceOp>(op);
    return describeSlice(slice, slice.getSourceType(), /*isInserted=*/false);
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto slice = cast<tensor::ExtractSliceOp>(op);
    FailureOr<RankedTensorType> type =
        getPartType(op, slice.getType(), results.front(),
                    findGrid(op, operands, results, symbols));
    if (failed(type))
      return failure();
    auto part = tensor::ExtractSliceOp::create(
        builder, op->getLoc(), *type, parts.front(),
        mapAll(slice.getMixedOffsets(), map),
        mapAll(getPartSizes(slice, slice.getSourceType(),
                            cast<RankedTensorType>(parts.front().getType())),
               map),
        mapAll(slice.getMixedStrides(), map));
    map.map(slice.getResult(), part.getResult());
    return success();
  }
};

struct InsertSliceShardingModel
    : public FormShardingModel<InsertSliceShardingModel,
                               tensor::InsertSliceOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    auto slice = cast<tensor::InsertSliceOp>(op);
    return describeSlice(slice, slice.getDestType(), /*isInserted=*/true);
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto slice = cast<tensor::InsertSliceOp>(op);
    for (int64_t dim = 0; dim < slice.getDestType().getRank(); ++dim)
      if (!getCutAxes(results.front(), dim).empty() &&
          getPadding(slice.getResult(), dim))
        return spread(slice, parts.front(), operands.front(), map,
                      findGrid(op, operands, results, symbols), builder);
    auto part = tensor::InsertSliceOp::create(
        builder, op->getLoc(), parts[0], parts[1],
        mapAll(slice.getMixedOffsets(), map),
        mapAll(getPartSizes(slice, slice.getDestType(),
                            cast<RankedTensorType>(parts[1].getType())),
               map),
        mapAll(slice.getMixedStrides(), map));
    map.map(slice.getResult(), part.getResult());
    return success();
  }

private:
  /// What stands among zeros: the neighbours' values are taken first, so that
  /// it can be seen that there are zeros.
  static LogicalResult spread(tensor::InsertSliceOp slice, Value part,
                              const shard::Sharding &sharding, IRMapping &map,
                              shard::GridOp grid, OpBuilder &builder) {
    auto type = cast<RankedTensorType>(part.getType());
    int64_t rank = type.getRank();
    if (rank != slice.getDestType().getRank())
      return slice.emitOpError("cannot be cut among ranks: expected a slice of "
                               "as many dimensions");
    SmallVector<int64_t> low(rank), high(rank), shape(type.getShape());
    SmallVector<OpFoldResult> offsets = mapAll(slice.getMixedOffsets(), map);
    for (int64_t dim = 0; dim < rank; ++dim) {
      std::optional<Padding> padding = getPadding(slice.getResult(), dim);
      if (!padding)
        continue;
      shape[dim] = shape[dim] * padding->stride + padding->low + padding->high;
      if (getCutAxes(sharding, dim).empty())
        continue;
      low[dim] = padding->low / padding->stride;
      high[dim] = llvm::divideCeil(padding->high, padding->stride);
      offsets[dim] =
          builder.getIndexAttr(padding->low - low[dim] * padding->stride);
    }
    if (failed(checkHalo(slice, type, low, high, sharding)))
      return failure();
    Location loc = slice.getLoc();
    Value zero = arith::ConstantOp::create(
        builder, loc, builder.getZeroAttr(type.getElementType()));
    Value source =
        padWithNeighbours(builder, loc, part, low, high, zero, sharding, grid);
    SmallVector<OpFoldResult> sizes;
    for (int64_t size : cast<RankedTensorType>(source.getType()).getShape())
      sizes.push_back(builder.getIndexAttr(size));
    Value zeros = makeZeros(builder, loc, type.clone(shape));
    map.map(slice.getResult(), tensor::InsertSliceOp::create(
                                   builder, loc, source, zeros, offsets, sizes,
                                   mapAll(slice.getMixedStrides(), map))
                                   .getResult());
    return success();
  }
};

} // namespace

FailureOr<ShardingForm> winograd::getSliceShardingForm(Operation *op) {
  return isa<tensor::ExtractSliceOp>(op)
             ? ExtractSliceShardingModel::describe(op)
             : InsertSliceShardingModel::describe(op);
}

void winograd::registerSliceShardingModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    tensor::ExtractSliceOp::attachInterface<ExtractSliceShardingModel>(
        *context);
    tensor::InsertSliceOp::attachInterface<InsertSliceShardingModel>(*context);
  });
}
