//===- ShardingForm.cpp - How an operation can be cut among ranks ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardingForm.h"

using namespace mlir;
using namespace mlir::winograd;

void ShardingForm::addValue(ArrayRef<Dim> values, MLIRContext *context) {
  SmallVector<AffineExpr> results;
  for (const Dim &dim : values)
    results.push_back(dim.loop == none ? getAffineConstantExpr(0, context)
                                       : getAffineDimExpr(dim.loop, context));
  dims.emplace_back(values);
  maps.push_back(AffineMap::get(iterators.size(), 0, results, context));
}

SmallVector<ShardingForm::Dim> winograd::getAllLoops(int64_t rank) {
  return llvm::map_to_vector(llvm::seq<int>(0, rank),
                             [](int loop) { return ShardingForm::Dim(loop); });
}

FailureOr<ShardingForm> winograd::getShardingForm(Operation *op) {
  FailureOr<ShardingForm> form = getLinalgShardingForm(op);
  return succeeded(form) ? form : getTensorShardingForm(op);
}

/// Gives the axes to the loop; false where it has others, or may have none.
static bool assignAxes(shard::ShardingOption &option, const ShardingForm &form,
                       int loop, ArrayRef<shard::GridAxis> axes) {
  if (axes.empty())
    return true;
  if (loop == ShardingForm::none || form.whole.test(loop))
    return false;
  SmallVector<shard::GridAxis> &assigned = option.shardingArray[loop];
  if (!assigned.empty())
    return ArrayRef<shard::GridAxis>(assigned) == axes;
  for (ArrayRef<shard::GridAxis> others : option.shardingArray)
    for (shard::GridAxis axis : axes)
      if (llvm::is_contained(others, axis))
        return false;
  assigned.assign(axes.begin(), axes.end());
  return true;
}

FailureOr<shard::ShardingOption>
winograd::getShardingOption(Operation *op, const ShardingForm &form,
                            ArrayRef<shard::Sharding> operands,
                            ArrayRef<shard::Sharding> results) {
  shard::ShardingOption option;
  option.shardingArray.resize(form.iterators.size());
  option.empty = true;
  // Results decide first, as in upstream's default.
  auto take = [&](ArrayRef<shard::Sharding> shardings, unsigned first) {
    for (auto [index, sharding] : llvm::enumerate(shardings)) {
      if (!sharding)
        continue;
      if (option.grid && option.grid != sharding.getGridAttr())
        return false;
      option.grid = sharding.getGridAttr();
      option.empty = false;
      for (auto [dim, axes] :
           llvm::zip(form.dims[first + index], sharding.getSplitAxes()))
        if (!assignAxes(option, form, dim.loop, axes.asArrayRef()))
          return false;
    }
    return true;
  };
  if (!take(results, op->getNumOperands()) || !take(operands, 0))
    return failure();
  return option;
}

std::vector<shard::Sharding>
winograd::getShardingAnnotations(Operation *op, const ShardingForm &form,
                                 const shard::ShardingOption &option) {
  std::vector<shard::Sharding> shardings;
  auto add = [&](Type type, ArrayRef<ShardingForm::Dim> dims) {
    if (!isa<RankedTensorType>(type)) {
      shardings.emplace_back();
      return;
    }
    SmallVector<SmallVector<shard::GridAxis>> axes;
    for (const ShardingForm::Dim &dim : dims) {
      bool isCut = dim.loop != ShardingForm::none &&
                   static_cast<size_t>(dim.loop) < option.shardingArray.size();
      axes.push_back(isCut ? option.shardingArray[dim.loop]
                           : SmallVector<shard::GridAxis>());
    }
    if (axes.empty())
      axes.emplace_back();
    shard::removeTrailingEmptySubArray(axes);
    SmallVector<shard::GridAxesAttr> attributes;
    for (ArrayRef<shard::GridAxis> axis : axes)
      attributes.push_back(shard::GridAxesAttr::get(op->getContext(), axis));
    shardings.push_back(shard::Sharding::get(option.grid, attributes));
  };
  for (auto [type, dims] : llvm::zip(op->getOperandTypes(), form.dims))
    add(type, dims);
  for (auto [type, dims] :
       llvm::zip(op->getResultTypes(),
                 ArrayRef(form.dims).drop_front(op->getNumOperands())))
    add(type, dims);
  return shardings;
}

SmallVector<shard::GridAxis>
winograd::getLoopAxes(const ShardingForm &form, unsigned loop,
                      ArrayRef<shard::Sharding> operands,
                      ArrayRef<shard::Sharding> results) {
  auto find = [&](ArrayRef<shard::Sharding> shardings, unsigned first) {
    for (auto [index, sharding] : llvm::enumerate(shardings))
      for (auto [dim, axes] :
           llvm::zip(form.dims[first + index], sharding.getSplitAxes()))
        if (dim.loop == static_cast<int>(loop) && !axes.empty())
          return llvm::to_vector(axes.asArrayRef());
    return SmallVector<shard::GridAxis>();
  };
  SmallVector<shard::GridAxis> axes = find(operands, 0);
  return axes.empty() ? find(results, operands.size()) : axes;
}
