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

/// Whether no size but that of the batch is unknown.
static bool hasStaticImages(const Convolution &convolution) {
  linalg::LinalgOp op = convolution.op;
  for (auto [loop, range] : llvm::enumerate(op.getStaticLoopRanges()))
    if (ShapedType::isDynamic(range) &&
        !llvm::is_contained(convolution.batch, loop))
      return false;
  return true;
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
      !hasStaticImages(*convolution) || !convolution->depth.empty() ||
      convolution->batch.size() > 1 || convolution->outputChannel.size() != 1 ||
      convolution->inputChannel.size() != 1 ||
      !llvm::all_of(convolution->windows, isForward))
    return std::nullopt;
  PanelConvolution found;
  found.op = op;
  found.channel = convolution->outputChannel.front();
  found.inputChannel = convolution->inputChannel.front();
  if (!convolution->batch.empty())
    found.batch = convolution->batch.front();
  AffineMap output = convolution->getResultMap();
  auto dimAt = [&](unsigned axis) {
    return found.loopOf(output.getResult(axis));
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

/// The sizes of the panels and of the blocks of rows.
static DirectBlock chooseBlock(PanelConvolution &convolution,
                               const CPUTarget &target, int64_t lanes) {
  SmallVector<int64_t> ranges = convolution.ranges();
  auto type = cast<ShapedType>(convolution.op.getResult(0).getType());
  int64_t rowBytes = llvm::divideCeil(type.getElementTypeBitWidth(), CHAR_BIT);
  for (AffineExpr expr : convolution.outputMap().getResults()) {
    unsigned loop = convolution.loopOf(expr);
    if (loop != convolution.channel && loop != convolution.row &&
        loop != convolution.batch)
      rowBytes = saturatingProduct(rowBytes, ranges[loop]);
  }
  return chooseDirectBlock(target, lanes, ranges[convolution.channel],
                           ranges[convolution.row], rowBytes);
}

namespace {
/// Rewrites one convolution, and what follows elementwise:
///
///   for each image, panel of channels, block of rows
///     sums of the block = convolution of the panel
///     block of y = sums, transposed, with init and what follows
class DirectTiling {
public:
  DirectTiling(RewriterBase &rewriter, PanelConvolution convolution,
               DirectBlock block)
      : rewriter(rewriter), convolution(convolution), op(convolution.op),
        loc(op.getLoc()), block(block), ranges(convolution.ranges()),
        epilogue(findEpilogue(op.getResult(0))) {}

  LogicalResult run();

private:
  /// A part of y, one offset and size for each axis.
  struct Part {
    SmallVector<OpFoldResult> offsets, sizes;
  };

  Operation *last() {
    return epilogue ? epilogue.getOperation() : op.getOperation();
  }
  scf::ForallOp createLoops();
  OpFoldResult scale(Value index, int64_t factor);
  Part getPart(ArrayRef<unsigned> loops);
  FailureOr<Value> computeSums(Panel &panel);
  FailureOr<linalg::GenericOp> storeSums(Panel &panel, Value sums);
  FailureOr<linalg::GenericOp> fuseEpilogue(linalg::GenericOp store,
                                            const Part &part);

  RewriterBase &rewriter;
  PanelConvolution convolution;
  linalg::GenericOp op;
  Location loc;
  DirectBlock block;
  SmallVector<int64_t> ranges;
  linalg::GenericOp epilogue;
  /// The place of an iteration.
  Value image, panelIndex, rowBlock;
};
} // namespace

/// The loops over images, panels and blocks of rows, whose body is empty.
scf::ForallOp DirectTiling::createLoops() {
  SmallVector<OpFoldResult> lower(3, rewriter.getIndexAttr(0)), upper,
      steps(3, rewriter.getIndexAttr(1));
  Value init = op.getDpsInits().front();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(rewriter, loc, init);
  OpFoldResult images = rewriter.getIndexAttr(1);
  for (auto [axis, expr] :
       llvm::enumerate(convolution.outputMap().getResults()))
    if (convolution.loopOf(expr) == convolution.batch)
      images = sizes[axis];
  upper = {images,
           rewriter.getIndexAttr(ranges[convolution.channel] / block.panel),
           rewriter.getIndexAttr(ranges[convolution.row] / block.rows)};
  Value destination =
      epilogue ? epilogue.getDpsInits().front()
               : tensor::EmptyOp::create(rewriter, loc, sizes,
                                         getElementTypeOrSelf(init.getType()))
                     .getResult();
  auto forall = scf::ForallOp::create(rewriter, loc, lower, upper, steps,
                                      ValueRange{destination}, std::nullopt);
  SmallVector<Value> indices = forall.getInductionVars();
  image = indices[0];
  panelIndex = indices[1];
  rowBlock = indices[2];
  return forall;
}

OpFoldResult DirectTiling::scale(Value index, int64_t factor) {
  return affine::makeComposedFoldedAffineApply(
      rewriter, loc, rewriter.getAffineDimExpr(0) * factor, {index});
}

/// What an iteration computes, along these loops of the convolution. The
/// channels of a `panel` begin with it; y's do not.
DirectTiling::Part DirectTiling::getPart(ArrayRef<unsigned> loops) {
  Part part;
  for (unsigned loop : loops) {
    OpFoldResult offset = rewriter.getIndexAttr(0);
    int64_t size = ranges[loop];
    if (loop == convolution.channel) {
      offset = scale(panelIndex, block.panel);
      size = block.panel;
    } else if (loop == convolution.batch) {
      offset = image;
      size = 1;
    } else if (loop == convolution.row) {
      offset = scale(rowBlock, block.rows);
      size = block.rows;
    }
    part.offsets.push_back(offset);
    part.sizes.push_back(rewriter.getIndexAttr(size));
  }
  return part;
}

/// The sums of the block of rows, from zero on.
FailureOr<Value> DirectTiling::computeSums(Panel &panel) {
  Part part = getPart(panel.loops);
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

/// The block of y, from its sums.
FailureOr<linalg::GenericOp> DirectTiling::storeSums(Panel &panel, Value sums) {
  SmallVector<unsigned> loops;
  for (AffineExpr expr : convolution.outputMap().getResults())
    loops.push_back(convolution.loopOf(expr));
  Part part = getPart(loops);
  auto panelType = cast<RankedTensorType>(panel.op.getResult(0).getType());
  SmallVector<int64_t> shape(panelType.getShape());
  shape.back() = ranges[convolution.channel];
  Value allSums =
      tensor::EmptyOp::create(rewriter, loc, shape, panelType.getElementType());
  linalg::GenericOp whole = createStore(rewriter, convolution, allSums);
  FailureOr<TilingResult> tiled =
      cast<TilingInterface>(whole.getOperation())
          .getTiledImplementation(rewriter, part.offsets, part.sizes);
  if (failed(tiled))
    return failure();
  auto store = cast<linalg::GenericOp>(tiled->tiledOps.front());
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

LogicalResult DirectTiling::run() {
  rewriter.setInsertionPoint(last());
  Value filter = packPanels(rewriter, op.getInputs()[1], convolution.filterAxis,
                            block.panel);
  scf::ForallOp loops = createLoops();
  rewriter.setInsertionPointToStart(loops.getBody());
  Panel panel = createPanel(rewriter, convolution, filter, block.panel, image,
                            panelIndex);
  FailureOr<Value> sums = computeSums(panel);
  if (failed(sums))
    return failure();
  FailureOr<linalg::GenericOp> store = storeSums(panel, *sums);
  if (failed(store))
    return failure();
  FailureOr<tensor::ExtractSliceOp> slice = sliceDestination(
      store->getDpsInits().front(), loops.getRegionIterArgs().front());
  if (failed(slice))
    return failure();
  storeTile(rewriter, loops, store->getResult(0), *slice);
  rewriter.replaceAllUsesWith(last()->getResult(0), loops.getResult(0));
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
      if (failed(
              DirectTiling(rewriter, found, chooseBlock(found, target, width))
                  .run())) {
        found.op.emitOpError("could not be tiled");
        return signalPassFailure();
      }
      ++numTiled;
    }
  }
};
} // namespace
