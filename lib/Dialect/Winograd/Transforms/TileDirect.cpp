//===- TileDirect.cpp - Direct convolutions in panels --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Utils/PassOptions.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/TensorSlice.h"
#include "FilterPacking.h"
#include "OutputTiles.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADTILEDIRECT
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A direct convolution that is to be computed in panels.
struct DirectConvolution {
  linalg::GenericOp op;
  unsigned channel;    ///< the loop over output channels
  unsigned filterAxis; ///< its axis in the filter
  unsigned inputChannel;
  std::optional<unsigned> batch;
  unsigned row; ///< the outermost loop over the image
};
} // namespace

/// Whether the window begins with the image and goes on from there.
static bool isForward(const Convolution::Window &window) {
  return window.offset == 0 && window.stride > 0 && window.dilation > 0;
}

/// The convolution, if its channels stand outside of its images.
static std::optional<DirectConvolution> match(linalg::GenericOp op,
                                              int64_t lanes) {
  if (!op.hasPureTensorSemantics() || op.hasDynamicShape() ||
      llvm::is_contained(op.getStaticLoopRanges(), 0) ||
      !looksLikeConvolution(op))
    return std::nullopt;
  std::string reason;
  FailureOr<Convolution> convolution = analyzeConvolution(op, reason);
  if (failed(convolution) || convolution->image != 0 ||
      !convolution->depth.empty() || convolution->batch.size() > 1 ||
      convolution->outputChannel.size() != 1 ||
      convolution->inputChannel.size() != 1 ||
      !llvm::all_of(convolution->windows, isForward))
    return std::nullopt;
  DirectConvolution found;
  found.op = op;
  found.channel = convolution->outputChannel.front();
  found.inputChannel = convolution->inputChannel.front();
  if (!convolution->batch.empty())
    found.batch = convolution->batch.front();
  AffineMap output = convolution->getResultMap();
  auto dimAt = [&](unsigned axis) {
    return cast<AffineDimExpr>(output.getResult(axis)).getPosition();
  };
  if (dimAt(output.getNumResults() - 1) == found.channel ||
      op.getStaticLoopRanges()[found.channel] % lanes != 0)
    return std::nullopt;
  for (unsigned axis = 0; axis < output.getNumResults(); ++axis)
    if (convolution->findImage(dimAt(axis))) {
      found.row = dimAt(axis);
      break;
    }
  AffineMap filter = op.getIndexingMapsArray()[1];
  std::optional<unsigned> axis = filter.getResultPosition(
      getAffineDimExpr(found.channel, op.getContext()));
  if (!axis)
    return std::nullopt;
  found.filterAxis = *axis;
  return found;
}

/// The largest divisor of `extent` that is at most `limit`, of those that are
/// no longer than any block needs to be.
static int64_t largestDivisor(int64_t extent, int64_t limit) {
  limit = std::min<int64_t>(limit, 65536);
  for (int64_t size = std::min(extent, limit); size > 1; --size)
    if (extent % size == 0)
      return size;
  return 1;
}

namespace {
class DirectTiling {
public:
  DirectTiling(RewriterBase &rewriter, DirectConvolution found,
               const CPUTarget &target, int64_t lanes)
      : rewriter(rewriter), found(found), op(found.op), loc(op.getLoc()),
        ranges(op.getStaticLoopRanges()) {
    int64_t channels = ranges[found.channel];
    panel = lanes * target.columns();
    if (channels % panel != 0)
      panel = lanes;
    // The panel of a block of rows stays in half of the second-level cache.
    auto type = cast<ShapedType>(op.getResult(0).getType());
    int64_t bytes =
        panel * llvm::divideCeil(type.getElementTypeBitWidth(), CHAR_BIT);
    for (auto [axis, expr] : llvm::enumerate(outputMap().getResults())) {
      unsigned loop = cast<AffineDimExpr>(expr).getPosition();
      if (loop != found.channel && loop != found.row && loop != found.batch)
        bytes = saturatingProduct(bytes, ranges[loop]);
    }
    rows = largestDivisor(ranges[found.row],
                          std::max<int64_t>(1, target.l2 / 2 / bytes));
  }

  LogicalResult run();

private:
  AffineMap outputMap() { return op.getIndexingMapsArray()[2]; }
  linalg::GenericOp createPanel(OpFoldResult image, OpFoldResult index);
  Value extractImage(AffineMap map, OpFoldResult image);
  linalg::GenericOp createStore(Value accumulators);

  RewriterBase &rewriter;
  DirectConvolution found;
  linalg::GenericOp op;
  Location loc;
  SmallVector<int64_t> ranges;
  SmallVector<unsigned> loops; ///< of `op`, in the order of the panel's
  int64_t panel, rows;
  Value packedFilter;
};
} // namespace

/// The convolution of one panel of one image, with the channels innermost, and
/// the loops over the image before that over the channels, as register tiles
/// want them.
linalg::GenericOp DirectTiling::createPanel(OpFoldResult image,
                                            OpFoldResult index) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<utils::IteratorType> iterators;
  SmallVector<AffineExpr> renamed(op.getNumLoops());
  auto add = [&](unsigned loop) {
    renamed[loop] = rewriter.getAffineDimExpr(loops.size());
    iterators.push_back(op.getIteratorTypesArray()[loop]);
    loops.push_back(loop);
  };
  loops.clear();
  SmallVector<unsigned> taps;
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray())) {
    bool isImage = loop != found.channel && loop != found.batch;
    if (type == utils::IteratorType::parallel && isImage)
      add(loop);
    else if (type == utils::IteratorType::reduction &&
             loop != found.inputChannel)
      taps.push_back(loop);
  }
  add(found.channel);
  // The innermost loop will be unrolled. It must not be that over the taps
  // along a row: they read the same values, which would take more registers
  // than there are.
  if (taps.size() > 1)
    add(found.inputChannel);
  for (unsigned tap : llvm::reverse(taps))
    add(tap);
  if (taps.size() <= 1)
    add(found.inputChannel);
  // Without the batch's axis, and with the channels' axis last.
  auto rebuild = [&](AffineMap map) {
    SmallVector<AffineExpr> exprs;
    for (AffineExpr expr : map.getResults())
      if (expr != rewriter.getAffineDimExpr(found.channel) &&
          !(found.batch && expr == rewriter.getAffineDimExpr(*found.batch)))
        exprs.push_back(expr.replaceDims(renamed));
    if (map.isFunctionOfDim(found.channel))
      exprs.push_back(renamed[found.channel]);
    return AffineMap::get(loops.size(), 0, exprs, rewriter.getContext());
  };
  AffineMap output = rebuild(maps[2]);
  SmallVector<int64_t> shape;
  for (AffineExpr expr : output.getResults()) {
    unsigned loop = loops[cast<AffineDimExpr>(expr).getPosition()];
    shape.push_back(loop == found.channel ? panel : ranges[loop]);
  }
  Type type = getElementTypeOrSelf(op.getResult(0).getType());
  Value filter = extractPanel(rewriter, packedFilter, index, panel);
  Value zero =
      arith::ConstantOp::create(rewriter, loc, rewriter.getZeroAttr(type));
  Value empty = tensor::EmptyOp::create(rewriter, loc, shape, type);
  Value init = linalg::FillOp::create(rewriter, loc, zero, ValueRange{empty})
                   .getResult(0);
  auto convolution = linalg::GenericOp::create(
      rewriter, loc, init.getType(),
      ValueRange{extractImage(maps[0], image), filter}, init,
      {rebuild(maps[0]), rebuild(maps[1]), output}, iterators);
  rewriter.cloneRegionBefore(op.getRegion(), convolution.getRegion(),
                             convolution.getRegion().begin());
  return convolution;
}

/// One image of the input, without the batch's axis.
Value DirectTiling::extractImage(AffineMap map, OpFoldResult image) {
  Value input = op.getInputs()[0];
  if (!found.batch)
    return input;
  unsigned axis =
      *map.getResultPosition(rewriter.getAffineDimExpr(*found.batch));
  TensorSlice slice = TensorSlice::whole(rewriter, loc, input);
  slice.offsets[axis] = image;
  slice.sizes[axis] = rewriter.getIndexAttr(1);
  slice.dropped.resize(slice.sizes.size());
  slice.dropped.set(axis);
  return slice.extract(rewriter, loc, input);
}

/// y = acc, or init + acc, in the order of y; of a tensor whose channels are
/// one panel. It stands for the convolution where what follows is tiled.
linalg::GenericOp DirectTiling::createStore(Value accumulators) {
  AffineMap output = outputMap();
  unsigned rank = output.getNumResults();
  SmallVector<AffineExpr> exprs;
  AffineExpr channel;
  for (unsigned axis = 0; axis < rank; ++axis) {
    AffineExpr expr = rewriter.getAffineDimExpr(axis);
    unsigned loop = cast<AffineDimExpr>(output.getResult(axis)).getPosition();
    if (loop == found.channel)
      channel = expr;
    else if (loop != found.batch)
      exprs.push_back(expr);
  }
  exprs.push_back(channel);
  AffineMap identity = rewriter.getMultiDimIdentityMap(rank);
  SmallVector<AffineMap> maps{
      AffineMap::get(rank, 0, exprs, rewriter.getContext())};
  SmallVector<Value> inputs{accumulators};
  Value init = op.getDpsInits().front();
  bool addsInit = !isZeroTensor(init);
  if (addsInit) {
    maps.push_back(identity);
    inputs.push_back(init);
  }
  maps.push_back(identity);
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, cast<RankedTensorType>(init.getType()).getShape(),
      getElementTypeOrSelf(init.getType()));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
      rewriter, loc, init.getType(), inputs, empty, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        Value sum = args[0];
        if (addsInit)
          sum = isa<FloatType>(sum.getType())
                    ? arith::AddFOp::create(b, loc, args[1], sum).getResult()
                    : arith::AddIOp::create(b, loc, args[1], sum).getResult();
        linalg::YieldOp::create(b, loc, sum);
      });
}

LogicalResult DirectTiling::run() {
  AffineMap output = outputMap();
  linalg::GenericOp epilogue = findEpilogue(op.getResult(0));
  Operation *last = epilogue ? epilogue.getOperation() : op.getOperation();
  rewriter.setInsertionPoint(last);
  packedFilter =
      packPanels(rewriter, op.getInputs()[1], found.filterAxis, panel);

  // The loops, and the block of y that an iteration computes.
  SmallVector<OpFoldResult> lower(3, rewriter.getIndexAttr(0)), upper, steps;
  int64_t images = found.batch ? ranges[*found.batch] : 1;
  for (int64_t bound :
       {images, ranges[found.channel] / panel, ranges[found.row] / rows}) {
    upper.push_back(rewriter.getIndexAttr(bound));
    steps.push_back(rewriter.getIndexAttr(1));
  }
  Value destination;
  if (epilogue) {
    destination = epilogue.getDpsInits().front();
  } else {
    auto type = cast<RankedTensorType>(op.getResult(0).getType());
    destination = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                          type.getElementType());
  }
  auto forall = scf::ForallOp::create(rewriter, loc, lower, upper, steps,
                                      ValueRange{destination}, std::nullopt);
  rewriter.setInsertionPointToStart(forall.getBody());
  SmallVector<Value> ivs = forall.getInductionVars();
  auto scaled = [&](Value value, int64_t factor) {
    return affine::makeComposedFoldedAffineApply(
        rewriter, loc, rewriter.getAffineDimExpr(0) * factor, {value});
  };
  OpFoldResult zero = rewriter.getIndexAttr(0), one = rewriter.getIndexAttr(1);
  SmallVector<OpFoldResult> yOffsets, ySizes;
  for (AffineExpr expr : output.getResults()) {
    unsigned loop = cast<AffineDimExpr>(expr).getPosition();
    OpFoldResult offset = zero, size = rewriter.getIndexAttr(ranges[loop]);
    if (loop == found.channel) {
      offset = scaled(ivs[1], panel);
      size = rewriter.getIndexAttr(panel);
    } else if (loop == found.batch) {
      offset = ivs[0];
      size = one;
    } else if (loop == found.row) {
      offset = scaled(ivs[2], rows);
      size = rewriter.getIndexAttr(rows);
    }
    yOffsets.push_back(offset);
    ySizes.push_back(size);
  }

  // The accumulators of the block.
  linalg::GenericOp whole = createPanel(ivs[0], ivs[1]);
  SmallVector<OpFoldResult> offsets, sizes;
  for (unsigned loop : loops) {
    bool isRow = loop == found.row, isChannel = loop == found.channel;
    offsets.push_back(isRow ? scaled(ivs[2], rows) : zero);
    sizes.push_back(rewriter.getIndexAttr(isRow       ? rows
                                          : isChannel ? panel
                                                      : ranges[loop]));
  }
  FailureOr<TilingResult> tiled =
      cast<TilingInterface>(whole.getOperation())
          .getTiledImplementation(rewriter, offsets, sizes);
  if (failed(tiled))
    return failure();
  auto block = cast<linalg::GenericOp>(tiled->tiledOps.front());
  auto initSlice =
      block.getDpsInits().front().getDefiningOp<tensor::ExtractSliceOp>();
  if (initSlice) {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(initSlice);
    FailureOr<TilingResult> fill = tensor::replaceExtractSliceWithTiledProducer(
        rewriter, initSlice, cast<OpResult>(initSlice.getSource()));
    if (succeeded(fill))
      rewriter.replaceOp(initSlice, fill->tiledValues.front());
  }

  // The store of the block, with what follows.
  auto panelType = cast<RankedTensorType>(whole.getResult(0).getType());
  SmallVector<int64_t> shape(panelType.getShape());
  shape.back() = ranges[found.channel];
  Value untransposed =
      tensor::EmptyOp::create(rewriter, loc, shape, panelType.getElementType());
  linalg::GenericOp store = createStore(untransposed);
  FailureOr<TilingResult> stored =
      cast<TilingInterface>(store.getOperation())
          .getTiledImplementation(rewriter, yOffsets, ySizes);
  if (failed(stored))
    return failure();
  linalg::GenericOp finalStore =
      cast<linalg::GenericOp>(stored->tiledOps.front());
  finalStore->setOperand(0, block.getResult(0));
  if (epilogue) {
    unsigned operand = op.getResult(0).use_begin()->getOperandNumber();
    FailureOr<linalg::GenericOp> tile = tileEpilogue(
        rewriter, epilogue, operand, finalStore.getResult(0), yOffsets, ySizes);
    if (failed(tile))
      return failure();
    FailureOr<linalg::ElementwiseOpFusionResult> fused =
        linalg::fuseElementwiseOps(rewriter, &(*tile)->getOpOperand(operand));
    if (failed(fused))
      return failure();
    finalStore = cast<linalg::GenericOp>(fused->fusedOp);
  }
  FailureOr<tensor::ExtractSliceOp> slice = sliceDestination(
      finalStore.getDpsInits().front(), forall.getRegionIterArgs().front());
  if (failed(slice))
    return failure();
  storeTile(rewriter, forall, finalStore.getResult(0), *slice);
  rewriter.replaceAllUsesWith(last->getResult(0), forall.getResult(0));
  return success();
}

namespace {
class WinogradTileDirect
    : public winograd::impl::WinogradTileDirectBase<WinogradTileDirect> {
public:
  using WinogradTileDirectBase::WinogradTileDirectBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "lanes", lanes, 0, limits::lanes)))
      return signalPassFailure();
    CPUTarget target = getCPUTarget(getOperation());
    int64_t width = lanes ? lanes : target.lanes();
    SmallVector<DirectConvolution> convolutions;
    getOperation()->walk([&](linalg::GenericOp op) {
      if (std::optional<DirectConvolution> found = match(op, width))
        convolutions.push_back(*found);
    });
    IRRewriter rewriter(&getContext());
    for (DirectConvolution &found : convolutions) {
      if (failed(DirectTiling(rewriter, found, target, width).run())) {
        found.op.emitOpError("could not be tiled");
        return signalPassFailure();
      }
      ++numTiled;
    }
  }
};
} // namespace
