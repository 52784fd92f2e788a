//===- CompleteShards.cpp - What sharding-propagation leaves open ---------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Upstream's shard-partition wants every operand and result annotated, every
// argument used once, and one step at a time from one annotation to the next;
// where something is missing, it crashes.
//
//===----------------------------------------------------------------------===//

#include "PartitionUtils.h"
#include "ShardingForm.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "winograd/Shard/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCOMPLETESHARDS
#include "winograd/Shard/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static bool isCuttable(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() > 0;
}

static bool isAnnotation(Operation *op) {
  return isa<shard::ShardOp, shard::ShardingOp, shard::GetShardingOp>(op);
}

namespace {

class Completion {
public:
  Completion(func::FuncOp func, shard::GridOp grid)
      : func(func), grid(grid), builder(func.getContext()),
        everywhere(FlatSymbolRefAttr::get(grid.getSymNameAttr())) {
    everywhere =
        shard::Sharding::get(everywhere.getGridAttr(),
                             shard::GridAxesAttr::get(func.getContext(), {}));
  }

  LogicalResult run() {
    Block &block = func.getBody().front();
    for (BlockArgument argument : block.getArguments())
      completeArgument(argument);
    for (Operation &op : llvm::make_early_inc_range(block))
      if (!isAnnotation(&op))
        complete(&op);
    SmallVector<shard::ShardOp> annotations(block.getOps<shard::ShardOp>());
    for (shard::ShardOp annotation : annotations)
      if (failed(splitSteps(annotation)))
        return failure();
    record();
    return success();
  }

private:
  shard::ShardOp annotate(Value value, const shard::Sharding &sharding,
                          bool forUsers) {
    Location loc = value.getLoc();
    auto made = shard::ShardingOp::create(builder, loc, sharding);
    auto annotation =
        shard::ShardOp::create(builder, loc, value, made, forUsers);
    return annotation;
  }

  /// One annotation for all users: theirs if they agree, and else none is cut.
  void completeArgument(BlockArgument argument) {
    if (!isCuttable(argument.getType()))
      return;
    std::optional<shard::Sharding> common;
    for (Operation *user : argument.getUsers()) {
      auto annotation = dyn_cast<shard::ShardOp>(user);
      shard::Sharding sharding =
          annotation ? shard::Sharding(annotation.getSharding()) : everywhere;
      if (common && !common->equalSplitAxes(sharding))
        sharding = everywhere;
      common = sharding;
    }
    builder.setInsertionPointToStart(argument.getOwner());
    shard::ShardOp annotation =
        annotate(argument, common.value_or(everywhere), /*forUsers=*/false);
    argument.replaceAllUsesExcept(annotation, annotation);
  }

  void complete(Operation *op) {
    builder.setInsertionPoint(op);
    if (!op->hasTrait<OpTrait::ConstantLike>())
      for (OpOperand &operand : op->getOpOperands()) {
        if (!isCuttable(operand.get().getType()))
          continue;
        auto given = operand.get().getDefiningOp<shard::ShardOp>();
        if (given && given.getAnnotateForUsers())
          continue;
        operand.set(
            annotate(operand.get(),
                     given ? shard::Sharding(given.getSharding()) : everywhere,
                     /*forUsers=*/true));
      }
    builder.setInsertionPointAfter(op);
    for (OpResult result : op->getResults()) {
      if (!isCuttable(result.getType()))
        continue;
      auto user = result.hasOneUse()
                      ? dyn_cast<shard::ShardOp>(*result.user_begin())
                      : shard::ShardOp();
      if (user && !user.getAnnotateForUsers())
        continue;
      shard::ShardOp annotation =
          annotate(result, everywhere, /*forUsers=*/false);
      result.replaceAllUsesExcept(annotation, annotation);
    }
  }

  /// Cuts one dimension after the other. What ranks have parts of cannot be put
  /// together again.
  LogicalResult splitSteps(shard::ShardOp annotation) {
    auto source = annotation.getSrc().getDefiningOp<shard::ShardOp>();
    if (!source)
      return success();
    shard::Sharding from(source.getSharding()), to(annotation.getSharding());
    SmallVector<SmallVector<shard::GridAxis>> axes;
    SmallVector<int64_t> added;
    for (int64_t dim = 0, rank = annotation.getType().getRank(); dim < rank;
         ++dim) {
      ArrayRef<shard::GridAxis> fromAxes = getCutAxes(from, dim);
      ArrayRef<shard::GridAxis> toAxes = getCutAxes(to, dim);
      if (!fromAxes.empty() && fromAxes != toAxes)
        return annotation.emitError("dimension ")
               << dim << " is cut among ranks, but is needed "
               << (toAxes.empty() ? "whole" : "in other parts")
               << ", which would be an all-gather: not supported";
      axes.emplace_back(fromAxes);
      if (fromAxes != toAxes)
        added.push_back(dim);
    }
    if (added.size() < 2)
      return success();
    builder.setInsertionPoint(annotation);
    Value value = annotation.getSrc();
    for (int64_t dim : ArrayRef(added).drop_back()) {
      axes[dim] = llvm::to_vector(getCutAxes(to, dim));
      SmallVector<shard::GridAxesAttr> attributes;
      for (ArrayRef<shard::GridAxis> axis : axes)
        attributes.push_back(shard::GridAxesAttr::get(func.getContext(), axis));
      value =
          annotate(value, shard::Sharding::get(to.getGridAttr(), attributes),
                   /*forUsers=*/true);
    }
    annotation.getSrcMutable().assign(value);
    return success();
  }

  /// Sizes that were evened have been noted in `given`.
  Attribute describe(Type type, const shard::Sharding &sharding,
                     Attribute given) {
    SmallVector<Attribute> dims;
    for (auto [dim, evenSize] :
         llvm::enumerate(cast<RankedTensorType>(type).getShape())) {
      int64_t size = evenSize;
      if (given)
        size = cast<DenseI64ArrayAttr>(cast<ArrayAttr>(given)[dim])[0];
      ArrayRef<shard::GridAxis> axes = getCutAxes(sharding, dim);
      int64_t stride = 1;
      if (!axes.empty())
        for (int64_t behind : grid.getShape().drop_front(axes.back() + 1))
          stride *= behind;
      dims.push_back(builder.getDenseI64ArrayAttr(
          {size, countParts(sharding, grid, dim), stride}));
    }
    return builder.getArrayAttr(dims);
  }

  /// What callers have to know.
  void record() {
    Block &block = func.getBody().front();
    for (BlockArgument argument : block.getArguments()) {
      unsigned index = argument.getArgNumber();
      if (isCuttable(argument.getType()))
        func.setArgAttr(
            index, shardsAttributeName,
            describe(argument.getType(),
                     cast<shard::ShardOp>(*argument.user_begin()).getSharding(),
                     func.getArgAttr(index, shardsAttributeName)));
    }
    for (OpOperand &operand : block.getTerminator()->getOpOperands()) {
      unsigned index = operand.getOperandNumber();
      if (auto annotation = operand.get().getDefiningOp<shard::ShardOp>())
        func.setResultAttr(
            index, shardsAttributeName,
            describe(operand.get().getType(), annotation.getSharding(),
                     func.getResultAttr(index, shardsAttributeName)));
    }
  }

  func::FuncOp func;
  shard::GridOp grid;
  OpBuilder builder;
  shard::Sharding everywhere; ///< not cut
};

class WinogradCompleteShards
    : public winograd::impl::WinogradCompleteShardsBase<
          WinogradCompleteShards> {
public:
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTableCollection symbols;
    for (auto grid : module.getOps<shard::GridOp>())
      SymbolTable::setSymbolVisibility(grid, SymbolTable::Visibility::Private);
    for (auto func : module.getOps<func::FuncOp>()) {
      if (func.isExternal() || !func.getBody().hasOneBlock())
        continue;
      auto annotations = func.getBody().front().getOps<shard::ShardOp>();
      if (annotations.empty())
        continue;
      auto grid = shard::getGrid(*annotations.begin(), symbols);
      if (failed(Completion(func, grid).run()))
        return signalPassFailure();
    }
  }
};

} // namespace
