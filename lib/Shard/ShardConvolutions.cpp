//===- ShardConvolutions.cpp - Choosing and annotating a grid of ranks ----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionCuts.h"
#include "EvenSizes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Shard/IR/ShardOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"
#include "mlir/IR/SymbolTable.h"
#include "winograd/Shard/Passes.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADSHARD
#include "winograd/Shard/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Upstream annotates a value once, whoever uses it: what is made of nothing
/// is made for each user.
static void separateSources(func::FuncOp func) {
  SmallVector<Operation *> sources;
  func.walk([&](Operation *op) {
    if (isa<tensor::EmptyOp>(op) ||
        (op->hasTrait<OpTrait::ConstantLike>() &&
         isa<RankedTensorType>(op->getResult(0).getType())))
      sources.push_back(op);
  });
  for (Operation *op : sources)
    while (!op->use_empty() && !op->hasOneUse()) {
      OpOperand &use = *op->use_begin();
      OpBuilder builder(op);
      use.set(builder.clone(*op)->getResult(0));
    }
}

/// The annotation of a value of which each dimension is indexed by a loop.
static shard::Sharding makeSharding(const ConvolutionCuts &cuts, AffineMap map,
                                    shard::GridOp grid) {
  MLIRContext *context = grid.getContext();
  SmallVector<SmallVector<shard::GridAxis>> axes(map.getNumResults());
  for (auto [axis, loop] : llvm::enumerate(cuts.loops))
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (loop && expr.isFunctionOfDim(*loop))
        axes[dim].push_back(axis);
  shard::removeTrailingEmptySubArray(axes);
  SmallVector<shard::GridAxesAttr> attributes;
  for (ArrayRef<shard::GridAxis> axis : axes)
    attributes.push_back(shard::GridAxesAttr::get(context, axis));
  return shard::Sharding::get(FlatSymbolRefAttr::get(grid.getSymNameAttr()),
                              attributes);
}

static void annotate(const ConvolutionCuts &cuts, shard::GridOp grid) {
  const Convolution &convolution = cuts.convolution;
  linalg::LinalgOp op = convolution.op;
  Location loc = op.getLoc();
  OpBuilder builder(op);
  // What is reduced is not in the result.
  for (unsigned axis = 0; axis < cuts.loops.size(); ++axis)
    if (cuts.isReduced(axis)) {
      auto sharding = shard::ShardingOp::create(
          builder, loc, makeSharding(cuts, convolution.getImageMap(), grid));
      OpOperand &image = op->getOpOperand(convolution.image);
      image.set(shard::ShardOp::create(builder, loc, image.get(), sharding,
                                       /*annotate_for_users=*/true));
      break;
    }
  builder.setInsertionPointAfter(op);
  auto sharding = shard::ShardingOp::create(
      builder, loc, makeSharding(cuts, convolution.getResultMap(), grid));
  Value result = op->getResult(0);
  auto annotation = shard::ShardOp::create(builder, loc, result, sharding,
                                           /*annotate_for_users=*/false);
  result.replaceAllUsesExcept(annotation.getResult(), annotation);
}

/// All grids of one kind, and of two.
static SmallVector<SmallVector<ShardCut>> listGrids(int64_t ranks) {
  static constexpr ShardKind kinds[] = {
      ShardKind::Batch, ShardKind::Depth,          ShardKind::Height,
      ShardKind::Width, ShardKind::OutputChannels, ShardKind::InputChannels};
  SmallVector<SmallVector<ShardCut>> grids;
  for (ShardKind kind : kinds)
    grids.push_back({{kind, ranks}});
  for (auto [i, first] : llvm::enumerate(kinds))
    for (ShardKind second : ArrayRef(kinds).drop_front(i + 1))
      for (int64_t parts = 2; parts < ranks; ++parts)
        if (ranks % parts == 0 && second != ShardKind::InputChannels)
          grids.push_back({{first, parts}, {second, ranks / parts}});
  return grids;
}

namespace {
class WinogradShard : public winograd::impl::WinogradShardBase<WinogradShard> {
public:
  using Base::Base;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (ranks < 1) {
      module.emitError("expected 'ranks' to be at least 1, but got ")
          << ranks.getValue();
      return signalPassFailure();
    }
    LogicalResult result =
        shards == "annotations" ? takeAnnotations() : makeGrid();
    if (failed(result))
      signalPassFailure();
  }

private:
  LogicalResult takeAnnotations() {
    ModuleOp module = getOperation();
    auto grids = module.getOps<shard::GridOp>();
    if (!llvm::hasSingleElement(grids))
      return module.emitError("expected one shard.grid in a module that is "
                              "annotated");
    shard::GridOp grid = *grids.begin();
    int64_t size = 1;
    for (int64_t parts : grid.getShape())
      size *= parts;
    if (ShapedType::isDynamicShape(grid.getShape()) || size != ranks)
      return grid.emitOpError("expected a grid of the ")
             << ranks.getValue() << " ranks, but got " << size;
    return even(module, grid);
  }

  static LogicalResult even(ModuleOp module, shard::GridOp grid) {
    for (auto func : module.getOps<func::FuncOp>()) {
      if (func.isExternal() || !func.getBody().hasOneBlock() ||
          func.getBody().getOps<shard::ShardOp>().empty())
        continue;
      separateSources(func);
      if (failed(evenSizes(func, grid)))
        return failure();
    }
    return success();
  }

  /// Adds the grid, annotates all convolutions, and makes sizes divide.
  static FailureOr<std::vector<ConvolutionCuts>>
  applyGrid(ModuleOp module, ArrayRef<ShardCut> cuts) {
    OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
    auto grid = shard::GridOp::create(
        builder, module.getLoc(), "winograd_ranks",
        llvm::map_to_vector(cuts,
                            [](const ShardCut &cut) { return cut.parts; }));
    SymbolTable::setSymbolVisibility(grid, SymbolTable::Visibility::Private);
    SymbolTable(module).insert(grid);
    std::vector<ConvolutionCuts> all;
    for (auto func : module.getOps<func::FuncOp>()) {
      FailureOr<std::vector<ConvolutionCuts>> convolutions =
          cutConvolutions(func, cuts);
      if (failed(convolutions))
        return failure();
      for (const ConvolutionCuts &convolution : *convolutions)
        annotate(convolution, grid);
      llvm::append_range(all, *convolutions);
    }
    if (all.empty())
      return module.emitError("expected a convolution to cut among ranks");
    if (failed(even(module, grid)))
      return failure();
    return all;
  }

  /// What the grid costs, of a copy of the module.
  ShardCost tryGrid(ArrayRef<ShardCut> cuts, const ShardRates &rates) {
    ShardCost cost;
    ScopedDiagnosticHandler handler(&getContext(), [&](Diagnostic &diagnostic) {
      if (cost.refused.empty())
        cost.refused = diagnostic.str();
      return success();
    });
    OwningOpRef<ModuleOp> copy = getOperation().clone();
    FailureOr<std::vector<ConvolutionCuts>> convolutions =
        applyGrid(*copy, cuts);
    if (succeeded(convolutions))
      cost = predictCost(*convolutions, cuts, rates);
    return cost;
  }

  /// The cheapest grid; an error where none can be.
  FailureOr<SmallVector<ShardCut>> chooseGrid() {
    ShardRates rates{gflops * 1e9, gbytes * 1e9, microseconds * 1e-6};
    SmallVector<ShardCut> best;
    double seconds = 0;
    auto remark = remark::analysis(
        getOperation().getLoc(),
        remark::RemarkOpts::name("grid").category(shardCategory));
    SmallVector<std::pair<std::string, std::string>> figures;
    for (ArrayRef<ShardCut> grid : listGrids(ranks)) {
      ShardCost cost = tryGrid(grid, rates);
      if (!cost.refused.empty()) {
        figures.push_back(
            {winograd::getName(grid), "refused: " + cost.refused});
        continue;
      }
      figures.push_back(
          {winograd::getName(grid),
           llvm::formatv("bytes {0}, messages {1}, imbalance {2:F2}, "
                         "microseconds {3:F0}",
                         cost.bytes, cost.messages, cost.imbalance,
                         cost.seconds * 1e6)});
      if (best.empty() || cost.seconds < seconds) {
        best.assign(grid.begin(), grid.end());
        seconds = cost.seconds;
      }
    }
    if (remark) {
      remark << remark::add("{0} ranks: {1}", ranks.getValue(),
                            best.empty() ? "none" : winograd::getName(best));
      for (const auto &[name, figure] : figures)
        remark << remark::metric(name, figure);
    }
    if (best.empty()) {
      InFlightDiagnostic error =
          getOperation().emitError("the program cannot be cut among ")
          << ranks.getValue() << " ranks";
      for (const auto &[name, figure] : figures)
        error.attachNote() << name << ": " << figure;
      return error;
    }
    return best;
  }

  LogicalResult makeGrid() {
    ModuleOp module = getOperation();
    std::string problem;
    FailureOr<SmallVector<ShardCut>> cuts =
        shards == "auto" ? chooseGrid() : parseShards(shards, ranks, problem);
    if (!problem.empty())
      return module.emitError(problem);
    if (failed(cuts))
      return failure();
    return applyGrid(module, *cuts);
  }
};
} // namespace
