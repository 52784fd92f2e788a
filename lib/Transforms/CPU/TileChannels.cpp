//===- TileChannels.cpp - Pooling and depthwise convolutions by channels --===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VectorTile.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/Rewriting.h"
#include "winograd/Utils/TensorSlice.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADTILECHANNELS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The most channels of an iteration.
static constexpr int64_t maxChannels = 4096;

/// Whether an operand is read at sums of loops, as windows of an image are.
static bool hasWindows(AffineMap map) {
  return llvm::any_of(map.getResults(), [](AffineExpr index) {
    return index.getKind() == AffineExprKind::Add;
  });
}

/// Whether the loops of `op` are the axes of its result and of this operand.
static bool isInOrder(linalg::LinalgOp op, OpOperand *operand) {
  return op.getMatchingIndexingMap(operand).isIdentity() &&
         op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity();
}

namespace {
/// An operation on windows that keeps channels apart, and what stands around
/// it.
struct ChannelWise {
  linalg::LinalgOp op;
  OpOperand *image = nullptr;
  /// The leading loops, images and channels, which are axes of the image and of
  /// the result alike.
  unsigned outer = 0;
  linalg::LinalgOp last; ///< `op`, or what follows elementwise
  /// What is computed with it, channel by channel.
  llvm::SmallPtrSet<Operation *, 4> fused;
};
} // namespace

/// The number of leading axes that loops of the image and of the result are; 0
/// if channels are summed.
static unsigned countOuterLoops(linalg::LinalgOp op, OpOperand *image) {
  AffineMap from = op.getMatchingIndexingMap(image);
  AffineMap to = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (AffineExpr index : from.getResults())
    if (auto dim = dyn_cast<AffineDimExpr>(index))
      if (iterators[dim.getPosition()] == utils::IteratorType::reduction)
        return 0;
  unsigned count = 0, most = std::min(from.getNumResults(), to.getNumResults());
  while (count < most && isa<AffineDimExpr>(to.getResult(count)) &&
         from.getResult(count) == to.getResult(count))
    ++count;
  return count;
}

static std::optional<ChannelWise> match(linalg::LinalgOp op) {
  if (!op.hasPureTensorSemantics() || op.getNumReductionLoops() == 0 ||
      op->getNumResults() != 1 ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0))
           .isProjectedPermutation())
    return std::nullopt;
  ChannelWise found;
  found.op = op;
  for (OpOperand *operand : op.getDpsInputOperands())
    if (hasWindows(op.getMatchingIndexingMap(operand))) {
      if (found.image)
        return std::nullopt;
      found.image = operand;
    }
  if (!found.image)
    return std::nullopt;
  found.outer = countOuterLoops(op, found.image);
  auto image = cast<RankedTensorType>(found.image->get().getType());
  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  // Of the axes behind the images only those that are known are channels.
  for (unsigned axis = 1; axis < found.outer; ++axis)
    if (image.isDynamicDim(axis) || result.isDynamicDim(axis))
      found.outer = axis;
  // An image alone is no channel, and there must be something.
  if (found.outer < 2)
    return std::nullopt;
  for (RankedTensorType type : {image, result})
    if (llvm::is_contained(type.getShape(), 0) ||
        !type.getElementType().isIntOrFloat())
      return std::nullopt;
  found.last = op;
  return found;
}

/// Whether an operand is the result of a convolution whose windows have more
/// than one tap: its own tiling takes what follows along. A pointwise one is a
/// product of matrices.
static bool followsWindows(linalg::LinalgOp op) {
  return llvm::any_of(op.getDpsInputs(), [](Value operand) {
    auto producer = operand.getDefiningOp<linalg::LinalgOp>();
    if (!producer)
      return false;
    SmallVector<int64_t> ranges = producer.getStaticLoopRanges();
    SmallVector<utils::IteratorType> iterators =
        producer.getIteratorTypesArray();
    auto isTap = [&](unsigned loop) {
      return iterators[loop] == utils::IteratorType::reduction &&
             ranges[loop] != 1;
    };
    return llvm::any_of(producer.getIndexingMapsArray(), [&](AffineMap map) {
      return llvm::any_of(map.getResults(), [&](AffineExpr index) {
        return index.getKind() == AffineExprKind::Add &&
               llvm::any_of(llvm::seq(map.getNumDims()), [&](unsigned loop) {
                 return index.isFunctionOfDim(loop) && isTap(loop);
               });
      });
    });
  });
}

/// What makes a value elementwise, for nothing else.
static void addElementwise(ChannelWise &found, Value value) {
  auto producer = value.getDefiningOp<linalg::LinalgOp>();
  if (producer && value.hasOneUse() && producer.hasPureTensorSemantics() &&
      !isa<linalg::FillOp>(producer) && linalg::isElementwise(producer) &&
      isInOrder(producer, producer.getDpsInitOperand(0)) &&
      !followsWindows(producer))
    found.fused.insert(producer);
}

/// The first value of the sums.
static void addFill(ChannelWise &found, linalg::LinalgOp op) {
  if (auto fill = op.getDpsInits().front().getDefiningOp<linalg::FillOp>())
    found.fused.insert(fill);
}

/// What reads windows, too: the columns of a pool. With the first value of its
/// sums; returns its image.
static Value addWindows(ChannelWise &found, Value value) {
  auto producer = value.getDefiningOp<linalg::LinalgOp>();
  if (!producer || !value.hasOneUse())
    return value;
  std::optional<ChannelWise> windows = match(producer);
  if (!windows || windows->outer < found.outer)
    return value;
  found.fused.insert(producer);
  addFill(found, producer);
  return windows->image->get();
}

/// The pad in front, if it leaves images and channels alone, and what makes its
/// source elementwise.
static void addProducers(ChannelWise &found) {
  Value image = addWindows(found, found.image->get());
  auto pad = image.getDefiningOp<tensor::PadOp>();
  if (!pad)
    return addElementwise(found, image);
  auto isNone = [&](OpFoldResult width) { return isZeroInteger(width); };
  if (!pad->hasOneUse() || !pad.getConstantPaddingValue() ||
      !llvm::all_of(ArrayRef(pad.getMixedLowPad()).take_front(found.outer),
                    isNone) ||
      !llvm::all_of(ArrayRef(pad.getMixedHighPad()).take_front(found.outer),
                    isNone))
    return;
  found.fused.insert(pad);
  addElementwise(found, pad.getSource());
}

/// What follows elementwise.
static void addConsumer(ChannelWise &found) {
  Value result = found.op->getResult(0);
  // Loops of the result, in the order of its axes: the consumer's are those.
  if (!result.hasOneUse())
    return;
  OpOperand &use = *result.use_begin();
  auto consumer = dyn_cast<linalg::LinalgOp>(use.getOwner());
  if (!consumer || !consumer.hasPureTensorSemantics() ||
      !consumer.isDpsInput(&use) || !linalg::isElementwise(consumer) ||
      !isInOrder(consumer, &use) ||
      consumer->getBlock() != found.op->getBlock())
    return;
  found.fused.insert(found.op);
  found.last = consumer;
}

/// The type of a tensor behind its `outer` axes.
static RankedTensorType getTypeBehind(Value value, unsigned outer) {
  auto type = cast<RankedTensorType>(value.getType());
  return type.clone(type.getShape().drop_front(outer));
}

/// Channels of an iteration: as many as the first cache holds half of, with
/// their images, and as divide them; but some for every thread. Of images of
/// unknown size it is one.
static int64_t chooseChannels(ChannelWise &found, const CPUTarget &target) {
  Value result = found.op->getResult(0);
  int64_t channels =
      cast<RankedTensorType>(result.getType()).getDimSize(found.outer - 1);
  RankedTensorType to = getTypeBehind(result, found.outer),
                   from = getTypeBehind(found.image->get(), found.outer);
  if (!to.hasStaticShape() || !from.hasStaticShape())
    return 1;
  int64_t bytes = saturatingSum(countBytes(to), countBytes(from));
  int64_t most =
      std::min(target.l1 / 2 / bytes, channels / (2 * target.threads));
  for (int64_t size = std::min(most, maxChannels); size > 1; --size)
    if (channels % size == 0)
      return size;
  return 1;
}

/// Taps for which it pays to compute values that are dropped, and to copy the
/// others.
static constexpr int64_t mostlyTaps = 25;
/// The shortest vector that is worth the name.
static constexpr int64_t leastLanes = 4;

/// The values of a row that are computed, of which there are so many: of less
/// than a vector as many as a shorter one has.
static int64_t roundUpRow(int64_t width, int64_t lanes) {
  return width < leastLanes || width >= lanes ? width
                                              : llvm::PowerOf2Ceil(width);
}

static int64_t countTaps(linalg::LinalgOp op) {
  int64_t taps = 1;
  for (auto [range, iterator] :
       llvm::zip_equal(op.getStaticLoopRanges(), op.getIteratorTypesArray()))
    if (iterator == utils::IteratorType::reduction)
      taps = saturatingProduct(taps, range);
  return taps;
}

/// The image with more columns of padding at its end.
static Value addColumns(RewriterBase &rewriter, Location loc, Value image,
                        int64_t count) {
  auto type = cast<RankedTensorType>(image.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape.back() += count;
  SmallVector<OpFoldResult> low(type.getRank(), rewriter.getIndexAttr(0)),
      high = low;
  Value source = image, padding;
  if (auto pad = image.getDefiningOp<tensor::PadOp>())
    if ((padding = pad.getConstantPaddingValue())) {
      source = pad.getSource();
      low = pad.getMixedLowPad();
      high = pad.getMixedHighPad();
    }
  if (!padding)
    padding = arith::ConstantOp::create(
        rewriter, loc, rewriter.getZeroAttr(type.getElementType()));
  AffineExpr d0 = rewriter.getAffineDimExpr(0);
  high.back() = affine::makeComposedFoldedAffineApply(rewriter, loc, d0 + count,
                                                      {high.back()});
  return tensor::PadOp::create(rewriter, loc, type.clone(shape), source, low,
                               high, padding);
}

/// Computes rows of less than a vector to the end of one, from more columns of
/// padding, and drops what is behind: no vector is as long as the row.
static void widenRows(RewriterBase &rewriter, linalg::LinalgOp op,
                      int64_t lanes) {
  std::optional<ChannelWise> found = match(op);
  if (!found) // or it is on memrefs, and has no result
    return;
  auto fill = op.getDpsInits().front().getDefiningOp<linalg::FillOp>();
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!fill || !type || !type.hasStaticShape() || countTaps(op) < mostlyTaps ||
      !cast<RankedTensorType>(found->image->get().getType()).hasStaticShape())
    return;
  // Only the image depends on the column, which it has innermost.
  AffineMap result = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  unsigned column = result.getDimPosition(result.getNumResults() - 1);
  for (OpOperand *input : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(input);
    if (map.isFunctionOfDim(column) != (input == found->image) ||
        !isStepping(map, column, 1))
      return;
  }
  int64_t width = type.getShape().back(), wide = roundUpRow(width, lanes);
  if (wide == width)
    return;
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<int64_t> shape(type.getShape());
  shape.back() = wide;
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, shape, type.getElementType());
  Value zeros =
      linalg::FillOp::create(rewriter, loc, fill.value(), empty).getResult(0);
  IRMapping mapping;
  mapping.map(op.getDpsInits().front(), zeros);
  mapping.map(found->image->get(),
              addColumns(rewriter, loc, found->image->get(), wide - width));
  Operation *widened = rewriter.clone(*op, mapping);
  widened->getResult(0).setType(type.clone(shape));
  TensorSlice slice = TensorSlice::whole(rewriter, loc, widened->getResult(0));
  slice.sizes.back() = rewriter.getIndexAttr(width);
  rewriter.replaceOp(op, slice.extract(rewriter, loc, widened->getResult(0)));
}

static LogicalResult tile(RewriterBase &rewriter, ChannelWise &found,
                          const CPUTarget &target) {
  SmallVector<OpFoldResult> sizes(found.last.getNumLoops(),
                                  rewriter.getIndexAttr(0));
  // The loops of the result's leading axes.
  AffineMap result =
      found.last.getMatchingIndexingMap(found.last.getDpsInitOperand(0));
  for (unsigned axis = 0; axis < found.outer; ++axis)
    sizes[result.getDimPosition(axis)] = rewriter.getIndexAttr(
        axis + 1 == found.outer ? chooseChannels(found, target) : 1);
  scf::SCFTileAndFuseOptions options;
  options.tilingOptions.setTileSizes(sizes);
  options.tilingOptions.setLoopType(scf::SCFTilingOptions::LoopType::ForallOp);
  options.setFusionControlFn(
      [&](tensor::ExtractSliceOp, OpResult producer,
          bool) -> std::optional<scf::SCFTileAndFuseOptions::ControlFnResult> {
        if (found.fused.contains(producer.getOwner()))
          return scf::SCFTileAndFuseOptions::ControlFnResult{};
        return std::nullopt;
      });
  rewriter.setInsertionPoint(found.last);
  FailureOr<scf::SCFTileAndFuseResult> tiled =
      scf::tileConsumerAndFuseProducersUsingSCF(
          rewriter, cast<TilingInterface>(found.last.getOperation()), options);
  if (failed(tiled))
    return found.last->emitOpError("could not be tiled by channels");
  rewriter.replaceOp(found.last,
                     tiled->replacements.lookup(found.last->getResult(0)));
  return success();
}

namespace {
class WinogradTileChannels
    : public winograd::impl::WinogradTileChannelsBase<WinogradTileChannels> {
public:
  using WinogradTileChannelsBase::WinogradTileChannelsBase;

  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) {
      // What is in a loop has been tiled.
      if (!op->getParentOfType<LoopLikeOpInterface>())
        ops.push_back(op);
    });
    CPUTarget target = getCPUTarget(getOperation());
    IRRewriter rewriter(&getContext());
    // The last ones first: they take what precedes along.
    for (linalg::LinalgOp op : llvm::reverse(ops)) {
      if (op->use_empty())
        continue;
      std::optional<ChannelWise> found = match(op);
      if (!found)
        continue;
      addProducers(*found);
      addFill(*found, op);
      addConsumer(*found);
      if (failed(tile(rewriter, *found, target)))
        return signalPassFailure();
      ++numTiled;
    }
    if (failed(simplify()))
      return signalPassFailure();
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (op->getParentOfType<LoopLikeOpInterface>())
        widenRows(rewriter, op, target.lanes());
    });
  }

private:
  /// What a channel has between two operations is a tensor of its own, and its
  /// padding has no condition that always holds.
  LogicalResult simplify() {
    RewritePatternSet patterns(&getContext());
    tensor::populateFoldTensorEmptyPatterns(patterns);
    scf::IfOp::getCanonicalizationPatterns(patterns, &getContext());
    return rewriteOperations(getOperation(), std::move(patterns));
  }
};
} // namespace
