//===- TileAndFuse.cpp - Convolutions in tiles ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Three levels of tiles, each made from the one before through TilingInterface,
// each in a file of its own, which calls the next:
//
//   block  the output transform (and its epilogue) of some tiles, all channels,
//          with the producers that the plan keeps private (TileBlocks.h)
//   panel  of a block, some output channels; the product moves inside
//          (TilePanels.h)
//   row    of a panel, one row of tiles and one vector of channels; only the
//          output transform and its epilogue (TileRows.h)
//
// Here is what comes before and after: the checks, and the loops of what the
// plan stores.
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Transforms/TileAndFuse.h"
#include "OutputPart.h"
#include "TileBlocks.h"
#include "WholeBlocks.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Utils/PassOptions.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADTILEANDFUSE
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Values in global memory
//===----------------------------------------------------------------------===//

/// Whether a buffer in global memory holds `value`.
static bool isStored(Value value) {
  for (Operation *user : value.getUsers())
    if (auto buffer = dyn_cast<BufferizeOp>(user))
      return buffer.getSpace() == MemorySpace::Global;
  return false;
}

/// X̂ in blocks of tiles, all channels.
static SmallVector<int64_t> getInputSizes(ConvolutionTiling &tiling) {
  WinogradConvolution &convolution = tiling.convolution;
  KronOp input = convolution.input, output = convolution.output;
  SmallVector<int64_t> sizes(input.getNumParallel(), 0);
  // The loops of y that index X̂, by the axes of M̂.
  for (auto [loop, size] : llvm::enumerate(tiling.schedule.getBlock())) {
    std::optional<unsigned> axis = output.getRead().getResultPosition(
        getAffineDimExpr(loop, output.getContext()));
    AffineMap productMap = convolution.product.getMap(2);
    AffineMap inputMap = convolution.product.getMap(convolution.imageOperand);
    std::optional<unsigned> inputAxis =
        inputMap.getResultPosition(productMap.getResult(*axis));
    if (!inputAxis)
      continue;
    auto dim = cast<AffineDimExpr>(input.getWrite().getResult(*inputAxis));
    sizes[dim.getPosition()] = size;
  }
  return sizes;
}

/// M̂ in panels of output channels, all tiles.
static SmallVector<int64_t> getProductSizes(ConvolutionTiling &tiling) {
  WinogradConvolution &convolution = tiling.convolution;
  HadamardReduceOp product = convolution.product;
  SmallVector<int64_t> sizes(product.getNumLoops(), 0);
  for (auto [loop, size] : llvm::enumerate(tiling.schedule.getPanel())) {
    std::optional<unsigned> axis =
        convolution.output.getRead().getResultPosition(
            getAffineDimExpr(loop, product.getContext()));
    auto dim = cast<AffineDimExpr>(product.getMap(2).getResult(*axis));
    sizes[dim.getPosition()] = size;
  }
  return sizes;
}

/// Tiles `op` with scf.forall, one size per loop.
static LogicalResult tileAlone(RewriterBase &rewriter, TilingInterface op,
                               ArrayRef<int64_t> sizes) {
  if (llvm::all_of(sizes, [](int64_t size) { return size == 0; }))
    return success();
  scf::SCFTileAndFuseOptions options;
  options.tilingOptions.setTileSizes(
      getAsIndexOpFoldResult(rewriter.getContext(), sizes));
  options.tilingOptions.setLoopType(scf::SCFTilingOptions::LoopType::ForallOp);
  options.setFusionControlFn(
      [](tensor::ExtractSliceOp, OpResult producer,
         bool) -> std::optional<scf::SCFTileAndFuseOptions::ControlFnResult> {
        if (isa<linalg::FillOp>(producer.getOwner()))
          return scf::SCFTileAndFuseOptions::ControlFnResult{};
        return std::nullopt;
      });
  rewriter.setInsertionPoint(op);
  FailureOr<scf::SCFTileAndFuseResult> tiled =
      scf::tileConsumerAndFuseProducersUsingSCF(rewriter, op, options);
  if (failed(tiled))
    return op.emitOpError("could not be tiled");
  for (OpResult result : op->getResults())
    rewriter.replaceAllUsesWith(result, tiled->replacements.lookup(result));
  rewriter.eraseOp(op);
  return success();
}

//===----------------------------------------------------------------------===//
// One convolution
//===----------------------------------------------------------------------===//

/// The operation that `use` reads, through buffers; a clone of what others
/// read, too: its sizes and its place become this convolution's.
static Operation *unshare(RewriterBase &rewriter, OpOperand &use) {
  Operation *op = use.get().getDefiningOp();
  if (!op->hasOneUse()) {
    rewriter.setInsertionPointAfter(op);
    op = rewriter.clone(*op);
    rewriter.modifyOpInPlace(use.getOwner(),
                             [&] { use.set(op->getResult(0)); });
  }
  if (auto buffer = dyn_cast<BufferizeOp>(op))
    return unshare(rewriter, buffer->getOpOperand(0));
  return op;
}

FailureOr<scf::ForallOp> winograd::tileAndFuse(RewriterBase &rewriter,
                                               WinogradConvolution &given,
                                               ScheduleAttr schedule,
                                               int64_t lanes) {
  ConvolutionTiling tiling{given, schedule, lanes};
  WinogradConvolution &convolution = tiling.convolution;
  convolution.product = cast<HadamardReduceOp>(
      unshare(rewriter, convolution.output.getSourceMutable()));
  convolution.input = cast<KronOp>(unshare(
      rewriter, convolution.product->getOpOperand(convolution.imageOperand)));
  roundUpToBlocks(rewriter, convolution, tiling.schedule);
  tiling.isInputStored = isStored(convolution.input.getResult());
  tiling.isProductStored = isStored(convolution.product.getResult());
  // From the last operation to the first: tiling erases what it tiles.
  SmallVector<int64_t> inputSizes = getInputSizes(tiling),
                       productSizes = getProductSizes(tiling);
  FailureOr<scf::ForallOp> blocks = tileBlocks(rewriter, tiling);
  if (failed(blocks))
    return failure();
  if (tiling.isProductStored &&
      failed(tileAlone(
          rewriter, cast<TilingInterface>(convolution.product.getOperation()),
          productSizes)))
    return failure();
  if (tiling.isInputStored &&
      failed(tileAlone(rewriter,
                       cast<TilingInterface>(convolution.input.getOperation()),
                       inputSizes)))
    return failure();
  return blocks;
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

bool winograd::hasNoElements(WinogradConvolution &convolution) {
  return llvm::any_of(
      ValueRange{convolution.input.getInit(), convolution.product.getLhs(),
                 convolution.product.getRhs(), convolution.output.getSource(),
                 convolution.output.getInit()},
      [](Value value) {
        auto shape = cast<ShapedType>(value.getType()).getShape();
        return llvm::is_contained(shape, 0);
      });
}

/// What is more than a loop has is all of it.
static ScheduleAttr clip(KronOp output, ScheduleAttr schedule) {
  SmallVector<int64_t> block(schedule.getBlock());
  for (auto [size, extent] :
       llvm::zip_equal(block, output.getParallelExtents()))
    if (!ShapedType::isDynamic(extent))
      size = std::min(size, std::max<int64_t>(extent, 1));
  return ScheduleAttr::get(output.getContext(), block, schedule.getPanel());
}

/// (S3) Every block is whole: tiles are added around an image, but no image
/// to a batch.
static LogicalResult checkBlock(KronOp output, ScheduleAttr schedule) {
  SmallVector<int64_t> extents = output.getParallelExtents();
  for (const AxisAccess &access :
       getAxisAccesses(output.getWrite(), output.getNumParallel())) {
    if (!access.parallel || access.isWindow())
      continue;
    int64_t extent = extents[*access.parallel];
    int64_t block = schedule.getBlock()[*access.parallel];
    if (block <= 1)
      continue;
    if (ShapedType::isDynamic(extent))
      return output.emitOpError("expected blocks of size 1 along loop ")
             << *access.parallel << ", which is dynamic and no window, but "
             << "got " << schedule;
    if (block < extent && extent % block != 0)
      return output.emitOpError("expected blocks that divide loop ")
             << *access.parallel << ", which has " << extent
             << " iterations and is no window, but got " << schedule;
  }
  return success();
}

FailureOr<ScheduleAttr> winograd::checkSchedule(KronOp output, Attribute attr) {
  auto schedule = dyn_cast<ScheduleAttr>(attr);
  if (!schedule ||
      int64_t(schedule.getBlock().size()) != output.getNumParallel())
    return output.emitOpError("expected a '")
           << ScheduleAttr::attrName << "' with " << output.getNumParallel()
           << " sizes per level, one for each parallel loop, but got " << attr;
  if (!output.getResult())
    return output.emitOpError("expected tensors to tile, but got memrefs");
  for (auto [loop, extent] : llvm::enumerate(output.getParallelExtents())) {
    if (!ShapedType::isDynamic(extent))
      continue;
    if (schedule.getBlock()[loop] == 0)
      return output.emitOpError("expected a block of static size, but loop ")
             << loop << " is dynamic, and whole in " << schedule;
    if (schedule.getBlock()[loop] > limits::dynamicBlock) // (S4)
      return output.emitOpError("expected a block of at most ")
             << limits::dynamicBlock << " tiles along loop " << loop
             << ", which is dynamic, but got " << schedule;
  }
  schedule = clip(output, schedule);
  if (failed(checkBlock(output, schedule)))
    return failure();
  return schedule;
}

//===----------------------------------------------------------------------===//
// Cleaning up
//===----------------------------------------------------------------------===//

/// Of a block that is all of a convolution, slices are the tensors outside.
static void sinkIntoWholeBlocks(RewriterBase &rewriter, Operation *root) {
  root->walk([&](scf::ForallOp loop) {
    if (loop.getMapping() &&
        llvm::is_contained(*loop.getMapping(),
                           WorkersAttr::get(root->getContext())))
      sinkEmptyTensors(rewriter, loop.getRegion());
  });
}

LogicalResult winograd::cleanUpTiles(RewriterBase &rewriter, Operation *root) {
  MLIRContext *context = root->getContext();
  RewritePatternSet patterns(context);
  context->getLoadedDialect<tensor::TensorDialect>()
      ->getCanonicalizationPatterns(patterns);
  tensor::ExtractSliceOp::getCanonicalizationPatterns(patterns, context);
  tensor::InsertSliceOp::getCanonicalizationPatterns(patterns, context);
  tensor::populateFoldTensorEmptyPatterns(patterns);
  GreedyRewriteConfig config;
  config.setListener(
      static_cast<RewriterBase::Listener *>(rewriter.getListener()));
  if (failed(applyPatternsGreedily(root, std::move(patterns), config)))
    return failure();
  sinkIntoWholeBlocks(rewriter, root);
  return success();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
class WinogradTileAndFuse
    : public winograd::impl::WinogradTileAndFuseBase<WinogradTileAndFuse> {
public:
  using WinogradTileAndFuseBase::WinogradTileAndFuseBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "lanes", lanes, 0, limits::lanes)) ||
        failed(checkCPUTarget(getOperation())))
      return signalPassFailure();
    IRRewriter rewriter(&getContext());
    for (WinogradConvolution &convolution : findConvolutions(getOperation()))
      if (failed(tile(rewriter, convolution)))
        return signalPassFailure();
    if (failed(cleanUpTiles(rewriter, getOperation())))
      signalPassFailure();
  }

private:
  LogicalResult tile(RewriterBase &rewriter, WinogradConvolution &convolution) {
    KronOp output = convolution.output;
    Attribute attr = output->getDiscardableAttr(ScheduleAttr::attrName);
    if (!attr)
      return success();
    FailureOr<ScheduleAttr> schedule = checkSchedule(output, attr);
    if (failed(schedule))
      return failure();
    output->removeDiscardableAttr(ScheduleAttr::attrName);
    if (hasNoElements(convolution))
      return success();
    ++numFused;
    return tileAndFuse(rewriter, convolution, *schedule,
                       lanes ? lanes : getCPUTarget(output).lanes());
  }
};
} // namespace
