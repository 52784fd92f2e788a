//===- WinogradToLinalg.cpp - Lower the dialect to linalg ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/WinogradToLinalg.h"
#include "KronContractions.h"
#include "KronLowering.h"
#include "KronTileSizes.h"
#include "LoweringTracker.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/IR/TensorTilingInterfaceImpl.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Conversion/WinogradToLinalg/HadamardLowering.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/Linalg/CropPads.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_CONVERTWINOGRADTOLINALG
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Tiles a kron to single tiles of lanes; a remainder of the lanes gets loops
/// of its own, so that full vectors have a static size.
static LogicalResult tileKron(RewriterBase &rewriter, KronOp op,
                              int64_t lanes) {
  rewriter.setInsertionPoint(op);
  SmallVector<OpFoldResult> sizes = getLoweringTileSizes(op, lanes);
  // What reads windows is tiled in any case: that makes its edges explicit.
  bool readsWindows =
      llvm::any_of(getAxisAccesses(op.getRead(), op.getNumParallel()),
                   [](const AxisAccess &access) { return !access.isPlain(); });
  bool isOneTile = llvm::all_of(
      llvm::zip_equal(sizes, op.getIterationDomain(rewriter)), [](auto pair) {
        auto [size, range] = pair;
        return isZeroInteger(size) ||
               isEqualConstantIntOrValue(size, range.size);
      });
  if (isOneTile && op.getRole() != KronRole::Input && !readsWindows)
    return success();
  scf::SCFTilingOptions options;
  options.setTileSizes(sizes);
  FailureOr<scf::SCFTilingResult> tiled = scf::tileUsingSCF(
      rewriter, cast<TilingInterface>(op.getOperation()), options);
  if (failed(tiled))
    return op.emitOpError("could not be tiled");
  rewriter.replaceOp(op, tiled->replacements);
  for (LoopLikeOpInterface loop : tiled->loops) {
    auto forOp = cast<scf::ForOp>(loop.getOperation());
    scf::ForOp remainder;
    if (!isConstantIntValue(getAsOpFoldResult(forOp.getStep()), 1))
      (void)scf::peelForLoopAndSimplifyBounds(rewriter, forOp, remainder);
  }
  return success();
}

namespace {
/// extract_slice(pad(x)) -> pad(extract_slice(x)): a padded value exists only
/// as far as it is read. Where the slice lies outside of x, an empty slice of x
/// is padded.
struct SlicePadSource : public OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto pad = op.getSource().getDefiningOp<tensor::PadOp>();
    if (!pad || !pad.getConstantPaddingValue() || !op.hasUnitStride() ||
        op.getType().getRank() != op.getSourceType().getRank())
      return rewriter.notifyMatchFailure(op, "expected a slice of a pad");
    if (mayLieInFront(op, pad)) {
      rewriter.replaceOpWithNewOp<tensor::CastOp>(op, op.getType(),
                                                  slice(rewriter, op, pad));
      return success();
    }
    FailureOr<TilingResult> sliced = tensor::bubbleUpPadSlice(
        rewriter, pad, op.getMixedOffsets(), op.getMixedSizes(),
        /*generateZeroSliceGuard=*/false);
    if (failed(sliced))
      return failure();
    rewriter.replaceOpWithNewOp<tensor::CastOp>(op, op.getType(),
                                                sliced->tiledValues.front());
    return success();
  }

private:
  /// Whether, along an axis without padding behind, the slice may be shorter
  /// than the padding in front: upstream would return all of that.
  static bool mayLieInFront(tensor::ExtractSliceOp op, tensor::PadOp pad) {
    for (auto [low, high, size] : llvm::zip_equal(
             pad.getMixedLowPad(), pad.getMixedHighPad(), op.getMixedSizes())) {
      if (!isConstantIntValue(high, 0) || isConstantIntValue(low, 0))
        continue;
      std::optional<int64_t> front = getConstantIntValue(low),
                             taken = getConstantIntValue(size);
      if (!front || !taken || *front > *taken)
        return true;
    }
    return false;
  }

  /// Of n elements behind l of padding, a slice of s from o on has those from
  /// b = min(max(o - l, 0), n) to e = min(max(o + s - l, 0), n), behind
  /// min(max(l - o, 0), s) of padding.
  static Value slice(RewriterBase &rewriter, tensor::ExtractSliceOp op,
                     tensor::PadOp pad) {
    Location loc = op.getLoc();
    AffineExpr a, b, c;
    bindSymbols(op.getContext(), a, b, c);
    AffineExpr zero = rewriter.getAffineConstantExpr(0);
    auto apply = [&](AffineExpr expr, ArrayRef<OpFoldResult> of) {
      return affine::makeComposedFoldedAffineApply(rewriter, loc, expr, of);
    };
    /// min(max(value, 0), most)
    auto clamp = [&](OpFoldResult value, OpFoldResult most) {
      value = affine::makeComposedFoldedAffineMax(
          rewriter, loc, AffineMap::get(0, 1, {a, zero}, op.getContext()),
          {value});
      return affine::makeComposedFoldedAffineMin(
          rewriter, loc, AffineMap::get(0, 2, {a, b}, op.getContext()),
          {value, most});
    };
    SmallVector<OpFoldResult> begins, lengths, lows, highs,
        strides(op.getType().getRank(), rewriter.getIndexAttr(1));
    for (auto [count, low, offset, size] : llvm::zip_equal(
             tensor::getMixedSizes(rewriter, loc, pad.getSource()),
             pad.getMixedLowPad(), op.getMixedOffsets(), op.getMixedSizes())) {
      OpFoldResult begin = clamp(apply(a - b, {offset, low}), count);
      OpFoldResult end = clamp(apply(a + b - c, {offset, size, low}), count);
      begins.push_back(begin);
      lengths.push_back(apply(a - b, {end, begin}));
      lows.push_back(clamp(apply(a - b, {low, offset}), size));
      highs.push_back(apply(a - b - c, {size, lengths.back(), lows.back()}));
    }
    // (An empty slice at the end of an axis is invalid.)
    if (llvm::any_of(lengths, [](OpFoldResult length) {
          return isConstantIntValue(length, 0);
        })) {
      Value empty = tensor::EmptyOp::create(rewriter, loc, op.getMixedSizes(),
                                            op.getType().getElementType());
      return linalg::FillOp::create(rewriter, loc,
                                    pad.getConstantPaddingValue(), empty)
          .getResult(0);
    }
    Value part = tensor::ExtractSliceOp::create(rewriter, loc, pad.getSource(),
                                                begins, lengths, strides);
    return tensor::PadOp::create(rewriter, loc, /*resultType=*/Type(), part,
                                 lows, highs, pad.getConstantPaddingValue(),
                                 pad.getNofold());
  }
};
} // namespace

/// The operand through which `value`'s producer gets its destination, if that
/// is a fresh tensor.empty; destination-style operations in between are passed
/// through when nobody else sees their values.
static OpOperand *findEmptyDestination(Value value) {
  while (true) {
    OpOperand *init = nullptr;
    if (auto producer = value.getDefiningOp<DestinationStyleOpInterface>())
      init = producer.getTiedOpOperand(cast<OpResult>(value));
    else if (auto loop = value.getDefiningOp<scf::ForallOp>())
      init = loop.getTiedOpOperand(cast<OpResult>(value));
    else if (auto loop = value.getDefiningOp<scf::ForOp>())
      init = loop.getTiedLoopInit(cast<OpResult>(value));
    if (!init)
      return nullptr;
    if (init->get().getDefiningOp<tensor::EmptyOp>())
      return init;
    if (!init->get().hasOneUse())
      return nullptr;
    value = init->get();
  }
}

/// The value's own destination is allocated in the memory space; where it has
/// none, the value is copied there.
static void lowerBufferize(RewriterBase &rewriter, BufferizeOp op,
                           bool memorySpaces) {
  Attribute space = memorySpaces
                        ? getBufferMemorySpace(op.getContext(), op.getSpace())
                        : Attribute();
  Value value = op.getValue();
  auto allocate = [&](ValueRange dynamicSizes, Value copied) {
    auto alloc = bufferization::AllocTensorOp::create(
        rewriter, op.getLoc(), cast<RankedTensorType>(value.getType()),
        dynamicSizes, copied);
    if (space)
      alloc.setMemorySpaceAttr(space);
    return alloc.getResult();
  };
  OpOperand *destination =
      value.hasOneUse() ? findEmptyDestination(value) : nullptr;
  if (destination) {
    auto empty = destination->get().getDefiningOp<tensor::EmptyOp>();
    rewriter.setInsertionPointAfter(empty);
    Value allocated = allocate(empty.getDynamicSizes(), /*copied=*/Value());
    rewriter.modifyOpInPlace(destination->getOwner(),
                             [&] { destination->set(allocated); });
    rewriter.replaceOp(op, value);
    return;
  }
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op, allocate(/*dynamicSizes=*/{}, value));
}

/// An operation on memrefs becomes one on tensors between to_tensor and
/// materialize_in_destination.
static Operation *liftToTensors(RewriterBase &rewriter, Operation *op) {
  rewriter.setInsertionPoint(op);
  Location loc = op->getLoc();
  SmallVector<Value> operands;
  for (auto [index, operand] : llvm::enumerate(op->getOperands()))
    operands.push_back(bufferization::ToTensorOp::create(
        rewriter, loc, memref::getTensorTypeFromMemRefType(operand.getType()),
        operand, /*restrict=*/true,
        /*writable=*/index + 1 == op->getNumOperands()));
  OperationState state(loc, op->getName(), operands, operands.back().getType(),
                       op->getAttrs());
  Operation *lifted = rewriter.create(state);
  auto materialize = bufferization::MaterializeInDestinationOp::create(
      rewriter, loc, /*result=*/Type(), lifted->getResult(0),
      op->getOperands().back());
  materialize.setRestrict(true);
  materialize.setWritable(true);
  rewriter.eraseOp(op);
  return lifted;
}

/// Fuses the elementwise operation that alone uses `value` with the one that
/// copies it into place.
static void fuseCopy(RewriterBase &rewriter, Value value) {
  auto copy = value.getDefiningOp<linalg::GenericOp>();
  if (!copy || !value.hasOneUse())
    return;
  OpOperand &use = *value.use_begin();
  auto consumer = dyn_cast<linalg::GenericOp>(use.getOwner());
  if (!consumer || consumer.isDpsInit(&use) ||
      !linalg::areElementwiseOpsFusable(&use))
    return;
  rewriter.setInsertionPoint(consumer);
  FailureOr<linalg::ElementwiseOpFusionResult> fused =
      linalg::fuseElementwiseOps(rewriter, &use);
  if (failed(fused))
    return;
  for (auto [from, to] : fused->replacements)
    rewriter.replaceAllUsesWith(from, to);
  rewriter.eraseOp(consumer);
  if (isOpTriviallyDead(copy))
    rewriter.eraseOp(copy);
}

/// What tiling and peeling know of the sizes becomes types.
static LogicalResult makeSizesStatic(RewriterBase &rewriter, Operation *scope) {
  MLIRContext *context = scope->getContext();
  RewritePatternSet patterns(context);
  // A loop of one iteration is none: a size of 1 must be known before unit
  // axes are dropped from slices, or canonicalization drops another one.
  scf::ForOp::getCanonicalizationPatterns(patterns, context);
  affine::AffineApplyOp::getCanonicalizationPatterns(patterns, context);
  affine::AffineMinOp::getCanonicalizationPatterns(patterns, context);
  affine::AffineMaxOp::getCanonicalizationPatterns(patterns, context);
  context->getLoadedDialect<tensor::TensorDialect>()
      ->getCanonicalizationPatterns(patterns);
  tensor::ExtractSliceOp::getCanonicalizationPatterns(patterns, context);
  tensor::InsertSliceOp::getCanonicalizationPatterns(patterns, context);
  tensor::PadOp::getCanonicalizationPatterns(patterns, context);
  tensor::CastOp::getCanonicalizationPatterns(patterns, context);
  // Zeros move to where a collapsed product starts from them.
  linalg::FillOp::getCanonicalizationPatterns(patterns, context);
  tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::populateFoldTensorEmptyPatterns(patterns);
  patterns.add<SlicePadSource>(context);
  GreedyRewriteConfig config;
  config.setListener(
      static_cast<RewriterBase::Listener *>(rewriter.getListener()));
  return applyPatternsGreedily(scope, std::move(patterns), config);
}

FailureOr<LoweredOperations>
winograd::lowerToLinalg(RewriterBase &rewriter, ArrayRef<Operation *> ops,
                        Operation *scope, const LoweringOptions &options) {
  LoweredOperations lowered;
  LoweringTracker tracker(rewriter);
  tracker.given.insert(ops.begin(), ops.end());
  // The padding of a window is never negative.
  cropPads(scope, /*onlyKnown=*/true, &tracker);
  SmallVector<KronOp> krons;
  SmallVector<HadamardReduceOp> products;
  SmallVector<BufferizeOp> buffers;
  for (Operation *op : tracker.given.takeVector()) {
    if (auto buffer = dyn_cast<BufferizeOp>(op)) {
      buffers.push_back(buffer);
      continue;
    }
    if (op->getNumResults() == 0)
      op = liftToTensors(rewriter, op);
    // What has no elements is not computed.
    Value init = op->getOperands().back();
    if (llvm::is_contained(cast<ShapedType>(init.getType()).getShape(), 0))
      rewriter.replaceOp(op, init);
    else if (auto kron = dyn_cast<KronOp>(op))
      krons.push_back(kron);
    else
      products.push_back(cast<HadamardReduceOp>(op));
  }
  for (BufferizeOp op : buffers) {
    if (!options.allocate) {
      rewriter.replaceOp(op, op.getValue());
      continue;
    }
    lowerBufferize(rewriter, op, options.memorySpaces);
    ++lowered.numBuffers;
  }
  for (HadamardReduceOp op : products) {
    linalg::GenericOp product = lowerHadamardReduce(rewriter, op);
    tracker.products.insert(product);
    nameContraction(rewriter, product);
    ++lowered.numProducts;
  }
  for (KronOp op : krons)
    tracker.krons.insert(op);
  for (KronOp op : krons) {
    if (failed(options.whole ? padSource(rewriter, op)
                             : tileKron(rewriter, op, options.lanes)))
      return failure();
    ++lowered.numKrons;
  }
  if (failed(makeSizesStatic(rewriter, scope)))
    return failure();
  krons.clear();
  scope->walk([&](KronOp op) {
    if (tracker.krons.contains(op))
      krons.push_back(op);
  });
  for (KronOp op : krons) {
    rewriter.setInsertionPoint(op);
    Value value = options.whole ? lowerKronToContractions(rewriter, op)
                                : lowerKronToGenerics(rewriter, op);
    rewriter.replaceOp(op, value);
    if (!options.whole)
      fuseCopy(rewriter, value);
  }
  llvm::append_range(lowered.products, tracker.products);
  return lowered;
}

namespace {
class ConvertWinogradToLinalg
    : public winograd::impl::ConvertWinogradToLinalgBase<
          ConvertWinogradToLinalg> {
public:
  using ConvertWinogradToLinalgBase::ConvertWinogradToLinalgBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "lanes", lanes, 0, limits::lanes)) ||
        failed(checkCPUTarget(getOperation())))
      return signalPassFailure();
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (isa<KronOp, HadamardReduceOp, BufferizeOp>(op))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    LoweringOptions options;
    options.lanes = lanes ? lanes : getCPUTarget(getOperation()).lanes();
    options.memorySpaces = memorySpaces;
    options.whole = whole;
    options.allocate = !whole;
    FailureOr<LoweredOperations> lowered =
        lowerToLinalg(rewriter, ops, getOperation(), options);
    if (failed(lowered))
      return signalPassFailure();
    if (whole)
      dropAttributes(rewriter, getOperation());
    numKrons += lowered->numKrons;
    numProducts += lowered->numProducts;
    numBuffers += lowered->numBuffers;
  }
};
} // namespace
