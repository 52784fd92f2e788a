//===- ConvolutionCuts.cpp - How the convolutions of a program are cut ----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionCuts.h"
#include "PartitionUtils.h"
#include "ShardingForm.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// The loop of a convolution that a kind cuts, or none.
static std::optional<unsigned> findLoop(const Convolution &convolution,
                                        ShardKind kind) {
  auto first = [](ArrayRef<unsigned> loops) {
    return loops.empty() ? std::nullopt : std::optional<unsigned>(loops[0]);
  };
  switch (kind) {
  case ShardKind::Batch:
    return first(convolution.batch);
  case ShardKind::OutputChannels:
    // Groups are what is cut of a grouped convolution, both of its image and
    // its result.
    return first(convolution.depth.empty() ? convolution.outputChannel
                                           : convolution.depth);
  case ShardKind::InputChannels:
    return first(convolution.depth.empty() ? convolution.inputChannel
                                           : convolution.depth);
  default:
    unsigned distance = getDistanceFromLast(kind);
    if (distance >= convolution.windows.size())
      return std::nullopt;
    return convolution.windows[convolution.windows.size() - 1 - distance].image;
  }
}

/// The dimension of the operand that the loop, of a window or alone, indexes.
static std::optional<unsigned> findDim(AffineMap map, unsigned loop) {
  for (auto [dim, expr] : llvm::enumerate(map.getResults()))
    if (expr.isFunctionOfDim(loop))
      return dim;
  return std::nullopt;
}

namespace {

/// Follows which values are cut along their channels.
class ChannelCuts {
public:
  void cut(Value value, int64_t dim) { values.insert({value, dim}); }

  bool isCut(Value value, int64_t dim) const {
    return values.contains({skipShards(value), dim});
  }

  /// Of what is elementwise, padded or pooled, the channels stay cut. An error
  /// where they would have to be put together again.
  LogicalResult follow(Operation *op) {
    FailureOr<ShardingForm> form = getShardingForm(op);
    for (OpOperand &operand : op->getOpOperands()) {
      auto type = dyn_cast<RankedTensorType>(operand.get().getType());
      for (int64_t dim = 0; type && dim < type.getRank(); ++dim) {
        if (!isCut(operand.get(), dim) || isa<shard::ShardOp>(op) ||
            op->hasTrait<OpTrait::ReturnLike>())
          continue;
        int loop = succeeded(form)
                       ? form->dims[operand.getOperandNumber()][dim].loop
                       : ShardingForm::none;
        if (loop == ShardingForm::none || form->whole.test(loop))
          return op->emitOpError("cannot be cut along channels: it needs "
                                 "dimension ")
                 << dim << " of operand " << operand.getOperandNumber()
                 << " whole";
        for (OpResult result : op->getResults())
          for (auto [index, resultDim] : llvm::enumerate(
                   form->dims[op->getNumOperands() + result.getResultNumber()]))
            if (resultDim.loop == loop)
              cut(result, index);
      }
    }
    return success();
  }

private:
  llvm::DenseSet<std::pair<Value, int64_t>> values;
};

} // namespace

FailureOr<std::vector<ConvolutionCuts>>
winograd::cutConvolutions(func::FuncOp func, ArrayRef<ShardCut> cuts) {
  FailureOr<SmallVector<linalg::LinalgOp>> operations =
      collectConvolutions(func);
  if (failed(operations))
    return failure();
  std::vector<ConvolutionCuts> result;
  std::vector<ChannelCuts> channels(cuts.size());
  WalkResult walk = func.walk([&](Operation *op) {
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (!linalgOp || !llvm::is_contained(*operations, linalgOp)) {
      for (ChannelCuts &channel : channels)
        if (failed(channel.follow(op)))
          return WalkResult::interrupt();
      return WalkResult::advance();
    }
    std::string reason;
    FailureOr<Convolution> convolution = analyzeConvolution(linalgOp, reason);
    if (failed(convolution)) {
      op->emitOpError("cannot be cut among ranks: ") << reason;
      return WalkResult::interrupt();
    }
    ConvolutionCuts entry{*convolution, {}};
    for (auto [cut, channel] : llvm::zip_equal(cuts, channels)) {
      ShardKind kind = cut.kind;
      std::optional<unsigned> input =
          findLoop(*convolution, ShardKind::InputChannels);
      std::optional<unsigned> channelDim;
      if (input)
        channelDim = findDim(convolution->getImageMap(), *input);
      if (kind == ShardKind::OutputChannels && channelDim &&
          channel.isCut(convolution->getImage(), *channelDim))
        kind = ShardKind::InputChannels;
      std::optional<unsigned> loop = findLoop(*convolution, kind);
      if (!loop) {
        op->emitOpError("cannot be cut among ranks: it has no ")
            << getName(kind);
        return WalkResult::interrupt();
      }
      entry.loops.push_back(loop);
      bool isChannel = !isSpatial(kind) && kind != ShardKind::Batch;
      std::optional<unsigned> resultDim =
          findDim(convolution->getResultMap(), *loop);
      if (isChannel && resultDim)
        channel.cut(op->getResult(0), *resultDim);
    }
    result.push_back(entry);
    return WalkResult::advance();
  });
  if (walk.wasInterrupted())
    return failure();
  return result;
}

namespace {

/// Adds up what one convolution costs.
class ConvolutionCost {
public:
  ConvolutionCost(const ConvolutionCuts &cuts, ArrayRef<ShardCut> grid)
      : cuts(cuts), grid(grid), op(cuts.convolution.op),
        ranges(op.getStaticLoopRanges()) {}

  void addTo(ShardCost &cost, const ShardRates &rates) {
    int64_t ranks = 1;
    double imbalance = 1.0;
    for (auto [axis, cut] : llvm::enumerate(grid)) {
      ranks *= cut.parts;
      unsigned loop = *cuts.loops[axis];
      if (ShapedType::isDynamic(ranges[loop])) {
        cost.refused = "a size is dynamic";
        return;
      }
      if (ranges[loop] < cut.parts) {
        cost.refused = "a convolution has " + std::to_string(ranges[loop]) +
                       " of " + getName(cut.kind).str();
        return;
      }
      imbalance *= double(llvm::divideCeil(ranges[loop], cut.parts)) *
                   cut.parts / ranges[loop];
    }
    int64_t before = cost.bytes;
    addHalos(cost);
    addSums(cost);
    double flops = 2;
    for (int64_t range : ranges)
      flops *= range;
    cost.imbalance = std::max(cost.imbalance, imbalance);
    cost.seconds += flops * imbalance / ranks / rates.flops +
                    (cost.bytes - before) / double(ranks) / rates.bandwidth;
  }

private:
  /// The sizes of a rank's part of the image, as it is padded, without halos.
  SmallVector<int64_t>
  getOwnSizes(SmallVector<std::pair<unsigned, int64_t>> &halos) const {
    const Convolution &convolution = cuts.convolution;
    auto type = cast<ShapedType>(convolution.getImage().getType());
    SmallVector<int64_t> sizes(type.getShape());
    for (auto [axis, cut] : llvm::enumerate(grid)) {
      unsigned loop = *cuts.loops[axis];
      std::optional<unsigned> dim = findDim(convolution.getImageMap(), loop);
      if (!dim)
        continue;
      int64_t part = llvm::divideCeil(ranges[loop], cut.parts);
      const Convolution::Window *window = convolution.findImage(loop);
      sizes[*dim] = window ? part * window->stride : part;
      if (!window)
        continue;
      int64_t halo = (window->taps - 1) * window->dilation + 1 - window->stride;
      if (halo > 0)
        halos.push_back({axis, halo});
    }
    return sizes;
  }

  void addHalos(ShardCost &cost) {
    SmallVector<std::pair<unsigned, int64_t>> halos;
    SmallVector<int64_t> sizes = getOwnSizes(halos);
    int64_t ranks = 1;
    for (const ShardCut &cut : grid)
      ranks *= cut.parts;
    auto dimOf = [&](unsigned axis) {
      return *findDim(cuts.convolution.getImageMap(), *cuts.loops[axis]);
    };
    // The last dimension first; its halo goes along with the others'.
    llvm::sort(halos, [&](const auto &a, const auto &b) {
      return dimOf(a.first) > dimOf(b.first);
    });
    auto type = cast<ShapedType>(cuts.convolution.getImage().getType());
    for (auto [axis, halo] : halos) {
      unsigned dim = dimOf(axis);
      if (halo > sizes[dim]) {
        cost.refused = "a convolution reads " + std::to_string(halo) +
                       " values of parts of " + std::to_string(sizes[dim]);
        return;
      }
      int64_t slab = type.getElementTypeBitWidth() / 8 * halo;
      for (auto [other, size] : llvm::enumerate(sizes))
        slab *= other == dim ? 1 : size;
      int64_t parts = grid[axis].parts;
      cost.bytes += slab * (parts - 1) * (ranks / parts);
      cost.messages += 2;
      sizes[dim] += halo;
    }
  }

  void addSums(ShardCost &cost) {
    auto type = cast<ShapedType>(op->getResult(0).getType());
    for (auto [axis, cut] : llvm::enumerate(grid)) {
      if (!cuts.isReduced(axis) || cut.parts == 1)
        continue;
      // Values narrower than f32 are summed in f32.
      int64_t bytes = std::max(type.getElementTypeBitWidth(), 32u) / 8;
      int64_t ranks = cut.parts;
      AffineMap map = cuts.convolution.getResultMap();
      for (auto [dim, size] : llvm::enumerate(type.getShape())) {
        int64_t part = size;
        for (auto [other, otherCut] : llvm::enumerate(grid))
          if (map.getResult(dim).isFunctionOfDim(*cuts.loops[other])) {
            part = llvm::divideCeil(size, otherCut.parts);
            ranks *= otherCut.parts;
          }
        bytes *= part;
      }
      // What MPI_Allreduce is given, or what the first of a line exchanges.
      int64_t sent = ranks == cut.parts ? cut.parts : 2 * (cut.parts - 1);
      cost.bytes += sent * bytes * (ranks / cut.parts);
      cost.messages += 2;
    }
  }

  const ConvolutionCuts &cuts;
  ArrayRef<ShardCut> grid;
  linalg::LinalgOp op;
  SmallVector<int64_t> ranges;
};

} // namespace

ShardCost winograd::predictCost(ArrayRef<ConvolutionCuts> convolutions,
                                ArrayRef<ShardCut> cuts,
                                const ShardRates &rates) {
  ShardCost cost;
  for (const ConvolutionCuts &convolution : convolutions) {
    ConvolutionCost(convolution, cuts).addTo(cost, rates);
    if (!cost.refused.empty())
      return cost;
  }
  cost.seconds += cost.messages * rates.latency;
  return cost;
}
