//===- Vectorize.cpp - Tile to registers and vectorise -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OverlappingTiles.h"
#include "ReadSteps.h"
#include "VectorTile.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Hoisting.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/LoweringPatterns.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/Interfaces/SubsetOpInterface.h"
#include "mlir/Transforms/LoopInvariantCodeMotionUtils.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/LoopMaps.h"
#include "winograd/Utils/PassOptions.h"
#include "winograd/Utils/Rewriting.h"
#include "winograd/Utils/TensorSlice.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADVECTORIZE
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// On the fill of a register tile's accumulators, which is one already.
static constexpr StringLiteral accumulatorAttr = "winograd.accumulators";

namespace {
/// Tiles linalg operations to register tiles.
class RegisterTiling {
public:
  RegisterTiling(RewriterBase &rewriter, const VectorShape &shape,
                 int64_t cacheBytes)
      : rewriter(rewriter), shape(shape), cacheBytes(cacheBytes) {}

  /// Tiles `op` and peels the loops; false if the operation has no lane.
  FailureOr<bool> tile(linalg::LinalgOp op) {
    if (!op.hasPureTensorSemantics())
      return false;
    std::optional<SmallVector<int64_t>> sizes = getRegisterTile(op, shape);
    if (!sizes)
      return false;
    SmallVector<unsigned> overlapping = findOverlapping(op, *sizes);
    return overlapping.empty()
               ? tile(op, *sizes)
               : tileOverlapping(op, *sizes, overlapping, *sizes);
  }

  /// Whether any loop's tiles overlap.
  bool hasOverlapping() const { return anyOverlapping; }

  /// What peeling left behind of a size that is not known: one iteration of its
  /// loops at a time.
  FailureOr<bool> tileRemainder(linalg::LinalgOp op) {
    if (!op.hasPureTensorSemantics() || !op.hasDynamicShape())
      return false;
    std::optional<SmallVector<int64_t>> sizes = getRegisterTile(op, shape);
    if (!sizes)
      return false;
    for (auto [size, range] : llvm::zip_equal(*sizes, op.getStaticLoopRanges()))
      if (ShapedType::isDynamic(range))
        size = 1;
    return tile(op, *sizes);
  }

private:
  /// Overlapping tiles, if the loops are as long as one, or else shorter ones.
  /// Several loops of which one is too short for any get tiles of `whole` size,
  /// with a remainder.
  FailureOr<bool> tileOverlapping(linalg::LinalgOp op, ArrayRef<int64_t> sizes,
                                  ArrayRef<unsigned> overlapping,
                                  ArrayRef<int64_t> whole) {
    anyOverlapping = true;
    Location loc = op.getLoc();
    Value fits = createFits(rewriter, op, overlapping, sizes);
    auto condition = scf::IfOp::create(rewriter, loc, op->getResultTypes(),
                                       fits, /*withElseRegion=*/true);
    auto cloneTo = [&](Block *block) {
      OpBuilder::InsertionGuard guard(rewriter);
      rewriter.setInsertionPointToEnd(block);
      auto clone = cast<linalg::LinalgOp>(rewriter.clone(*op));
      scf::YieldOp::create(rewriter, loc, clone->getResults());
      return clone;
    };
    linalg::LinalgOp longer = cloneTo(condition.thenBlock());
    linalg::LinalgOp rest = cloneTo(condition.elseBlock());
    rewriter.replaceOp(op, condition);
    FailureOr<bool> tiled = tile(longer, sizes, overlapping);
    if (failed(tiled))
      return failure();
    SmallVector<int64_t> shorter(sizes);
    for (unsigned loop : overlapping)
      shorter[loop] = getShorterTile(sizes[loop], shape.lanes);
    SmallVector<unsigned> stillLong = findOverlapping(rest, shorter);
    if (!stillLong.empty())
      return tileOverlapping(rest, shorter, stillLong, whole);
    bool isOne = findOverlapping(rest, whole).size() == 1;
    return tile(rest, isOne ? ArrayRef<int64_t>(shorter) : whole);
  }

  /// `op` in tiles, of which those of some loops overlap.
  FailureOr<bool> tile(linalg::LinalgOp op, ArrayRef<int64_t> sizes,
                       ArrayRef<unsigned> overlapping = {}) {
    SmallVector<int64_t> ranges = op.getStaticLoopRanges();
    SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
    SmallVector<OpFoldResult> parallel, reduction;
    for (auto [size, range, iterator] :
         llvm::zip_equal(sizes, ranges, iterators)) {
      // A loop of one iteration is none.
      OpFoldResult tileSize = rewriter.getIndexAttr(size == range ? 0 : size);
      OpFoldResult none = rewriter.getIndexAttr(0);
      bool isParallel = iterator == utils::IteratorType::parallel;
      parallel.push_back(isParallel ? tileSize : none);
      reduction.push_back(isParallel ? none : tileSize);
    }
    // Sums that use each value once take them in the order of memory.
    bool isStream = streamsOnce(op);
    SmallVector<int64_t> order = getTileOrder(op, sizes, cacheBytes);
    std::optional<TapLoop> taps = getTapLoop(op);
    FailureOr<linalg::LinalgOp> tiled =
        isStream ? tileReduction(op, reduction, taps)
                 : tileParallel(op, parallel, order, overlapping);
    if (succeeded(tiled) && *tiled)
      tiled = isStream ? tileParallel(*tiled, parallel, order, overlapping)
                       : tileReduction(*tiled, reduction, taps);
    if (failed(tiled))
      return failure();
    peel();
    return true;
  }

  static bool isUntiled(ArrayRef<OpFoldResult> sizes) {
    return llvm::all_of(sizes, isZeroInteger);
  }

  /// Tiles the parallel loops; a fill of the destination moves inside, where
  /// it becomes the accumulators' first value.
  FailureOr<linalg::LinalgOp> tileParallel(linalg::LinalgOp op,
                                           ArrayRef<OpFoldResult> sizes,
                                           ArrayRef<int64_t> order,
                                           ArrayRef<unsigned> overlapping) {
    if (isUntiled(sizes))
      return op;
    rewriter.setInsertionPoint(op);
    scf::SCFTileAndFuseOptions options;
    options.tilingOptions.setTileSizes(sizes);
    options.tilingOptions.setInterchange(order);
    if (!overlapping.empty())
      setOverlappingLoops(options.tilingOptions, overlapping, loops);
    bool isReduction = op.getNumReductionLoops() > 0;
    options.setFusionControlFn(
        [=](tensor::ExtractSliceOp, OpResult producer, bool isDestination)
            -> std::optional<scf::SCFTileAndFuseOptions::ControlFnResult> {
          if (isReduction && isDestination &&
              isa<linalg::FillOp>(producer.getOwner()))
            return scf::SCFTileAndFuseOptions::ControlFnResult{};
          return std::nullopt;
        });
    FailureOr<scf::SCFTileAndFuseResult> tiled =
        scf::tileConsumerAndFuseProducersUsingSCF(
            rewriter, cast<TilingInterface>(op.getOperation()), options);
    if (failed(tiled))
      return op.emitOpError("could not be tiled to registers");
    if (overlapping.empty())
      llvm::append_range(loops, tiled->loops);
    for (Operation *fused : tiled->tiledAndFusedOps)
      if (auto fill = dyn_cast<linalg::FillOp>(fused)) {
        fill->setDiscardableAttr(accumulatorAttr, rewriter.getUnitAttr());
        // Without its loops of one iteration it is what the sums are, which
        // have lost theirs only now that their sizes are known.
        rewriter.setInsertionPoint(fill);
        if (!overlapping.empty() &&
            failed(linalg::generalizeNamedOp(rewriter, fill)))
          return fill.emitOpError("could not be generalized");
      }
    for (OpResult result : op->getResults())
      rewriter.replaceAllUsesWith(result, tiled->replacements.lookup(result));
    rewriter.eraseOp(op);
    return dyn_cast<linalg::LinalgOp>(tiled->tiledAndFusedOps.front());
  }

  /// Tiles the reduction loops, with that over the taps innermost.
  FailureOr<linalg::LinalgOp> tileReduction(linalg::LinalgOp op,
                                            ArrayRef<OpFoldResult> sizes,
                                            std::optional<TapLoop> taps) {
    if (isUntiled(sizes))
      return op;
    rewriter.setInsertionPoint(op);
    scf::SCFTilingOptions options;
    options.setTileSizes(sizes);
    if (taps) {
      auto order = llvm::to_vector(llvm::seq<int64_t>(op.getNumLoops()));
      llvm::erase(order, int64_t(taps->loop));
      order.push_back(taps->loop);
      options.setInterchange(order);
    }
    FailureOr<scf::SCFTilingResult> tiled = scf::tileUsingSCF(
        rewriter, cast<TilingInterface>(op.getOperation()), options);
    if (failed(tiled))
      return op.emitOpError("could not be tiled to registers");
    rewriter.replaceOp(op, tiled->replacements);
    auto result = dyn_cast<linalg::LinalgOp>(tiled->tiledOps.front());
    if (taps) {
      auto loop = cast<scf::ForOp>(tiled->loops.pop_back_val().getOperation());
      FailureOr<UnrolledLoopInfo> unrolled =
          loopUnrollByFactor(loop, taps->unroll);
      if (succeeded(unrolled) && unrolled->epilogueLoopOp)
        (void)loopUnrollFull(*unrolled->epilogueLoopOp);
    }
    llvm::append_range(loops, tiled->loops);
    return result;
  }

  /// Splits off the iterations that the tile size does not divide, from the
  /// innermost loop outwards, so that full tiles have static shapes.
  void peel() {
    for (LoopLikeOpInterface loop : llvm::reverse(loops)) {
      scf::ForOp remainder;
      (void)scf::peelForLoopAndSimplifyBounds(
          rewriter, cast<scf::ForOp>(loop.getOperation()), remainder);
    }
    loops.clear();
  }

  RewriterBase &rewriter;
  VectorShape shape;
  int64_t cacheBytes; ///< that an operand may have, to be read from it again
  /// Of the operation at hand, the loops that may leave a part of a tile.
  SmallVector<LoopLikeOpInterface> loops;
  bool anyOverlapping = false;
};

/// contract(ext a, ext b) -> contract(a, b), for a and b of one type.
/// (Upstream's pattern does not ask for that, and makes operations that are
/// invalid.)
template <typename ExtOpTy>
struct FoldExtension : public OpRewritePattern<vector::ContractionOp> {
  using OpRewritePattern<vector::ContractionOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::ContractionOp op,
                                PatternRewriter &rewriter) const override {
    auto lhs = op.getLhs().getDefiningOp<ExtOpTy>();
    auto rhs = op.getRhs().getDefiningOp<ExtOpTy>();
    if (!lhs || !rhs ||
        getElementTypeOrSelf(lhs.getIn().getType()) !=
            getElementTypeOrSelf(rhs.getIn().getType()))
      return rewriter.notifyMatchFailure(op, "expected extensions of one type");
    rewriter.replaceOpWithNewOp<vector::ContractionOp>(
        op, lhs.getIn(), rhs.getIn(), op.getAcc(), op.getIndexingMapsAttr(),
        op.getIteratorTypesAttr());
    return success();
  }
};

/// contract(b, a) -> contract(a, b), where b has the result's innermost
/// dimension and a does not: of that order, all lowerings make outer products.
struct SwapOperands : public OpRewritePattern<vector::ContractionOp> {
  using OpRewritePattern<vector::ContractionOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::ContractionOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    AffineDimExpr lane = nullptr;
    if (maps[2].getNumResults() > 0)
      lane = dyn_cast<AffineDimExpr>(maps[2].getResults().back());
    if (!lane || op.isMasked() ||
        !maps[0].isFunctionOfDim(lane.getPosition()) ||
        maps[1].isFunctionOfDim(lane.getPosition()))
      return rewriter.notifyMatchFailure(op, "expected vectors on the left");
    std::swap(maps[0], maps[1]);
    rewriter.replaceOpWithNewOp<vector::ContractionOp>(
        op, op.getRhs(), op.getLhs(), op.getAcc(),
        rewriter.getAffineMapArrayAttr(maps), op.getIteratorTypes(),
        op.getKind());
    return success();
  }
};

class WinogradVectorize
    : public winograd::impl::WinogradVectorizeBase<WinogradVectorize> {
public:
  using WinogradVectorizeBase::WinogradVectorizeBase;

  void runOnOperation() override {
    Operation *op = getOperation();
    if (failed(checkOption(op, "lanes", lanes, 0, limits::lanes)) ||
        failed(checkOption(op, "rows", rows, 0, limits::registerTile)) ||
        failed(checkOption(op, "columns", columns, 1, limits::registerTile)) ||
        failed(checkOption(op, "unroll", unroll, 1, limits::unrolledSteps)))
      return signalPassFailure();
    CPUTarget target = getCPUTarget(getOperation());
    shape = {lanes ? lanes : target.lanes(), rows ? rows : target.rows(),
             columns, unroll};
    cacheBytes = target.l2 / 2;
    if (failed(tileAll()) || failed(foldUnitDims()) ||
        failed(tileRemainders()) || failed(foldUnitDims()))
      return signalPassFailure();
    vectorizeAll();
    if (failed(foldSubsets()))
      return signalPassFailure();
    hoistAccumulators();
    if (failed(formContractions()))
      return signalPassFailure();
  }

private:
  SmallVector<linalg::LinalgOp> collect() {
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    return ops;
  }

  /// The multiply-adds of a contraction may be fused.
  void allowFusedMultiplyAdd(linalg::LinalgOp op) {
    if (op.getNumReductionLoops() == 0)
      return;
    auto flags = arith::FastMathFlagsAttr::get(&getContext(),
                                               arith::FastMathFlags::contract);
    for (Operation &inner : *op.getBlock())
      if (isa<arith::MulFOp, arith::AddFOp>(inner))
        inner.setAttr("fastmath", flags);
  }

  LogicalResult tileAll() {
    IRRewriter rewriter(&getContext());
    RegisterTiling tiling(rewriter, shape, cacheBytes);
    // Fills last: a reduction takes those of its destination along.
    for (bool fills : {false, true}) {
      // (The sizes of overlapping tiles are those of fills, too, which nothing
      // else may need any more.)
      if (fills && tiling.hasOverlapping() && failed(resolveSizes()))
        return failure();
      for (linalg::LinalgOp op : collect()) {
        if (isa<linalg::FillOp>(op) != fills || op->hasAttr(accumulatorAttr))
          continue;
        allowFusedMultiplyAdd(op);
        FailureOr<bool> tiled = tiling.tile(op);
        if (failed(tiled))
          return failure();
        ++(*tiled ? numVectorized : numScalar);
        if (!*tiled)
          orderLoops(rewriter, op);
      }
    }
    return success();
  }

  /// dim(f(x)) -> dim(x)
  LogicalResult resolveSizes() {
    RewritePatternSet patterns(&getContext());
    memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
    return rewriteOperations(getOperation(), std::move(patterns));
  }

  static void orderLoops(RewriterBase &rewriter, linalg::LinalgOp op) {
    auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
    std::optional<SmallVector<unsigned>> order =
        generic ? getWindowOrder(op) : std::nullopt;
    if (!order)
      return;
    rewriter.setInsertionPoint(op);
    FailureOr<linalg::GenericOp> ordered =
        linalg::interchangeGenericOp(rewriter, generic, *order);
    if (succeeded(ordered) && *ordered != generic)
      rewriter.replaceOp(generic, ordered->getResults());
  }

  LogicalResult tileRemainders() {
    IRRewriter rewriter(&getContext());
    RegisterTiling tiling(rewriter, shape, cacheBytes);
    for (linalg::LinalgOp op : collect())
      if (failed(tiling.tileRemainder(op)))
        return failure();
    return success();
  }

  /// Tiles have loops of one iteration; without them the maps of a convolution
  /// are projected permutations, as the vectoriser wants them. The sizes of the
  /// peeled tiles become static on the way.
  LogicalResult foldUnitDims() {
    RewritePatternSet patterns(&getContext());
    addCanonicalizations(patterns);
    linalg::ControlDropUnitDims control = getUnitDimsControl();
    linalg::populateFoldUnitExtentDimsPatterns(patterns, control);
    tensor::populateFoldTensorEmptyPatterns(patterns);
    return rewriteOperations(getOperation(), std::move(patterns));
  }

  /// The canonicalizations of the dialects that tiling and vectorising produce.
  void addCanonicalizations(RewritePatternSet &patterns) {
    MLIRContext *context = &getContext();
    static constexpr StringLiteral dialects[] = {"affine", "arith",  "linalg",
                                                 "scf",    "tensor", "vector"};
    for (StringRef name : dialects)
      context->getLoadedDialect(name)->getCanonicalizationPatterns(patterns);
    for (RegisteredOperationName name : context->getRegisteredOperations())
      if (llvm::is_contained(dialects, name.getDialectNamespace()))
        name.getCanonicalizationPatterns(patterns, context);
  }

  /// Of an operand that is stepped over, only what is stepped on: a slice whose
  /// indices are loops alone, as the vectoriser wants them.
  static void sliceSteps(RewriterBase &rewriter, linalg::LinalgOp op) {
    auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
    if (!generic)
      return;
    SmallVector<int64_t> ranges = generic.getStaticLoopRanges();
    SmallVector<AffineMap> maps = generic.getIndexingMapsArray();
    for (OpOperand *operand : generic.getDpsInputOperands()) {
      AffineMap &map = maps[operand->getOperandNumber()];
      if (map.getNumResults() == 0) // a scalar
        continue;
      TensorSlice slice =
          TensorSlice::whole(rewriter, op.getLoc(), operand->get());
      SmallVector<AffineExpr> indices(map.getResults());
      bool hasSteps = false;
      for (auto [axis, index] : llvm::enumerate(indices)) {
        auto product = dyn_cast<AffineBinaryOpExpr>(index);
        if (!product || product.getKind() != AffineExprKind::Mul)
          continue;
        auto dim = dyn_cast<AffineDimExpr>(product.getLHS());
        auto stride = dyn_cast<AffineConstantExpr>(product.getRHS());
        if (!dim || !stride || stride.getValue() < 1)
          continue;
        hasSteps = true;
        slice.sizes[axis] = rewriter.getIndexAttr(ranges[dim.getPosition()]);
        slice.strides[axis] = rewriter.getIndexAttr(stride.getValue());
        index = dim;
      }
      if (!hasSteps)
        continue;
      rewriter.setInsertionPoint(op);
      Value steps = slice.extract(rewriter, op.getLoc(), operand->get());
      map = AffineMap::get(map.getNumDims(), 0, indices, op.getContext());
      rewriter.modifyOpInPlace(generic, [&] { operand->set(steps); });
    }
    rewriter.modifyOpInPlace(generic, [&] {
      generic.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    });
  }

  void vectorizeAll() {
    IRRewriter rewriter(&getContext());
    for (linalg::LinalgOp op : collect()) {
      if (op.hasDynamicShape() || !isRegisterTile(op, shape))
        continue;
      sliceSteps(rewriter, op);
      rewriter.setInsertionPoint(op);
      FailureOr<linalg::VectorizationResult> result =
          linalg::vectorize(rewriter, op);
      if (succeeded(result))
        rewriter.replaceOp(op, result->replacements);
    }
  }

  /// Insertions become vector writes.
  LogicalResult foldSubsets() {
    RewritePatternSet patterns(&getContext());
    tensor::populateFoldTensorSubsetIntoVectorTransferPatterns(patterns);
    populateReadStepsPatterns(patterns);
    addCanonicalizations(patterns);
    return rewriteOperations(getOperation(), std::move(patterns));
  }

  /// Products that are summed become contractions. Permuting transfers would
  /// hide them, or their accumulators, so each has its time.
  LogicalResult formContractions() {
    RewritePatternSet patterns(&getContext());
    vector::populateVectorTransferPermutationMapLoweringPatterns(patterns);
    vector::populateVectorReductionToContractPatterns(patterns);
    patterns.add<FoldExtension<arith::ExtFOp>, FoldExtension<arith::ExtSIOp>,
                 SwapOperands>(&getContext());
    addCanonicalizations(patterns);
    return rewriteOperations(getOperation(), std::move(patterns));
  }

  /// Accumulators stay in registers over the reduction loops.
  void hoistAccumulators() {
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](LoopLikeOpInterface loop) {
      // Hoisting replaces the loop.
      if (writesInvariantSubset(loop))
        loop = hoistLoopInvariantSubsets(rewriter, loop);
      moveScalars(loop);
    });
  }

  /// Whether the loop writes to one place in every iteration. Hoisting needs
  /// one, but looks for it last, when it has compared all places with another.
  static bool writesInvariantSubset(LoopLikeOpInterface loop) {
    auto isInvariant = [&](SubsetInsertionOpInterface insertion) {
      return llvm::all_of(insertion->getOpOperands(), [&](OpOperand &operand) {
        return &operand == &insertion.getSourceOperand() ||
               &operand == &insertion.getDestinationOperand() ||
               loop.isDefinedOutsideOfLoop(operand.get());
      });
    };
    return llvm::any_of(loop.getLoopRegions(), [&](Region *region) {
      return llvm::any_of(region->getOps<SubsetInsertionOpInterface>(),
                          isInvariant);
    });
  }

  /// Moves what is loop-invariant out of the loop; but no tensors: they are the
  /// places into which the loop writes, and would have to be copied to last.
  static void moveScalars(LoopLikeOpInterface loop) {
    moveLoopInvariantCode(
        loop.getLoopRegions(),
        [&](Value value, Region *) {
          return loop.isDefinedOutsideOfLoop(value);
        },
        [&](Operation *op, Region *) {
          return isMemoryEffectFree(op) && isSpeculatable(op) &&
                 llvm::none_of(op->getResultTypes(), llvm::IsaPred<TensorType>);
        },
        [&](Operation *op, Region *) { loop.moveOutOfLoop(op); });
  }

  VectorShape shape;
  int64_t cacheBytes = 0;
};
} // namespace
