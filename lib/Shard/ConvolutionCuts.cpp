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
    if (!linalgOp.hasPureTensorSemantics()) {
      op->emitOpError("cannot be cut among ranks: expected tensors");
      return WalkResult::interrupt();
    }
    std::string reason;
    FailureOr<Convolution> convolution = analyzeConvolution(linalgOp, reason);
    if (failed(convolution)) {
      op->emitOpError("cannot be cut among ranks: ") << reason;
      return WalkResult::interrupt();
    }
    ConvolutionCuts entry{*convolution, {}, linalgOp.getStaticLoopRanges()};
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
      if (ShapedType::isDynamic(entry.ranges[*loop])) {
        op->emitOpError("cannot be cut among ranks along its ")
            << getName(kind) << ": expected a static size";
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
        ranges(op.getStaticLoopRanges()) {
    for (const ShardCut &cut : grid)
      ranks *= cut.parts;
  }

  void addTo(ShardCost &cost, const ShardRates &rates) {
    double imbalance = 1.0;
    for (auto [loop, cut] : llvm::zip_equal(cuts.loops, grid)) {
      imbalance *= double(ranges[*loop]) / cuts.ranges[*loop];
      if (cuts.ranges[*loop] < cut.parts)
        cost.refused = "a convolution has " +
                       std::to_string(cuts.ranges[*loop]) + " of " +
                       getName(cut.kind).str();
    }
    if (!cost.refused.empty())
      return;
    int64_t before = cost.bytes;
    addHalos(cost);
    addSums(cost);
    double flops = 2;
    for (int64_t range : ranges)
      flops *= range;
    cost.imbalance = std::max(cost.imbalance, imbalance);
    cost.seconds += flops / ranks / rates.flops +
                    (cost.bytes - before) / double(ranks) / rates.bandwidth;
  }

private:
  /// The halo of one dimension of what is exchanged.
  struct Halo {
    unsigned dim;
    int64_t low, high, parts;
  };

  /// What is exchanged in front of the convolution: the sizes of a rank's part,
  /// without halos, and these, in the order of the dimensions.
  SmallVector<Halo> getHalos(SmallVector<int64_t> &sizes) const {
    Value image = cuts.convolution.getImage();
    sizes.assign(cast<ShapedType>(image.getType()).getShape());
    bool isSpread =
        skipShards(image).getDefiningOp<tensor::InsertSliceOp>() != nullptr;
    SmallVector<Halo> halos;
    for (auto [dim, size] : llvm::enumerate(sizes)) {
      Padding padding = getPadding(image, dim).value_or(Padding());
      int64_t own = (size - padding.low - padding.high) / padding.stride;
      if (isSpread)
        size = own;
      for (auto [loop, cut] : llvm::zip_equal(cuts.loops, grid)) {
        if (findDim(cuts.convolution.getImageMap(), *loop) != dim)
          continue;
        size = own / cut.parts;
        Halo halo{static_cast<unsigned>(dim), padding.low / padding.stride,
                  int64_t(llvm::divideCeil(padding.high, padding.stride)),
                  cut.parts};
        if (halo.low + halo.high > 0 && cut.parts > 1)
          halos.push_back(halo);
      }
    }
    return halos;
  }

  void addHalos(ShardCost &cost) {
    SmallVector<int64_t> sizes;
    SmallVector<Halo> halos = getHalos(sizes);
    auto type = cast<ShapedType>(cuts.convolution.getImage().getType());
    // The last dimension first; its halo goes along with the others'.
    for (const Halo &halo : llvm::reverse(halos)) {
      if (std::max(halo.low, halo.high) > sizes[halo.dim]) {
        cost.refused = "a convolution reads " +
                       std::to_string(std::max(halo.low, halo.high)) +
                       " values of parts of " + std::to_string(sizes[halo.dim]);
        return;
      }
      int64_t slab = type.getElementTypeBitWidth() / 8 * (halo.low + halo.high);
      for (auto [other, size] : llvm::enumerate(sizes))
        slab *= other == halo.dim ? 1 : size;
      cost.bytes += slab * (halo.parts - 1) * (ranks / halo.parts);
      cost.messages += (halo.low > 0) + (halo.high > 0);
      sizes[halo.dim] += halo.low + halo.high;
    }
  }

  void addSums(ShardCost &cost) {
    auto type = cast<ShapedType>(op->getResult(0).getType());
    // Values narrower than f32 are summed in f32.
    int64_t bytes = std::max(type.getElementTypeBitWidth(), 32u) / 8;
    AffineMap map = cuts.convolution.getResultMap();
    for (auto [dim, size] : llvm::enumerate(type.getShape())) {
      int64_t part = size;
      for (auto [loop, cut] : llvm::zip_equal(cuts.loops, grid))
        if (map.getResult(dim).isFunctionOfDim(*loop))
          part /= cut.parts;
      bytes *= part;
    }
    for (auto [axis, cut] : llvm::enumerate(grid)) {
      if (!cuts.isReduced(axis) || cut.parts == 1)
        continue;
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
  int64_t ranks = 1;
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
