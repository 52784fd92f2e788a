//===- TileAndFuse.cpp - Convolutions in blocks --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Three levels of tiles, each made from the one before through TilingInterface:
//
//   block  the output transform (and its epilogue) of some tiles, all channels,
//          with the producers that the plan keeps private
//   panel  of a block, some output channels; the product moves inside
//   row    of a panel, one row of tiles and one vector of channels; only the
//          output transform and its epilogue
//
//===----------------------------------------------------------------------===//

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
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/IR/TargetDescription.h"
#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Transforms/FilterPacking.h"
#include "winograd/Dialect/Winograd/Transforms/OutputTiles.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADTILEANDFUSE
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Offsets and sizes, one pair per parallel loop of an output transform.
struct LoopTile {
  SmallVector<OpFoldResult> offsets, sizes;
};

/// The output transform of some tiles, and what follows it elementwise.
struct OutputStage {
  KronOp transform;
  linalg::GenericOp epilogue;       ///< or null
  OpOperand *transformed = nullptr; ///< the epilogue's operand that is y

  /// What is stored at the end.
  Value result() {
    return epilogue ? epilogue.getResult(0) : transform.getResult();
  }
  OpOperand &init() {
    return epilogue ? *epilogue.getDpsInitsMutable().begin()
                    : transform.getInitMutable();
  }
};

/// Tiles and fuses one convolution.
class ConvolutionTiling {
public:
  ConvolutionTiling(RewriterBase &rewriter, WinogradConvolution &convolution,
                    ScheduleAttr schedule, int64_t lanes)
      : rewriter(rewriter), convolution(convolution), schedule(schedule),
        lanes(lanes), loc(convolution.output.getLoc()) {}

  LogicalResult run();

private:
  bool isPrivate(Value value);
  SmallVector<int64_t> getInputSizes();
  SmallVector<int64_t> getProductSizes();
  LogicalResult tileOutput();

  Operation *unshare(OpOperand &use);
  void roundUp();
  void packFilter();
  FailureOr<OutputStage> tile(OutputStage &stage, const LoopTile &tile,
                              Value destination);
  LogicalResult fuse(OutputStage &stage, ArrayRef<Operation *> producers);
  FailureOr<Value> createPanels(OutputStage &block, Value destination);
  FailureOr<Value> createRows(OutputStage &panel, Value destination);
  void usePackedFilter(OutputStage &panel, const LoopTile &tile);
  Value sliceOtherAxes(Value panel, Value slice);

  /// Loops over `sizes`-sized parts of `extents` (0: not tiled, and then the
  /// extent); what a size does not divide is done behind its loop. `body` gets
  /// one part, and returns the new value of the destination.
  using Body = function_ref<FailureOr<Value>(const LoopTile &, Value)>;
  /// What makes one loop: a body that gets the offset.
  using LoopBody = function_ref<FailureOr<Value>(OpFoldResult, Value)>;
  FailureOr<Value> createLoops(ArrayRef<int64_t> sizes,
                               ArrayRef<int64_t> extents, LoopTile &tile,
                               Value destination, Body body,
                               bool isParallel = false);
  FailureOr<Value> createLoop(int64_t end, int64_t step, Value destination,
                              LoopBody body);
  FailureOr<Value> createParallelLoop(int64_t end, int64_t step,
                                      Value destination, LoopBody body);

  Value insert(Value tile, OutputStage &stage, Value destination);

  RewriterBase &rewriter;
  WinogradConvolution &convolution;
  ScheduleAttr schedule;
  int64_t lanes;
  Location loc;
  Value packedFilter; ///< Ĝ in panels; null where there is only one
};
} // namespace

/// The producer in `producers` whose result `slice` reads, through no other.
static OpResult getSlicedProducer(tensor::ExtractSliceOp slice,
                                  ArrayRef<Operation *> producers) {
  auto result = dyn_cast<OpResult>(slice.getSource());
  if (!result || !llvm::is_contained(producers, result.getOwner()))
    return {};
  return result;
}

bool ConvolutionTiling::isPrivate(Value value) {
  for (Operation *user : value.getUsers())
    if (auto buffer = dyn_cast<BufferizeOp>(user))
      return buffer.getSpace() != MemorySpace::Global;
  return true;
}

/// The extents of the parallel loops of an output transform.
static SmallVector<int64_t> getLoopExtents(KronOp output) {
  auto shape = cast<ShapedType>(output.getSource().getType()).getShape();
  SmallVector<int64_t> extents(output.getNumParallel());
  for (auto [axis, access] : llvm::enumerate(
           getAxisAccesses(output.getRead(), output.getNumParallel())))
    if (access.parallel)
      extents[*access.parallel] = shape[axis];
  return extents;
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

/// The operation that `use` reads, through buffers; a clone of what others
/// read, too: its sizes and its place become this convolution's.
Operation *ConvolutionTiling::unshare(OpOperand &use) {
  Operation *op = use.get().getDefiningOp();
  if (!op->hasOneUse()) {
    rewriter.setInsertionPointAfter(op);
    op = rewriter.clone(*op);
    rewriter.modifyOpInPlace(use.getOwner(),
                             [&] { use.set(op->getResult(0)); });
  }
  if (auto buffer = dyn_cast<BufferizeOp>(op))
    return unshare(buffer->getOpOperand(0));
  return op;
}

LogicalResult ConvolutionTiling::run() {
  HadamardReduceOp &product = convolution.product;
  product =
      cast<HadamardReduceOp>(unshare(convolution.output.getSourceMutable()));
  convolution.input = cast<KronOp>(
      unshare(product->getOpOperand(1 - convolution.filterOperand)));
  roundUp();
  // From the last operation to the first: tiling erases what it tiles.
  bool isInputStored = !isPrivate(convolution.input.getResult());
  bool isProductStored = !isPrivate(convolution.product.getResult());
  SmallVector<int64_t> inputSizes = getInputSizes(),
                       productSizes = getProductSizes();
  if (failed(tileOutput()))
    return failure();
  if (isProductStored &&
      failed(tileAlone(
          rewriter, cast<TilingInterface>(convolution.product.getOperation()),
          productSizes)))
    return failure();
  if (isInputStored)
    return tileAlone(rewriter,
                     cast<TilingInterface>(convolution.input.getOperation()),
                     inputSizes);
  return success();
}

//===----------------------------------------------------------------------===//
// Values in global memory
//===----------------------------------------------------------------------===//

// Blocks of tiles, all channels.
SmallVector<int64_t> ConvolutionTiling::getInputSizes() {
  KronOp input = convolution.input, output = convolution.output;
  SmallVector<int64_t> sizes(input.getNumParallel(), 0);
  // The loops of y that index X^, by the axes of M^.
  for (auto [loop, size] : llvm::enumerate(schedule.getBlock())) {
    std::optional<unsigned> axis = output.getRead().getResultPosition(
        getAffineDimExpr(loop, rewriter.getContext()));
    AffineMap productMap = convolution.product.getMap(2);
    AffineMap inputMap =
        convolution.product.getMap(1 - convolution.filterOperand);
    std::optional<unsigned> inputAxis =
        inputMap.getResultPosition(productMap.getResult(*axis));
    if (!inputAxis)
      continue;
    auto dim = cast<AffineDimExpr>(input.getWrite().getResult(*inputAxis));
    sizes[dim.getPosition()] = size;
  }
  return sizes;
}

// Panels of output channels, all tiles.
SmallVector<int64_t> ConvolutionTiling::getProductSizes() {
  HadamardReduceOp product = convolution.product;
  SmallVector<int64_t> sizes(product.getNumLoops(), 0);
  for (auto [loop, size] : llvm::enumerate(schedule.getPanel())) {
    std::optional<unsigned> axis =
        convolution.output.getRead().getResultPosition(
            getAffineDimExpr(loop, rewriter.getContext()));
    auto dim = cast<AffineDimExpr>(product.getMap(2).getResult(*axis));
    sizes[dim.getPosition()] = size;
  }
  return sizes;
}

//===----------------------------------------------------------------------===//
// The output, with what is private to it
//===----------------------------------------------------------------------===//

/// Sets the size of the axis of `init`'s producing tensor.empty (through a
/// fill), and of the values computed into it.
static void resizeDestination(RewriterBase &rewriter, OpOperand &destination,
                              ArrayRef<OpFoldResult> sizes) {
  Value init = destination.get();
  auto fill = init.getDefiningOp<linalg::FillOp>();
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(destination.getOwner());
  Value resized = tensor::EmptyOp::create(rewriter, init.getLoc(), sizes,
                                          getElementTypeOrSelf(init.getType()));
  if (fill)
    resized = linalg::FillOp::create(rewriter, init.getLoc(), fill.value(),
                                     ValueRange{resized})
                  .getResult(0);
  rewriter.modifyOpInPlace(destination.getOwner(), [&] {
    destination.set(resized);
    destination.getOwner()->getResult(0).setType(
        cast<RankedTensorType>(resized.getType()));
  });
  Value result = destination.getOwner()->getResult(0);
  for (Operation *user : result.getUsers())
    if (auto buffer = dyn_cast<BufferizeOp>(user))
      rewriter.modifyOpInPlace(buffer, [&] {
        buffer.getResult().setType(cast<RankedTensorType>(result.getType()));
      });
}

// The number of tiles becomes a multiple of the block, so that every block is
// whole. An input transform reads zeros for the tiles outside of the image, and
// an output transform drops them.
void ConvolutionTiling::roundUp() {
  KronOp output = convolution.output;
  HadamardReduceOp product = convolution.product;
  SmallVector<OpFoldResult> sizes;
  rewriter.setInsertionPoint(convolution.input);
  SmallVector<OpFoldResult> inputSizes =
      tensor::getMixedSizes(rewriter, loc, convolution.input.getInit());
  rewriter.setInsertionPoint(product);
  SmallVector<OpFoldResult> productSizes =
      tensor::getMixedSizes(rewriter, loc, product.getInit());
  bool changed = false;
  for (auto [axis, access] : llvm::enumerate(
           getAxisAccesses(output.getRead(), output.getNumParallel()))) {
    if (!access.parallel)
      continue;
    int64_t block = schedule.getBlock()[*access.parallel];
    AffineMap inputMap = product.getMap(1 - convolution.filterOperand);
    std::optional<unsigned> inputAxis =
        inputMap.getResultPosition(product.getMap(2).getResult(axis));
    bool isWindow = llvm::any_of(
        getAxisAccesses(output.getWrite(), output.getNumParallel()),
        [&](const AxisAccess &write) {
          return write.isWindow() && write.parallel == access.parallel;
        });
    if (block == 0 || !isWindow || !inputAxis)
      continue;
    auto roundUp = [&](OpFoldResult size) {
      return affine::makeComposedFoldedAffineApply(
          rewriter, loc, rewriter.getAffineDimExpr(0).ceilDiv(block) * block,
          {size});
    };
    rewriter.setInsertionPoint(convolution.input);
    inputSizes[*inputAxis] = roundUp(inputSizes[*inputAxis]);
    rewriter.setInsertionPoint(product);
    productSizes[axis] = roundUp(productSizes[axis]);
    changed = true;
  }
  if (!changed)
    return;
  resizeDestination(rewriter, convolution.input.getInitMutable(), inputSizes);
  resizeDestination(rewriter, product.getInitMutable(), productSizes);
}

FailureOr<OutputStage> ConvolutionTiling::tile(OutputStage &stage,
                                               const LoopTile &tile,
                                               Value destination) {
  OutputStage result;
  KronOp transform = stage.transform;
  FailureOr<TilingResult> tiled =
      transform.getTiledImplementation(rewriter, tile.offsets, tile.sizes);
  if (failed(tiled))
    return failure();
  result.transform = cast<KronOp>(tiled->tiledOps.front());
  if (stage.epilogue) {
    SmallVector<OpFoldResult> offsets, sizes;
    if (failed(transform.getResultTilePosition(rewriter, 0, tile.offsets,
                                               tile.sizes, offsets, sizes)))
      return failure();
    unsigned operand = stage.transformed->getOperandNumber();
    FailureOr<linalg::GenericOp> follower =
        tileEpilogue(rewriter, stage.epilogue, operand,
                     result.transform.getResult(), offsets, sizes);
    if (failed(follower))
      return failure();
    result.epilogue = *follower;
    result.transformed = &result.epilogue->getOpOperand(operand);
  }
  if (failed(sliceDestination(result.init().get(), destination)))
    return failure();
  return result;
}

/// Moves the tiles of `producers` that the stage reads into its block.
LogicalResult ConvolutionTiling::fuse(OutputStage &stage,
                                      ArrayRef<Operation *> producers) {
  SmallVector<Operation *> consumers{stage.transform};
  while (!consumers.empty()) {
    Operation *consumer = consumers.pop_back_val();
    for (OpOperand &operand : consumer->getOpOperands()) {
      auto slice = operand.get().getDefiningOp<tensor::ExtractSliceOp>();
      if (!slice)
        continue;
      OpResult producer = getSlicedProducer(slice, producers);
      if (!producer)
        continue;
      OpBuilder::InsertionGuard guard(rewriter);
      rewriter.setInsertionPoint(slice);
      FailureOr<TilingResult> tiled =
          tensor::replaceExtractSliceWithTiledProducer(rewriter, slice,
                                                       producer);
      if (failed(tiled))
        return slice.emitOpError("could not be fused with its producer");
      rewriter.replaceOp(slice, tiled->tiledValues.front());
      llvm::append_range(consumers, tiled->tiledOps);
    }
  }
  return success();
}

FailureOr<Value> ConvolutionTiling::createLoop(int64_t end, int64_t step,
                                               Value destination,
                                               LoopBody body) {
  auto index = [&](int64_t constant) -> Value {
    return arith::ConstantIndexOp::create(rewriter, loc, constant);
  };
  auto loop = scf::ForOp::create(rewriter, loc, index(0), index(end),
                                 index(step), ValueRange{destination});
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(loop.getBody());
  FailureOr<Value> result = body(OpFoldResult(loop.getInductionVar()),
                                 loop.getRegionIterArgs().front());
  if (failed(result))
    return failure();
  scf::YieldOp::create(rewriter, loc, *result);
  return loop.getResult(0);
}

// The same, for a body that ends in an insertion into its destination.
FailureOr<Value> ConvolutionTiling::createParallelLoop(int64_t end,
                                                       int64_t step,
                                                       Value destination,
                                                       LoopBody body) {
  OpFoldResult lower = rewriter.getIndexAttr(0),
               upper = rewriter.getIndexAttr(end),
               width = rewriter.getIndexAttr(step);
  auto loop =
      scf::ForallOp::create(rewriter, loc, {lower}, {upper}, {width},
                            ValueRange{destination}, /*mapping=*/std::nullopt);
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(loop.getBody());
  FailureOr<Value> result = body(OpFoldResult(loop.getInductionVar(0)),
                                 loop.getRegionIterArgs().front());
  if (failed(result))
    return failure();
  auto part = result->getDefiningOp<tensor::InsertSliceOp>();
  storeTile(rewriter, loop, part.getSource(), part);
  rewriter.eraseOp(part);
  return loop.getResult(0);
}

FailureOr<Value> ConvolutionTiling::createLoops(ArrayRef<int64_t> sizes,
                                                ArrayRef<int64_t> extents,
                                                LoopTile &tile,
                                                Value destination, Body body,
                                                bool isParallel) {
  size_t depth = tile.offsets.size();
  if (depth == extents.size())
    return body(tile, destination);
  int64_t extent = extents[depth], size = sizes[depth];
  auto descend = [&](OpFoldResult offset, int64_t part,
                     Value value) -> FailureOr<Value> {
    tile.offsets.push_back(offset);
    tile.sizes.push_back(rewriter.getIndexAttr(part));
    FailureOr<Value> result =
        createLoops(sizes, extents, tile, value, body, isParallel);
    tile.offsets.pop_back();
    tile.sizes.pop_back();
    return result;
  };
  if (size == 0 || size >= extent)
    return descend(rewriter.getIndexAttr(0), extent, destination);

  int64_t whole = extent / size * size;
  if (whole == size) {
    FailureOr<Value> first =
        descend(rewriter.getIndexAttr(0), size, destination);
    if (failed(first))
      return failure();
    destination = *first;
  } else {
    auto part = [&](OpFoldResult offset, Value value) {
      return descend(offset, size, value);
    };
    FailureOr<Value> looped =
        isParallel ? createParallelLoop(whole, size, destination, part)
                   : createLoop(whole, size, destination, part);
    if (failed(looped))
      return failure();
    destination = *looped;
  }
  if (whole == extent)
    return destination;
  return descend(rewriter.getIndexAttr(whole), extent - whole, destination);
}

/// Inserts `tile`, the value of the stage's result, where its init comes from.
Value ConvolutionTiling::insert(Value tile, OutputStage &stage,
                                Value destination) {
  auto slice = stage.init().get().getDefiningOp<tensor::ExtractSliceOp>();
  return tensor::InsertSliceOp::create(
      rewriter, loc, tile, destination, slice.getMixedOffsets(),
      slice.getMixedSizes(), slice.getMixedStrides());
}

FailureOr<Value> ConvolutionTiling::createRows(OutputStage &panel,
                                               Value destination) {
  SmallVector<int64_t> extents = getLoopExtents(panel.transform);
  SmallVector<int64_t> sizes(extents.size(), 1);
  // One vector of channels, and a row of tiles along the last window.
  KronOp transform = panel.transform;
  std::optional<unsigned> lane =
      getAxisAccesses(transform.getRead(), transform.getNumParallel())
          .back()
          .parallel;
  for (const AxisAccess &access :
       getAxisAccesses(transform.getWrite(), transform.getNumParallel()))
    if (access.isWindow() &&
        *access.transformed + 1 == transform.getNumTransformed())
      sizes[*access.parallel] = 0;
  if (lane)
    sizes[*lane] = lanes;
  LoopTile tile;
  return createLoops(sizes, extents, tile, destination,
                     [&](const LoopTile &row, Value value) -> FailureOr<Value> {
                       FailureOr<OutputStage> stage =
                           this->tile(panel, row, value);
                       if (failed(stage))
                         return failure();
                       return insert(stage->result(), *stage, value);
                     });
}

/// The loop over output channels, if it alone makes the panels and is the last
/// axis of Ĝ.
static std::optional<unsigned> findPanelLoop(WinogradConvolution &convolution,
                                             ScheduleAttr schedule) {
  HadamardReduceOp product = convolution.product;
  AffineMap filterMap = product.getMap(convolution.filterOperand);
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(convolution.output.getRead(),
                                       convolution.output.getNumParallel()))) {
    if (!access.parallel || schedule.getPanel()[*access.parallel] == 0)
      continue;
    bool isLast =
        filterMap.getResults().back() == product.getMap(2).getResult(axis);
    bool isWhole = schedule.getBlock()[*access.parallel] == 0;
    return isLast && isWhole ? access.parallel : std::nullopt;
  }
  return std::nullopt;
}

/// Arranges Ĝ in panels, if there are several, before the loops.
void ConvolutionTiling::packFilter() {
  std::optional<unsigned> loop = findPanelLoop(convolution, schedule);
  if (!loop || !isPrivate(convolution.product.getResult()))
    return;
  Value filter = convolution.product->getOperand(convolution.filterOperand);
  int64_t panel = schedule.getPanel()[*loop];
  auto type = cast<RankedTensorType>(filter.getType());
  if (type.hasStaticShape() && type.getShape().back() > panel)
    packedFilter = packPanels(rewriter, filter, type.getRank() - 1, panel);
}

void ConvolutionTiling::usePackedFilter(OutputStage &panel,
                                        const LoopTile &tile) {
  auto product = skipBuffers(panel.transform.getSource())
                     .getDefiningOp<HadamardReduceOp>();
  unsigned loop = *findPanelLoop(convolution, schedule);
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(product);
  OpFoldResult index = affine::makeComposedFoldedAffineApply(
      rewriter, loc,
      rewriter.getAffineDimExpr(0).floorDiv(schedule.getPanel()[loop]),
      {tile.offsets[loop]});
  OpOperand &operand = product->getOpOperand(convolution.filterOperand);
  Value packed = extractPanel(rewriter, packedFilter, index,
                              *getConstantIntValue(tile.sizes[loop]));
  operand.set(sliceOtherAxes(packed, operand.get()));
}

/// The part of `panel` that `slice`, slices of the whole filter, has along the
/// axes that are not in panels: one of several groups.
Value ConvolutionTiling::sliceOtherAxes(Value panel, Value slice) {
  auto shape = cast<RankedTensorType>(slice.getType()).getShape();
  if (cast<RankedTensorType>(panel.getType()).getShape() == shape)
    return panel;
  SmallVector<OpFoldResult> offsets(shape.size(), rewriter.getIndexAttr(0)),
      strides(shape.size(), rewriter.getIndexAttr(1));
  AffineExpr d0, d1;
  bindDims(rewriter.getContext(), d0, d1);
  Value filter = convolution.product->getOperand(convolution.filterOperand);
  while (slice != filter) {
    auto part = slice.getDefiningOp<tensor::ExtractSliceOp>();
    for (auto [sum, offset] : llvm::zip_equal(offsets, part.getMixedOffsets()))
      sum = affine::makeComposedFoldedAffineApply(rewriter, loc, d0 + d1,
                                                  {sum, offset});
    slice = part.getSource();
  }
  offsets.back() = rewriter.getIndexAttr(0);
  return tensor::ExtractSliceOp::create(
      rewriter, loc, panel, offsets,
      getAsIndexOpFoldResult(rewriter.getContext(), shape), strides);
}

FailureOr<Value> ConvolutionTiling::createPanels(OutputStage &block,
                                                 Value destination) {
  SmallVector<int64_t> extents = getLoopExtents(block.transform);
  SmallVector<int64_t> sizes(schedule.getPanel());
  // The product, its zeros and its buffer move into the panels.
  SmallVector<Operation *> producers;
  if (isPrivate(convolution.product.getResult())) {
    auto buffer = block.transform.getSource().getDefiningOp<BufferizeOp>();
    Value value = buffer ? buffer.getValue() : block.transform.getSource();
    auto product = value.getDefiningOp<HadamardReduceOp>();
    if (!product)
      return failure();
    if (buffer)
      producers.push_back(buffer);
    producers.push_back(product);
    if (auto fill = product.getInit().getDefiningOp<linalg::FillOp>())
      producers.push_back(fill);
  }
  // Panels can be shared out among threads, where they are one loop's.
  int64_t numLoops = 0;
  for (auto [size, extent] : llvm::zip_equal(sizes, extents))
    numLoops += size != 0 && size < extent;
  LoopTile tile;
  return createLoops(
      sizes, extents, tile, destination,
      [&](const LoopTile &panel, Value value) -> FailureOr<Value> {
        FailureOr<OutputStage> stage = this->tile(block, panel, value);
        if (failed(stage) || failed(fuse(*stage, producers)))
          return failure();
        if (packedFilter)
          usePackedFilter(*stage, panel);
        Value init = stage->init().get();
        FailureOr<Value> rows = createRows(*stage, init);
        if (failed(rows))
          return failure();
        return insert(*rows, *stage, value);
      },
      /*isParallel=*/numLoops == 1);
}

LogicalResult ConvolutionTiling::tileOutput() {
  OutputStage whole;
  whole.transform = convolution.output;
  if (linalg::GenericOp epilogue =
          findEpilogue(convolution.output.getResult())) {
    whole.epilogue = epilogue;
    for (OpOperand *input : epilogue.getDpsInputOperands())
      if (skipBuffers(input->get()) == convolution.output.getResult())
        whole.transformed = input;
  }
  bool fusesProduct = isPrivate(convolution.product.getResult());
  bool fusesInput = fusesProduct && isPrivate(convolution.input.getResult());
  SmallVector<Operation *> producers;
  auto addWithBuffer = [&](Operation *op) {
    producers.push_back(op);
    for (Operation *user : op->getUsers())
      if (isa<BufferizeOp>(user))
        producers.push_back(user);
  };
  if (fusesProduct) {
    addWithBuffer(convolution.product);
    if (auto fill =
            convolution.product.getInit().getDefiningOp<linalg::FillOp>())
      producers.push_back(fill);
  }
  if (fusesInput)
    addWithBuffer(convolution.input);

  // The outer loops: blocks of whole size.
  Operation *last = whole.epilogue ? whole.epilogue.getOperation()
                                   : whole.transform.getOperation();
  rewriter.setInsertionPoint(last);
  packFilter();
  SmallVector<Range> domain = whole.transform.getIterationDomain(rewriter);
  LoopTile tile;
  SmallVector<OpFoldResult> lower, upper, steps;
  SmallVector<unsigned> tiled;
  for (auto [loop, range] : llvm::enumerate(domain)) {
    int64_t block = schedule.getBlock()[loop];
    std::optional<int64_t> extent = getConstantIntValue(range.size);
    tile.offsets.push_back(rewriter.getIndexAttr(0));
    tile.sizes.push_back(range.size);
    if (block == 0 || (extent && *extent <= block))
      continue;
    tile.sizes.back() = rewriter.getIndexAttr(block);
    tiled.push_back(loop);
    lower.push_back(rewriter.getIndexAttr(0));
    upper.push_back(range.size);
    steps.push_back(rewriter.getIndexAttr(block));
  }
  if (tiled.empty()) {
    lower = {rewriter.getIndexAttr(0)};
    upper = steps = {rewriter.getIndexAttr(1)};
  }
  auto forall = scf::ForallOp::create(rewriter, loc, lower, upper, steps,
                                      ValueRange{whole.init().get()},
                                      /*mapping=*/std::nullopt);
  rewriter.setInsertionPointToStart(forall.getBody());
  for (auto [loop, iv] : llvm::zip(tiled, forall.getInductionVars()))
    tile.offsets[loop] = OpFoldResult(iv);
  Value destination = forall.getRegionIterArgs().front();
  FailureOr<OutputStage> block = this->tile(whole, tile, destination);
  if (failed(block) || failed(fuse(*block, producers)))
    return convolution.output.emitOpError("could not be tiled to blocks");
  auto slice = block->init().get().getDefiningOp<tensor::ExtractSliceOp>();
  FailureOr<Value> result = createPanels(*block, slice);
  if (failed(result))
    return convolution.output.emitOpError("could not be tiled to panels");
  storeTile(rewriter, forall, *result, slice);
  rewriter.replaceAllUsesWith(whole.result(), forall.getResult(0));
  return success();
}

namespace {
class WinogradTileAndFuse
    : public winograd::impl::WinogradTileAndFuseBase<WinogradTileAndFuse> {
public:
  using WinogradTileAndFuseBase::WinogradTileAndFuseBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "lanes", lanes, 0)))
      return signalPassFailure();
    IRRewriter rewriter(&getContext());
    for (WinogradConvolution &convolution : findConvolutions(getOperation()))
      if (failed(tile(rewriter, convolution)))
        return signalPassFailure();
    if (failed(cleanUp()))
      signalPassFailure();
  }

private:
  LogicalResult tile(RewriterBase &rewriter, WinogradConvolution &convolution) {
    KronOp output = convolution.output;
    Attribute attr = output->getDiscardableAttr(ScheduleAttr::attrName);
    if (!attr)
      return success();
    auto schedule = dyn_cast<ScheduleAttr>(attr);
    if (!schedule ||
        int64_t(schedule.getBlock().size()) != output.getNumParallel())
      return output.emitOpError("expected a '")
             << ScheduleAttr::attrName << "' with " << output.getNumParallel()
             << " sizes per level, one for each parallel loop, but got "
             << attr;
    if (!output.getResult())
      return output.emitOpError("expected tensors to tile, but got memrefs");
    for (auto [loop, extent] : llvm::enumerate(getLoopExtents(output)))
      if (ShapedType::isDynamic(extent) && schedule.getBlock()[loop] == 0)
        return output.emitOpError("expected a block of static size, but loop ")
               << loop << " is dynamic, and whole in " << schedule;
    if (failed(checkBlock(output, schedule)))
      return failure();
    output->removeDiscardableAttr(ScheduleAttr::attrName);
    ++numFused;
    return ConvolutionTiling(rewriter, convolution, schedule,
                             lanes ? lanes : getCPUTarget(output).lanes())
        .run();
  }

  /// (S3) Every block is whole: tiles are added around an image, but no image
  /// to a batch.
  static LogicalResult checkBlock(KronOp output, ScheduleAttr schedule) {
    SmallVector<int64_t> extents = getLoopExtents(output);
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

  /// What was only a step towards the tiles goes away.
  LogicalResult cleanUp() {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    context->getLoadedDialect<tensor::TensorDialect>()
        ->getCanonicalizationPatterns(patterns);
    tensor::ExtractSliceOp::getCanonicalizationPatterns(patterns, context);
    tensor::InsertSliceOp::getCanonicalizationPatterns(patterns, context);
    tensor::populateFoldTensorEmptyPatterns(patterns);
    return applyPatternsGreedily(getOperation(), std::move(patterns));
  }
};
} // namespace
