//===- TensorSharding.cpp - Cutting operations on tensors -----------------===//
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
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// A rank pads its part; where it has a neighbour, it takes his values instead.
/// The result's parts overlap: windows of a convolution read each its own.
struct PadShardingModel
    : public FormShardingModel<PadShardingModel, tensor::PadOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    auto pad = cast<tensor::PadOp>(op);
    int64_t rank = pad.getType().getRank();
    ShardingForm form(rank);
    form.addValue(getAllLoops(rank), op->getContext());
    for (unsigned i = 1; i < op->getNumOperands(); ++i)
      form.addValue({}, op->getContext());
    form.addValue(getAllLoops(rank), op->getContext());
    for (int64_t dim = 0; dim < rank; ++dim)
      if (pad.getStaticLow()[dim] + pad.getStaticHigh()[dim] != 0 &&
          !isReadByWindows(pad.getResult(), dim))
        form.whole.set(dim);
    if (!pad.getConstantPaddingValue() || op->getNumOperands() > 1)
      form.whole.set();
    return form;
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto pad = cast<tensor::PadOp>(op);
    shard::GridOp grid = findGrid(op, operands, results, symbols);
    if (shard::isFullReplication(results.front())) {
      builder.clone(*op, map);
      return success();
    }
    auto type = cast<RankedTensorType>(parts.front().getType());
    if (failed(checkHalo(op, type, pad.getStaticLow(), pad.getStaticHigh(),
                         results.front())))
      return failure();
    map.map(
        pad.getResult(),
        padWithNeighbours(builder, op->getLoc(), parts.front(),
                          pad.getStaticLow(), pad.getStaticHigh(),
                          map.lookupOrDefault(pad.getConstantPaddingValue()),
                          results.front(), grid));
    return success();
  }
};

/// Of the dimensions that are one in the collapsed shape, the outermost one
/// that is longer than 1 is cut: its parts adjoin.
ShardingForm describeReassociation(Operation *op,
                                   ArrayRef<ReassociationIndices> groups,
                                   RankedTensorType expanded,
                                   bool isExpanding) {
  ShardingForm form(expanded.getRank());
  form.whole.set();
  SmallVector<ShardingForm::Dim> collapsed;
  for (const ReassociationIndices &group : groups) {
    int64_t *longer = nullptr;
    SmallVector<int64_t> dims(group.begin(), group.end());
    for (int64_t &dim : dims)
      if (!longer && expanded.getDimSize(dim) != 1)
        longer = &dim;
    ShardingForm::Dim outermost =
        static_cast<int>(longer ? *longer : dims.front());
    bool isKnown = true;
    for (int64_t dim : dims)
      if (dim != outermost.loop) {
        isKnown &= !expanded.isDynamicDim(dim);
        outermost.stride *= expanded.getDimSize(dim);
      }
    if (isKnown)
      form.whole.reset(outermost.loop);
    collapsed.push_back(isKnown ? outermost : ShardingForm::Dim());
  }
  SmallVector<ShardingForm::Dim> all = getAllLoops(expanded.getRank());
  form.addValue(isExpanding ? collapsed : all, op->getContext());
  for (unsigned i = 1; i < op->getNumOperands(); ++i)
    form.addValue({}, op->getContext());
  form.addValue(isExpanding ? all : collapsed, op->getContext());
  return form;
}

template <typename OpTy>
struct ReassociationShardingModel
    : public FormShardingModel<ReassociationShardingModel<OpTy>, OpTy> {
  static constexpr bool isExpanding =
      std::is_same_v<OpTy, tensor::ExpandShapeOp>;

  static FailureOr<ShardingForm> describe(Operation *op) {
    auto reshape = cast<OpTy>(op);
    return describeReassociation(op, reshape.getReassociationIndices(),
                                 isExpanding ? reshape.getResultType()
                                             : reshape.getSrcType(),
                                 isExpanding);
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    auto reshape = cast<OpTy>(op);
    FailureOr<RankedTensorType> type =
        getPartType(op, reshape.getResultType(), results.front(),
                    findGrid(op, operands, results, symbols));
    if (failed(type))
      return failure();
    map.map(op->getResult(0),
            OpTy::create(builder, op->getLoc(), *type, parts.front(),
                         reshape.getReassociationIndices())
                .getResult());
    return success();
  }
};

/// Along its own dimension a concatenation has the parts one behind the other,
/// so that dimension is whole.
struct ConcatShardingModel
    : public FormShardingModel<ConcatShardingModel, tensor::ConcatOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    auto concat = cast<tensor::ConcatOp>(op);
    int64_t rank = concat.getResultType().getRank();
    ShardingForm form(rank);
    form.whole.set(concat.getDim());
    for (unsigned i = 0; i <= op->getNumOperands(); ++i)
      form.addValue(getAllLoops(rank), op->getContext());
    return form;
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> parts,
                          ArrayRef<shard::Sharding>, ArrayRef<shard::Sharding>,
                          IRMapping &map, SymbolTableCollection &,
                          OpBuilder &builder) const {
    auto concat = cast<tensor::ConcatOp>(op);
    map.map(concat.getResult(), tensor::ConcatOp::create(builder, op->getLoc(),
                                                         concat.getDim(), parts)
                                    .getResult());
    return success();
  }
};

} // namespace

FailureOr<ShardingForm> winograd::getTensorShardingForm(Operation *op) {
  return llvm::TypeSwitch<Operation *, FailureOr<ShardingForm>>(op)
      .Case<tensor::PadOp>(PadShardingModel::describe)
      .Case<tensor::ExpandShapeOp>(
          ReassociationShardingModel<tensor::ExpandShapeOp>::describe)
      .Case<tensor::CollapseShapeOp>(
          ReassociationShardingModel<tensor::CollapseShapeOp>::describe)
      .Case<tensor::ExtractSliceOp, tensor::InsertSliceOp>(getSliceShardingForm)
      .Case<tensor::ConcatOp>(ConcatShardingModel::describe)
      .Case<tensor::EmptyOp, arith::ConstantOp>(getSourceShardingForm)
      .Default([](Operation *) { return failure(); });
}

void winograd::registerTensorShardingModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    tensor::PadOp::attachInterface<PadShardingModel>(*context);
    tensor::ExpandShapeOp::attachInterface<
        ReassociationShardingModel<tensor::ExpandShapeOp>>(*context);
    tensor::CollapseShapeOp::attachInterface<
        ReassociationShardingModel<tensor::CollapseShapeOp>>(*context);
    tensor::ConcatOp::attachInterface<ConcatShardingModel>(*context);
  });
}
