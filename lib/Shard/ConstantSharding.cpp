//===- ConstantSharding.cpp - Cutting constants ---------------------------===//
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
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::winograd;

FailureOr<ShardingForm> winograd::getSourceShardingForm(Operation *op) {
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type)
    return failure();
  ShardingForm form(type.getRank());
  for (unsigned i = 0; i < op->getNumOperands(); ++i)
    form.addValue({}, op->getContext());
  form.addValue(getAllLoops(type.getRank()), op->getContext());
  return form;
}

namespace {

/// Of a constant that is cut, each rank takes its part. (Upstream's model knows
/// splats only.)
struct ConstantShardingModel
    : public FormShardingModel<ConstantShardingModel, arith::ConstantOp> {
  static FailureOr<ShardingForm> describe(Operation *op) {
    return getSourceShardingForm(op);
  }

  FailureOr<shard::ShardingOption>
  getShardingOption(Operation *op, ArrayRef<shard::Sharding> operands,
                    ArrayRef<shard::Sharding> results) const {
    FailureOr<ShardingForm> form = describe(op);
    if (failed(form)) // a number
      return shard::ShardingOption::makeEmpty();
    return winograd::getShardingOption(op, *form, operands, results);
  }

  LogicalResult partition(Operation *op, ArrayRef<Value>,
                          ArrayRef<shard::Sharding> operands,
                          ArrayRef<shard::Sharding> results, IRMapping &map,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    Value part = builder.clone(*op, map)->getResult(0);
    const shard::Sharding &sharding = results.front();
    auto type = dyn_cast<RankedTensorType>(part.getType());
    if (!type || !sharding || shard::isFullReplication(sharding))
      return success();
    shard::GridOp grid = findGrid(op, operands, results, symbols);
    if (failed(getPartType(op, type, sharding, grid)))
      return failure();
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      if (ArrayRef<shard::GridAxis> axes = getCutAxes(sharding, dim);
          !axes.empty())
        part = shard::AllSliceOp::create(builder, op->getLoc(), part, grid,
                                         axes, dim)
                   .getResult();
    map.map(op->getResult(0), part);
    return success();
  }
};

} // namespace

void winograd::registerConstantShardingModel(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, arith::ArithDialect *) {
    arith::ConstantOp::attachInterface<ConstantShardingModel>(*context);
  });
}
