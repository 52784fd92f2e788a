//===- EvenedTensors.cpp - Changing the sizes of tensors in place ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EvenedTensors.h"
#include "ConstantParts.h"
#include "PartitionUtils.h"
#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Shard/IR/ShardOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Shard/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

static Attribute describeWhole(Type type) {
  Builder builder(type.getContext());
  SmallVector<Attribute> dims;
  for (int64_t size : cast<RankedTensorType>(type).getShape())
    dims.push_back(builder.getDenseI64ArrayAttr({size, 1, 1}));
  return builder.getArrayAttr(dims);
}

void winograd::recordSizes(func::FuncOp func) {
  auto isCuttable = [](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && tensor.getRank() > 0;
  };
  for (auto [index, type] : llvm::enumerate(func.getArgumentTypes()))
    if (isCuttable(type))
      func.setArgAttr(index, shardsAttributeName, describeWhole(type));
  for (auto [index, type] : llvm::enumerate(func.getResultTypes()))
    if (isCuttable(type))
      func.setResultAttr(index, shardsAttributeName, describeWhole(type));
}

bool winograd::isSum(linalg::LinalgOp op) {
  SmallVector<Operation *> combiners;
  return op.getNumDpsInits() == 1 &&
         matchReduction(op.getRegionOutputArgs(), 0, combiners) &&
         combiners.size() == 1 &&
         isa<arith::AddFOp, arith::AddIOp>(combiners.front());
}

/// The tensor.pad that the operand is, used by it alone; null if it is none.
static tensor::PadOp getOwnPad(OpOperand &operand) {
  auto pad = skipShards(operand.get()).getDefiningOp<tensor::PadOp>();
  if (!pad || pad.getResult() != operand.get() || pad->hasOneUse())
    return pad;
  OpBuilder builder(operand.getOwner());
  auto own = cast<tensor::PadOp>(builder.clone(*pad));
  operand.set(own);
  return own;
}

void winograd::setPadding(OpOperand &operand, int64_t dim, int64_t low,
                          int64_t high) {
  if (tensor::PadOp pad = getOwnPad(operand)) {
    SmallVector<int64_t> highs(pad.getStaticHigh());
    highs[dim] = high;
    pad.setStaticHigh(highs);
    return;
  }
  if (low + high == 0)
    return;
  OpBuilder builder(operand.getOwner());
  Location loc = operand.getOwner()->getLoc();
  auto type = cast<RankedTensorType>(operand.get().getType());
  SmallVector<OpFoldResult> lows(type.getRank(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> highs = lows;
  lows[dim] = builder.getIndexAttr(low);
  highs[dim] = builder.getIndexAttr(high);
  Value zero = arith::ConstantOp::create(
      builder, loc, builder.getZeroAttr(type.getElementType()));
  operand.set(tensor::PadOp::create(builder, loc, Type(), operand.get(), lows,
                                    highs, zero));
}

void winograd::setZerosAround(tensor::InsertSliceOp slice, int64_t dim,
                              const Padding &padding, int64_t size) {
  OpBuilder builder(slice);
  SmallVector<int64_t> shape(slice.getDestType().getShape());
  shape[dim] = size * padding.stride + padding.low + padding.high;
  auto type = slice.getDestType().clone(shape);
  slice.getDestMutable().assign(makeZeros(builder, slice.getLoc(), type));
  slice.getResult().setType(type);
}

void winograd::maskBehind(OpOperand &operand, int64_t dim, int64_t size,
                          int64_t evenSize) {
  auto pad = dyn_cast<tensor::PadOp>(operand.getOwner());
  OpBuilder builder(operand.getOwner());
  Location loc = operand.getOwner()->getLoc();
  auto type = cast<RankedTensorType>(operand.get().getType());
  Value fill = pad ? pad.getConstantPaddingValue() : Value();
  bool isZero = !fill || isZeros(fill);
  // A caller passes zeros there.
  if (size == evenSize ||
      (isZero && isa<BlockArgument>(skipShards(operand.get()))))
    return;
  if (!fill)
    fill = arith::ConstantOp::create(
        builder, loc, builder.getZeroAttr(type.getElementType()));
  SmallVector<bool> isInside(evenSize, false);
  std::fill_n(isInside.begin(), size, true);
  Value mask = arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(
          RankedTensorType::get({evenSize}, builder.getI1Type()), isInside));
  SmallVector<int64_t> shape(type.getShape());
  shape[dim] = evenSize;
  Value empty =
      tensor::EmptyOp::create(builder, loc, type.clone(shape), ValueRange());
  AffineMap all = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  auto masked = linalg::GenericOp::create(
      builder, loc, type.clone(shape), ValueRange{operand.get(), mask}, empty,
      ArrayRef<AffineMap>{all, all.getSubMap(dim), all}, iterators,
      [&](OpBuilder &nested, Location loc, ValueRange values) {
        Value selected =
            arith::SelectOp::create(nested, loc, values[1], values[0], fill);
        linalg::YieldOp::create(nested, loc, selected);
      });
  operand.set(masked.getResult(0));
}

LogicalResult winograd::setSize(Value value, int64_t dim, int64_t size) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getDimSize(dim) == size)
    return success();
  if (auto constant = value.getDefiningOp<arith::ConstantOp>()) {
    auto attr =
        extendConstant(cast<ElementsAttr>(constant.getValue()), dim, size);
    if (!attr)
      return constant.emitOpError("cannot be cut among ranks: expected values "
                                  "of whole bytes, but got ")
             << type.getElementType();
    constant.setValueAttr(cast<TypedAttr>(attr));
  }
  SmallVector<int64_t> shape(type.getShape());
  shape[dim] = size;
  value.setType(type.clone(shape));
  // What takes all of a dimension still does.
  for (Operation *user : value.getUsers())
    if (auto slice = dyn_cast<tensor::ExtractSliceOp>(user)) {
      SmallVector<int64_t> sizes(slice.getStaticSizes());
      sizes[dim] = size;
      slice.setStaticSizes(sizes);
    }
  return success();
}

/// The sizes of a slice that is inserted are its source's, without dimensions
/// that are left out.
static void updateSizes(tensor::InsertSliceOp slice) {
  SmallVector<int64_t> sizes(slice.getStaticSizes());
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  ArrayRef<int64_t> shape = slice.getSourceType().getShape();
  for (auto [dim, size] : llvm::enumerate(sizes)) {
    if (dropped.test(dim))
      continue;
    if (!ShapedType::isDynamic(size))
      size = shape.front();
    shape = shape.drop_front();
  }
  slice.setStaticSizes(sizes);
}

void winograd::updateTypes(func::FuncOp func) {
  func.walk([](Operation *op) {
    if (auto pad = dyn_cast<tensor::PadOp>(op))
      pad.getResult().setType(tensor::PadOp::inferResultType(
          pad.getSourceType(), pad.getStaticLow(), pad.getStaticHigh()));
    else if (auto annotation = dyn_cast<shard::ShardOp>(op))
      annotation.getResult().setType(annotation.getSrc().getType());
    else if (auto reshape = dyn_cast<tensor::ExpandShapeOp>(op))
      reshape.setStaticOutputShape(reshape.getResultType().getShape());
    else if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
      updateSizes(slice);
  });
  Block &block = func.getBody().front();
  func.setType(FunctionType::get(func.getContext(), block.getArgumentTypes(),
                                 block.getTerminator()->getOperandTypes()));
}
