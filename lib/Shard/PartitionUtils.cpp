//===- PartitionUtils.cpp - What cutting operations apart has in common ---===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PartitionUtils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::winograd;

Value winograd::skipShards(Value value) {
  while (auto annotation = value.getDefiningOp<shard::ShardOp>())
    value = annotation.getSrc();
  return value;
}

std::optional<Padding> winograd::getPadding(Value value, int64_t dim) {
  value = skipShards(value);
  if (auto pad = value.getDefiningOp<tensor::PadOp>())
    return Padding{pad.getStaticLow()[dim], pad.getStaticHigh()[dim]};
  auto slice = value.getDefiningOp<tensor::InsertSliceOp>();
  if (!slice || !isZeros(slice.getDest()))
    return std::nullopt;
  Padding padding;
  padding.low = slice.getStaticOffsets()[dim];
  padding.stride = slice.getStaticStrides()[dim];
  int64_t size = slice.getStaticSizes()[dim];
  int64_t padded = slice.getDestType().getDimSize(dim);
  if (ShapedType::isDynamic(padding.low) ||
      ShapedType::isDynamic(padding.stride) || ShapedType::isDynamic(size) ||
      ShapedType::isDynamic(padded) || padded == size)
    return std::nullopt;
  padding.high = padded - size * padding.stride - padding.low;
  if (padding.high < 0)
    return std::nullopt;
  return padding;
}

bool winograd::isReadByWindows(Value value, int64_t dim) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    if (auto annotation = dyn_cast<shard::ShardOp>(user))
      return isReadByWindows(annotation.getResult(), dim);
    auto op = dyn_cast<linalg::LinalgOp>(user);
    return op && llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
             return operand.get() != value ||
                    isa<AffineBinaryOpExpr>(
                        op.getMatchingIndexingMap(&operand).getResult(dim));
           });
  });
}

shard::GridOp winograd::findGrid(Operation *op,
                                 ArrayRef<shard::Sharding> operands,
                                 ArrayRef<shard::Sharding> results,
                                 SymbolTableCollection &symbols) {
  for (ArrayRef<shard::Sharding> shardings : {operands, results})
    for (const shard::Sharding &sharding : shardings)
      if (sharding)
        return shard::getGridOrNull(op, sharding.getGridAttr(), symbols);
  return nullptr;
}

ArrayRef<shard::GridAxis> winograd::getCutAxes(const shard::Sharding &sharding,
                                               int64_t dim) {
  ArrayRef<shard::GridAxesAttr> axes = sharding.getSplitAxes();
  if (dim >= static_cast<int64_t>(axes.size()))
    return {};
  return axes[dim].asArrayRef();
}

int64_t winograd::countParts(const shard::Sharding &sharding,
                             shard::GridOp grid, int64_t dim) {
  ArrayRef<shard::GridAxis> axes = getCutAxes(sharding, dim);
  return axes.empty() ? 1 : shard::collectiveProcessGroupSize(axes, grid);
}

FailureOr<RankedTensorType>
winograd::getPartType(Operation *op, RankedTensorType whole,
                      const shard::Sharding &sharding, shard::GridOp grid) {
  SmallVector<int64_t> shape(whole.getShape());
  for (auto [dim, size] : llvm::enumerate(shape)) {
    int64_t parts = countParts(sharding, grid, dim);
    if (parts == 1)
      continue;
    if (ShapedType::isDynamic(size) || ShapedType::isDynamic(parts))
      return op->emitOpError("cannot be cut along dimension ")
             << dim << ": expected static sizes, of " << whole
             << " and of the grid";
    if (size % parts != 0)
      return op->emitOpError("cannot be cut along dimension ")
             << dim << " of " << whole << ": expected a multiple of the "
             << parts << " parts (winograd-shard makes it one)";
    size /= parts;
  }
  return whole.clone(shape);
}

Value winograd::padWithNeighbours(OpBuilder &builder, Location loc, Value part,
                                  ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                                  Value padding,
                                  const shard::Sharding &sharding,
                                  shard::GridOp grid) {
  auto type = cast<RankedTensorType>(part.getType());
  SmallVector<int64_t> shape(type.getShape());
  SmallVector<OpFoldResult> lows, highs;
  for (auto [size, before, behind] : llvm::zip_equal(shape, low, high)) {
    size += before + behind;
    lows.push_back(builder.getIndexAttr(before));
    highs.push_back(builder.getIndexAttr(behind));
  }
  if (shape == type.getShape())
    return part;
  Value padded = tensor::PadOp::create(builder, loc, type.clone(shape), part,
                                       lows, highs, padding);
  // Halos are listed for dimensions that are cut; what is not exchanged is
  // left out, so that no rank waits for nothing.
  SmallVector<shard::GridAxesAttr> axes;
  SmallVector<int64_t> halos;
  for (int64_t dim = 0, rank = type.getRank(); dim < rank; ++dim) {
    bool isExchanged =
        countParts(sharding, grid, dim) > 1 && low[dim] + high[dim] > 0;
    axes.push_back(shard::GridAxesAttr::get(
        builder.getContext(),
        isExchanged ? getCutAxes(sharding, dim) : ArrayRef<shard::GridAxis>()));
    if (isExchanged)
      llvm::append_values(halos, low[dim], high[dim]);
  }
  if (halos.empty())
    return padded;
  return shard::UpdateHaloOp::create(
             builder, loc, padded.getType(), padded, grid.getSymName(),
             shard::GridAxesArrayAttr::get(builder.getContext(), axes),
             ValueRange(), halos)
      .getResult();
}

LogicalResult winograd::checkHalo(Operation *op, RankedTensorType part,
                                  ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                                  const shard::Sharding &sharding) {
  for (auto [dim, size] : llvm::enumerate(part.getShape()))
    if (!getCutAxes(sharding, dim).empty() &&
        std::max(low[dim], high[dim]) > size)
      return op->emitOpError("cannot be cut along dimension ")
             << dim << ": it reads " << std::max(low[dim], high[dim])
             << " values of a neighbour, which has " << size;
  return success();
}

Value winograd::makeZeros(OpBuilder &builder, Location loc,
                          RankedTensorType type) {
  Value zero = arith::ConstantOp::create(
      builder, loc, builder.getZeroAttr(type.getElementType()));
  Value empty = tensor::EmptyOp::create(builder, loc, type, ValueRange());
  return linalg::FillOp::create(builder, loc, zero, empty).getResult(0);
}

bool winograd::isZeros(Value value) {
  value = skipShards(value);
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    value = fill.getInputs().front();
  return matchPattern(value, m_AnyZeroFloat()) || matchPattern(value, m_Zero());
}

Value winograd::sumOverRanks(OpBuilder &builder, Location loc, Value value,
                             shard::GridOp grid,
                             ArrayRef<shard::GridAxis> axes) {
  return shard::AllReduceOp::create(builder, loc, value, grid.getSymName(),
                                    axes, shard::ReductionKind::Sum)
      .getResult();
}
