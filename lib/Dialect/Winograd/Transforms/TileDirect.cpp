//===- TileDirect.cpp - Direct convolutions in panels --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DirectPanel.h"
#include "FilterPacking.h"
#include "OutputTiles.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Utils/PassOptions.h"
#include "winograd/Utils/TensorSlice.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADTILEDIRECT
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether the window begins with the image and goes on from there.
static bool isForward(const Convolution::Window &window) {
  return window.offset == 0 && window.stride > 0 && window.dilation > 0;
}

/// Whether no sizes but those of the batch and of images are unknown. Panels
/// have the filter's sizes as its type says them.
static bool hasStaticChannels(const Convolution &convolution) {
  linalg::LinalgOp op = convolution.op;
  auto filter = cast<ShapedType>(convolution.getFilter().getType());
  if (!filter.hasStaticShape())
    return false;
  for (auto [loop, range] : llvm::enumerate(op.getStaticLoopRanges()))
    if (ShapedType::isDynamic(range) && !convolution.findImage(loop) &&
        !llvm::is_contained(convolution.batch, loop))
      return false;
  return true;
}

static int64_t countPixels(int64_t range) {
  return ShapedType::isDynamic(range) ? guessedSize : range;
}

/// Whether vectors of channels, the last ones filled with zeros, are better
/// than vectors of the pixels of a row, which can be no steps apart; or, where
/// channels are innermost, than what is left of them.
static bool preferChannels(const Convolution &convolution, unsigned channel,
                           unsigned innermost, int64_t lanes) {
  linalg::LinalgOp op = convolution.op;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  bool isWhole = ranges[channel] % lanes == 0;
  if (isWhole || innermost == channel)
    return isWhole != (innermost == channel);
  const Convolution::Window *window = convolution.findImage(innermost);
  if (!window || window->stride != 1)
    return true;
  return prefersChannels(ranges[channel], countPixels(ranges[innermost]),
                         lanes);
}

/// How much more vectors of pixels have to compute than those of channels for a
/// pointwise convolution to go through panels.
static constexpr double worthPanels = 1.2;

/// Whether a pointwise convolution is left to the product of its matrices,
/// whose vectors are pixels: where these fill them well, there is nothing to
/// transpose (winograd-normalize-contractions).
static bool isProductOfPixels(const Convolution &convolution, unsigned channel,
                              unsigned innermost, int64_t lanes) {
  bool hasTaps =
      llvm::any_of(convolution.windows, [](const Convolution::Window &window) {
        return window.taps > 1;
      });
  if (hasTaps || innermost == channel)
    return false;
  SmallVector<int64_t> ranges =
      linalg::LinalgOp(convolution.op).getStaticLoopRanges();
  int64_t pixels = 1;
  for (const Convolution::Window &window : convolution.windows)
    pixels = saturatingProduct(pixels, countPixels(ranges[window.image]));
  return pixels == 1 || fillVectors(pixels, lanes) <
                            worthPanels * fillVectors(ranges[channel], lanes);
}

/// The convolution, if its channels stand outside of its images.
static std::optional<PanelConvolution> match(linalg::GenericOp op,
                                             int64_t lanes) {
  if (!op.hasPureTensorSemantics() ||
      llvm::is_contained(op.getStaticLoopRanges(), 0) ||
      !looksLikeConvolution(op))
    return std::nullopt;
  std::string reason;
  FailureOr<Convolution> convolution = analyzeConvolution(op, reason);
  if (failed(convolution) || convolution->image != 0 ||
      !hasStaticChannels(*convolution) ||
      convolution->outputChannel.size() != 1 ||
      convolution->inputChannel.size() != 1 ||
      !llvm::all_of(convolution->windows, isForward))
    return std::nullopt;
  PanelConvolution found;
  found.op = op;
  found.channel = convolution->outputChannel.front();
  found.inputChannel = convolution->inputChannel.front();
  llvm::append_range(found.outer, convolution->batch);
  llvm::append_range(found.outer, convolution->depth);
  AffineMap output = convolution->getResultMap();
  auto dimAt = [&](unsigned axis) {
    return found.loopOf(output.getResult(axis));
  };
  unsigned innermost = dimAt(output.getNumResults() - 1);
  if (isProductOfPixels(*convolution, found.channel, innermost, lanes) ||
      !preferChannels(*convolution, found.channel, innermost, lanes))
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

/// The sizes of the panels and of the blocks of rows. Of unknown size, a row of
/// an image is a block.
static DirectBlock chooseBlock(PanelConvolution &convolution,
                               const CPUTarget &target, int64_t lanes) {
  SmallVector<int64_t> ranges = convolution.ranges();
  auto type = cast<ShapedType>(convolution.op.getResult(0).getType());
  int64_t rowBytes = llvm::divideCeil(type.getElementTypeBitWidth(), CHAR_BIT);
  bool isUnknown = ShapedType::isDynamic(ranges[convolution.row]);
  int64_t rows = countPixels(ranges[convolution.row]);
  for (AffineExpr expr : convolution.outputMap().getResults()) {
    unsigned loop = convolution.loopOf(expr);
    if (loop == convolution.channel || loop == convolution.row ||
        convolution.isOuter(loop))
      continue;
    if (isUnknown || ShapedType::isDynamic(ranges[loop]))
      rows = 1;
    else
      rowBytes = saturatingProduct(rowBytes, ranges[loop]);
  }
  return chooseDirectBlock(target, lanes, ranges[convolution.channel], rows,
                           rowBytes);
}

namespace {
/// Rewrites one convolution, and what follows elementwise:
///
///   for each image, group, panel of channels, block of rows
///     sums of the block = convolution of the panel
///     block of y = sums, transposed, with init and what follows
///
/// and once more for the channels behind the last whole panel: their panel ends
/// in zeros, with a vector's last one.
class DirectTiling {
public:
  DirectTiling(RewriterBase &rewriter, PanelConvolution convolution,
               DirectBlock block, int64_t lanes)
      : rewriter(rewriter), convolution(convolution), op(convolution.op),
        loc(op.getLoc()), block(block), lanes(lanes),
        ranges(convolution.ranges()),
        extents(getExtents(rewriter, convolution)),
        epilogue(findEpilogue(op.getResult(0))) {}

  LogicalResult run();

private:
  /// A part of y, one offset and size for each axis.
  struct Part {
    SmallVector<OpFoldResult> offsets, sizes;
  };
  /// Panels of one size.
  struct Panels {
    int64_t first, count;
    int64_t channels; ///< of a panel, without the zeros
  };

  Operation *last() {
    return epilogue ? epilogue.getOperation() : op.getOperation();
  }
  Value createDestination();
  FailureOr<Value> tilePanels(const Panels &panels, Value filter,
                              Value destination);
  scf::ForallOp createLoops(int64_t numPanels, Value destination);
  OpFoldResult scale(Value index, int64_t factor, int64_t offset = 0);
  OpFoldResult countRows();
  Part getPart(ArrayRef<unsigned> loops, int64_t channels);
  FailureOr<Value> computeSums(Panel &panel);
  FailureOr<linalg::GenericOp> storeSums(Panel &panel, Value sums,
                                         int64_t channels);
  FailureOr<linalg::GenericOp> fuseEpilogue(linalg::GenericOp store,
                                            const Part &part);

  RewriterBase &rewriter;
  PanelConvolution convolution;
  linalg::GenericOp op;
  Location loc;
  DirectBlock block;
  int64_t lanes;
  SmallVector<int64_t> ranges;
  SmallVector<OpFoldResult> extents; ///< of the loops that the result has
  linalg::GenericOp epilogue;
  /// The place of an iteration.
  SmallVector<Value> image; ///< one for each outer loop
  Value panelIndex, rowBlock;
  int64_t firstPanel = 0;
};
} // namespace

Value DirectTiling::createDestination() {
  if (epilogue)
    return epilogue.getDpsInits().front();
  Value init = op.getDpsInits().front();
  return tensor::EmptyOp::create(rewriter, loc,
                                 tensor::getMixedSizes(rewriter, loc, init),
                                 getElementTypeOrSelf(init.getType()));
}

/// The loops over images, groups, panels and blocks of rows, with an empty
/// body.
scf::ForallOp DirectTiling::createLoops(int64_t numPanels, Value destination) {
  SmallVector<OpFoldResult> upper;
  for (unsigned loop : convolution.outer)
    upper.push_back(extents[loop]);
  upper.push_back(rewriter.getIndexAttr(numPanels));
  upper.push_back(affine::makeComposedFoldedAffineApply(
      rewriter, loc, rewriter.getAffineDimExpr(0).ceilDiv(block.rows),
      {extents[convolution.row]}));
  SmallVector<OpFoldResult> lower(upper.size(), rewriter.getIndexAttr(0)),
      steps(upper.size(), rewriter.getIndexAttr(1));
  auto forall = scf::ForallOp::create(rewriter, loc, lower, upper, steps,
                                      ValueRange{destination}, std::nullopt);
  image = forall.getInductionVars();
  rowBlock = image.pop_back_val();
  panelIndex = image.pop_back_val();
  return forall;
}

OpFoldResult DirectTiling::scale(Value index, int64_t factor, int64_t offset) {
  return affine::makeComposedFoldedAffineApply(
      rewriter, loc, (rewriter.getAffineDimExpr(0) + offset) * factor, {index});
}

/// Of the block: of an unknown number, the last one has what is left.
OpFoldResult DirectTiling::countRows() {
  if (block.rows == 1 || !ShapedType::isDynamic(ranges[convolution.row]))
    return rewriter.getIndexAttr(block.rows);
  AffineExpr d0, d1;
  bindDims(rewriter.getContext(), d0, d1);
  AffineExpr most = rewriter.getAffineConstantExpr(block.rows);
  return affine::makeComposedFoldedAffineMin(
      rewriter, loc,
      AffineMap::get(2, 0, {most, d1 - d0 * block.rows}, rewriter.getContext()),
      {rowBlock, extents[convolution.row]});
}

/// What an iteration computes, along these loops of the convolution, of so many
/// `channels`.
DirectTiling::Part DirectTiling::getPart(ArrayRef<unsigned> loops,
                                         int64_t channels) {
  Part part;
  for (unsigned loop : loops) {
    OpFoldResult offset = rewriter.getIndexAttr(0);
    OpFoldResult size = extents[loop];
    if (loop == convolution.channel) {
      offset = scale(panelIndex, block.panel, firstPanel);
      size = rewriter.getIndexAttr(channels);
    } else if (const unsigned *outer = llvm::find(convolution.outer, loop);
               outer != convolution.outer.end()) {
      offset = image[outer - convolution.outer.begin()];
      size = rewriter.getIndexAttr(1);
    } else if (loop == convolution.row) {
      offset = scale(rowBlock, block.rows);
      size = countRows();
    }
    part.offsets.push_back(offset);
    part.sizes.push_back(size);
  }
  return part;
}

/// The sums of the block of rows, from zero on.
FailureOr<Value> DirectTiling::computeSums(Panel &panel) {
  auto type = cast<RankedTensorType>(panel.op.getResult(0).getType());
  Part part = getPart(panel.loops, type.getShape().back());
  // The panel's filter and sums have its channels only.
  for (auto [loop, offset] : llvm::zip_equal(panel.loops, part.offsets))
    if (loop == convolution.channel)
      offset = rewriter.getIndexAttr(0);
  FailureOr<TilingResult> tiled =
      cast<TilingInterface>(panel.op.getOperation())
          .getTiledImplementation(rewriter, part.offsets, part.sizes);
  if (failed(tiled))
    return failure();
  auto tile = cast<linalg::GenericOp>(tiled->tiledOps.front());
  auto zeros =
      tile.getDpsInits().front().getDefiningOp<tensor::ExtractSliceOp>();
  if (zeros) {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(zeros);
    FailureOr<TilingResult> fill = tensor::replaceExtractSliceWithTiledProducer(
        rewriter, zeros, cast<OpResult>(zeros.getSource()));
    if (succeeded(fill))
      rewriter.replaceOp(zeros, fill->tiledValues.front());
  }
  return tile.getResult(0);
}

/// The block of y, from its sums, of which those of the zeros are left out.
FailureOr<linalg::GenericOp> DirectTiling::storeSums(Panel &panel, Value sums,
                                                     int64_t channels) {
  SmallVector<unsigned> loops;
  for (AffineExpr expr : convolution.outputMap().getResults())
    loops.push_back(convolution.loopOf(expr));
  Part part = getPart(loops, channels);
  auto panelType = cast<RankedTensorType>(panel.op.getResult(0).getType());
  SmallVector<OpFoldResult> sizes;
  for (unsigned loop : loops)
    if (loop != convolution.channel && !convolution.isOuter(loop))
      sizes.push_back(extents[loop]);
  sizes.push_back(extents[convolution.channel]);
  Value allSums =
      tensor::EmptyOp::create(rewriter, loc, sizes, panelType.getElementType());
  linalg::GenericOp whole = createStore(rewriter, convolution, allSums);
  FailureOr<TilingResult> tiled =
      cast<TilingInterface>(whole.getOperation())
          .getTiledImplementation(rewriter, part.offsets, part.sizes);
  if (failed(tiled))
    return failure();
  auto store = cast<linalg::GenericOp>(tiled->tiledOps.front());
  if (channels != cast<RankedTensorType>(sums.getType()).getShape().back()) {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(store);
    TensorSlice slice = TensorSlice::whole(rewriter, loc, sums);
    slice.sizes.back() = rewriter.getIndexAttr(channels);
    sums = slice.extract(rewriter, loc, sums);
  }
  store->setOperand(0, sums);
  return epilogue ? fuseEpilogue(store, part) : store;
}

FailureOr<linalg::GenericOp> DirectTiling::fuseEpilogue(linalg::GenericOp store,
                                                        const Part &part) {
  unsigned operand = op.getResult(0).use_begin()->getOperandNumber();
  FailureOr<linalg::GenericOp> tile =
      tileEpilogue(rewriter, epilogue, operand, store.getResult(0),
                   part.offsets, part.sizes);
  if (failed(tile))
    return failure();
  FailureOr<linalg::ElementwiseOpFusionResult> fused =
      linalg::fuseElementwiseOps(rewriter, &(*tile)->getOpOperand(operand));
  if (failed(fused))
    return failure();
  return cast<linalg::GenericOp>(fused->fusedOp);
}

/// Adds these panels to the destination.
FailureOr<Value> DirectTiling::tilePanels(const Panels &panels, Value filter,
                                          Value destination) {
  OpBuilder::InsertionGuard guard(rewriter);
  scf::ForallOp loops = createLoops(panels.count, destination);
  rewriter.setInsertionPointToStart(loops.getBody());
  firstPanel = panels.first;
  auto index = getValueOrCreateConstantIndexOp(
      rewriter, loc, scale(panelIndex, 1, firstPanel));
  Panel panel = createPanel(rewriter, convolution, filter, extents,
                            padChannels(panels.channels, lanes), image, index);
  FailureOr<Value> sums = computeSums(panel);
  if (failed(sums))
    return failure();
  FailureOr<linalg::GenericOp> store = storeSums(panel, *sums, panels.channels);
  if (failed(store))
    return failure();
  FailureOr<tensor::ExtractSliceOp> slice = sliceDestination(
      store->getDpsInits().front(), loops.getRegionIterArgs().front());
  if (failed(slice))
    return failure();
  storeTile(rewriter, loops, store->getResult(0), *slice);
  return loops.getResult(0);
}

/// Makes a tensor of its own of an image of unknown size that is padded. Slices
/// of a pad become pads, which each block would do again. (Of known sizes, an
/// image is a slice of lower rank, which stays.)
static LogicalResult storePadded(RewriterBase &rewriter, linalg::GenericOp op) {
  auto pad = op.getInputs()[0].getDefiningOp<tensor::PadOp>();
  if (!pad || pad.getType().hasStaticShape())
    return success();
  rewriter.setInsertionPoint(pad);
  return linalg::rewriteInDestinationPassingStyle(rewriter, pad);
}

LogicalResult DirectTiling::run() {
  if (failed(storePadded(rewriter, op)))
    return failure();
  rewriter.setInsertionPoint(last());
  Value filter = packPanels(rewriter, op.getInputs()[1], convolution.filterAxis,
                            block.panel);
  int64_t channels = ranges[convolution.channel];
  int64_t numWhole = channels / block.panel;
  SmallVector<Panels> panels;
  if (numWhole > 0)
    panels.push_back({0, numWhole, block.panel});
  if (channels % block.panel != 0)
    panels.push_back({numWhole, 1, channels % block.panel});
  FailureOr<Value> result = createDestination();
  for (const Panels &some : panels) {
    result = tilePanels(some, filter, *result);
    if (failed(result))
      return failure();
  }
  rewriter.replaceAllUsesWith(last()->getResult(0), *result);
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
    SmallVector<PanelConvolution> convolutions;
    getOperation()->walk([&](linalg::GenericOp op) {
      if (std::optional<PanelConvolution> found = match(op, width))
        convolutions.push_back(*found);
    });
    IRRewriter rewriter(&getContext());
    for (PanelConvolution &found : convolutions) {
      if (failed(DirectTiling(rewriter, found,
                              chooseBlock(found, target, width), width)
                     .run())) {
        found.op.emitOpError("could not be tiled");
        return signalPassFailure();
      }
      ++numTiled;
    }
  }
};
} // namespace
