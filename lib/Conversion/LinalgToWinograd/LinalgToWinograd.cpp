//===- LinalgToWinograd.cpp - Raise convolutions -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// conv(x, g) + init  ->  kron(Aᵀ, Σ_c kron(Bᵀ, x) · kron(G, g)) + init
//
// The loops of the convolution become the dimensions of the krons' maps, so
// that no layout is a case of its own.
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "PlanPlacement.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/NarrowFloats.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_CONVERTLINALGTOWINOGRAD
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// One value of the algebra (x, X̂, g, Ĝ, M̂ or y) as a list of axes.
struct Axis {
  enum Kind {
    Loop,        ///< a loop of the convolution, untransformed
    Window,      ///< m * tile + u + offset of a transformed spatial dimension
    Tile,        ///< the tile's number of a transformed spatial dimension
    Transformed, ///< the position in the transform of that dimension
    Zero         ///< an axis of size 1, indexed with 0
  } kind;
  unsigned loop; ///< the loop; for a spatial dimension its image
  int64_t offset = 0;
};

/// What a convolution has become.
struct Raised {
  WinogradConvolution convolution;
  Value result; ///< the output, with the initial value added
};

/// Rewrites one convolution.
class Raise {
public:
  Raise(RewriterBase &rewriter, const Convolution &convolution,
        ArrayRef<AlgorithmAttr> algorithms, bool narrowTransforms,
        bool followImage)
      : rewriter(rewriter), op(convolution.op), loc(op->getLoc()),
        dims(convolution), algorithms(algorithms), followImage(followImage) {
    for (const auto &window : dims.windows)
      if (window.taps > 1)
        transformed.push_back(window.image);
    resultType = getElementTypeOrSelf(dims.getInit().getType());
    accumulationType = dims.getAccumulationType();
    storageType = dims.getStorageType(narrowTransforms);
  }

  Raised run() {
    rewriter.setInsertionPoint(op);
    // X̂[i.., depth.., batch.., tiles.., c..], Ĝ[i.., depth.., c.., k..],
    // M̂[i.., depth.., batch.., tiles.., k..]: one matrix product per i and
    // depth. Without c, nothing is reduced, and depth goes behind the tiles
    // instead. Channels in front of the tiles are those of an image that has
    // them so.
    SmallVector<Axis> positions, tiles;
    for (unsigned image : transformed)
      positions.push_back({Axis::Transformed, image});
    for (const auto &window : dims.windows)
      tiles.push_back(
          {window.taps > 1 ? Axis::Tile : Axis::Loop, window.image});
    SmallVector<Axis> depth = loops(dims.depth), batch = loops(dims.batch);
    SmallVector<Axis> c = loops(dims.inputChannel);
    SmallVector<Axis> k = loops(dims.outputChannel);
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    SmallVector<Axis> x = operandAxes(maps[dims.image]);
    SmallVector<Axis> y = operandAxes(maps[2]);
    auto gHat = llvm::to_vector(llvm::concat<Axis>(positions, depth, c, k));
    auto arrange = [&](ArrayRef<Axis> image, ArrayRef<Axis> channels) {
      auto all = llvm::to_vector(llvm::concat<const Axis>(
          c.empty() ? ArrayRef<Axis>(depth) : ArrayRef<Axis>(), channels));
      auto front = c.empty() ? ArrayRef<Axis>() : ArrayRef<Axis>(depth);
      bool isOuter = followImage && !image.empty() && isSpatial(image.back());
      ArrayRef<Axis> none;
      return llvm::to_vector(
          llvm::concat<const Axis>(positions, front, isOuter ? all : none,
                                   batch, tiles, isOuter ? none : all));
    };
    SmallVector<Axis> xHat = arrange(x, c), mHat = arrange(y, k);

    Value input = kron(KronRole::Input, op->getOperand(dims.image), x, xHat,
                       empty(xHat, storageType));
    Value filter =
        kron(KronRole::Filter, op->getOperand(dims.filter),
             operandAxes(maps[dims.filter]), gHat, empty(gHat, storageType));
    Value product = multiply(input, xHat, filter, gHat, mHat);
    // An initial value is added before the result is rounded.
    Value init = op->getOperand(2);
    bool hasInit = !isZeroTensor(init);
    Value output =
        kron(KronRole::Output, product, mHat, y,
             tensor::EmptyOp::create(rewriter, loc,
                                     tensor::getMixedSizes(rewriter, loc, init),
                                     hasInit ? accumulationType : resultType));
    Value result = hasInit ? addInit(output, init) : output;
    rewriter.replaceOp(op, result);
    WinogradConvolution raised{input.getDefiningOp<KronOp>(),
                               filter.getDefiningOp<KronOp>(),
                               product.getDefiningOp<HadamardReduceOp>(),
                               output.getDefiningOp<KronOp>()};
    return {raised, result};
  }

private:
  SmallVector<Axis> loops(ArrayRef<unsigned> list) {
    return llvm::map_to_vector(
        list, [](unsigned loop) { return Axis{Axis::Loop, loop}; });
  }

  bool isSpatial(const Axis &axis) {
    return llvm::any_of(dims.windows, [&](const auto &window) {
      return window.image == axis.loop;
    });
  }

  bool isTransformed(unsigned image) {
    return llvm::is_contained(transformed, image);
  }

  /// The axes of x, g or y, in the operand's own order.
  SmallVector<Axis> operandAxes(AffineMap map) {
    SmallVector<Axis> axes;
    for (AffineExpr expr : map.getResults()) {
      const Convolution::Window *window = nullptr;
      for (const auto &candidate : dims.windows)
        if (expr.isFunctionOfDim(candidate.image) ||
            expr.isFunctionOfDim(candidate.tap))
          window = &candidate;
      if (!window) {
        axes.push_back({Axis::Loop, cast<AffineDimExpr>(expr).getPosition()});
        continue;
      }
      bool isFilter = !expr.isFunctionOfDim(window->image);
      int64_t offset = isa<AffineDimExpr>(expr) ? 0 : window->offset;
      if (isTransformed(window->image))
        axes.push_back({isFilter ? Axis::Transformed : Axis::Window,
                        window->image, offset});
      else
        axes.push_back(
            {isFilter ? Axis::Zero : Axis::Loop, window->image, offset});
    }
    return axes;
  }

  /// The maps' dimension of an axis: its index among the loops of `plain`, or,
  /// behind those, among the transformed dimensions.
  AffineMap makeMap(ArrayRef<Axis> axes, ArrayRef<unsigned> parallel) {
    SmallVector<AffineExpr> exprs;
    for (const Axis &axis : axes) {
      unsigned position = llvm::find(parallel, axis.loop) - parallel.begin();
      unsigned index = llvm::find(transformed, axis.loop) - transformed.begin();
      AffineExpr dim = rewriter.getAffineDimExpr(position);
      AffineExpr point = rewriter.getAffineDimExpr(parallel.size() + index);
      switch (axis.kind) {
      case Axis::Loop:
        exprs.push_back(dim + axis.offset);
        break;
      case Axis::Tile:
        exprs.push_back(dim);
        break;
      case Axis::Window:
        exprs.push_back(dim * algorithms[index].getM() + point + axis.offset);
        break;
      case Axis::Transformed:
        exprs.push_back(point);
        break;
      case Axis::Zero:
        exprs.push_back(rewriter.getAffineConstantExpr(0));
        break;
      }
    }
    return AffineMap::get(parallel.size() + transformed.size(), 0, exprs,
                          rewriter.getContext());
  }

  /// The loops of the untransformed axes of `axes`, in their order.
  SmallVector<unsigned> parallelLoops(ArrayRef<Axis> axes) {
    SmallVector<unsigned> result;
    for (const Axis &axis : axes)
      if (axis.kind == Axis::Loop || axis.kind == Axis::Tile)
        result.push_back(axis.loop);
    return result;
  }

  Value kron(KronRole role, Value source, ArrayRef<Axis> sourceAxes,
             ArrayRef<Axis> initAxes, Value init) {
    SmallVector<unsigned> parallel =
        parallelLoops(role == KronRole::Output ? sourceAxes : initAxes);
    return KronOp::create(rewriter, loc, role, algorithms,
                          makeMap(sourceAxes, parallel),
                          makeMap(initAxes, parallel), source, init)
        .getResult();
  }

  /// M̂ = Σ_c X̂ · Ĝ over the loops i.., depth.., batch.., tiles.., k.., c..
  Value multiply(Value input, ArrayRef<Axis> xHat, Value filter,
                 ArrayRef<Axis> gHat, ArrayRef<Axis> mHat) {
    SmallVector<Axis> order(mHat);
    for (unsigned loop : dims.inputChannel)
      order.push_back({Axis::Loop, loop});
    auto makeProductMap = [&](ArrayRef<Axis> axes) {
      SmallVector<AffineExpr> exprs;
      for (const Axis &axis : axes) {
        const auto *it = llvm::find_if(order, [&](const Axis &other) {
          return other.kind == axis.kind && other.loop == axis.loop;
        });
        exprs.push_back(rewriter.getAffineDimExpr(it - order.begin()));
      }
      return AffineMap::get(order.size(), 0, exprs, rewriter.getContext());
    };
    Value zero = arith::ConstantOp::create(
        rewriter, loc, rewriter.getZeroAttr(accumulationType));
    Value init = linalg::FillOp::create(rewriter, loc, zero,
                                        empty(mHat, accumulationType))
                     .getResult(0);
    return HadamardReduceOp::create(rewriter, loc,
                                    {makeProductMap(xHat), makeProductMap(gHat),
                                     makeProductMap(mHat)},
                                    input, filter, init)
        .getResult();
  }

  /// init + y, rounded to the result's type.
  Value addInit(Value output, Value init) {
    int64_t rank = cast<ShapedType>(init.getType()).getRank();
    AffineMap identity = rewriter.getMultiDimIdentityMap(rank);
    SmallVector<utils::IteratorType> iterators(rank,
                                               utils::IteratorType::parallel);
    // Not in place: what only reads y fuses with its transform.
    SmallVector<Value> inputs{init, output};
    SmallVector<AffineMap> maps{identity, identity, identity};
    Value destination = tensor::EmptyOp::create(
        rewriter, loc, tensor::getMixedSizes(rewriter, loc, init), resultType);
    return linalg::GenericOp::create(
               rewriter, loc, destination.getType(), inputs, destination, maps,
               iterators,
               [&](OpBuilder &b, Location loc, ValueRange args) {
                 Value start = convertFloat(b, args[0], accumulationType);
                 Value sum = arith::AddFOp::create(b, loc, start, args[1]);
                 linalg::YieldOp::create(b, loc,
                                         convertFloat(b, sum, resultType));
               })
        .getResult(0);
  }

  /// The extent of a loop of the convolution.
  OpFoldResult loopSize(unsigned loop) {
    for (auto [number, map] : llvm::enumerate(op.getIndexingMapsArray()))
      if (auto axis = map.getResultPosition(rewriter.getAffineDimExpr(loop)))
        return tensor::getMixedSize(rewriter, loc, op->getOperand(number),
                                    *axis);
    llvm_unreachable("a loop without an operand");
  }

  Value empty(ArrayRef<Axis> axes, Type elementType) {
    SmallVector<OpFoldResult> sizes;
    for (const Axis &axis : axes) {
      unsigned index = llvm::find(transformed, axis.loop) - transformed.begin();
      if (axis.kind == Axis::Transformed)
        sizes.push_back(rewriter.getIndexAttr(algorithms[index].getAlpha()));
      else if (axis.kind == Axis::Tile)
        sizes.push_back(affine::makeComposedFoldedAffineApply(
            rewriter, loc,
            rewriter.getAffineDimExpr(0).ceilDiv(algorithms[index].getM()),
            {loopSize(axis.loop)}));
      else
        sizes.push_back(loopSize(axis.loop));
    }
    return tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
  }

  RewriterBase &rewriter;
  linalg::LinalgOp op;
  Location loc;
  const Convolution &dims;
  SmallVector<AlgorithmAttr> algorithms; ///< per transformed dimension
  SmallVector<unsigned> transformed;     ///< their images, in order
  bool followImage;
  Type resultType, accumulationType, storageType;
};

class ConvertLinalgToWinograd
    : public winograd::impl::ConvertLinalgToWinogradBase<
          ConvertLinalgToWinograd> {
public:
  using ConvertLinalgToWinogradBase::ConvertLinalgToWinogradBase;

  void runOnOperation() override {
    Operation *root = getOperation();
    if (tile < 0 || tile > CookToom::maxAlpha - 1) {
      root->emitError("expected the option 'tile' to be 0 to ")
          << CookToom::maxAlpha - 1 << ", but got " << tile.getValue();
      return signalPassFailure();
    }
    FailureOr<SmallVector<linalg::LinalgOp>> candidates =
        collectConvolutions(root);
    if (failed(candidates))
      return signalPassFailure();
    for (linalg::LinalgOp op : *candidates)
      if (failed(visit(op)))
        return signalPassFailure();

    // Absorb the padding in front.
    RewritePatternSet patterns(&getContext());
    KronOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(applyPatternsGreedily(root, std::move(patterns))))
      signalPassFailure();
  }

private:
  LogicalResult visit(linalg::LinalgOp op) {
    auto plan = op->getAttrOfType<PlanAttr>(PlanAttr::attrName);
    if (plan && plan.getKind() == PlanKind::Direct) {
      op->removeAttr(PlanAttr::attrName);
      ++numLeft;
      return success();
    }
    std::string reason;
    FailureOr<Convolution> convolution = analyzeForWinograd(op, reason);
    if (failed(convolution)) {
      if (plan)
        return op.emitOpError("cannot have the plan ")
               << getPlanName(plan.getKind()) << ": " << reason;
      leave(op, reason);
      return success();
    }
    if (plan)
      return execute(*convolution, plan);
    if (tile == 0) {
      leave(op, "it has no plan (winograd-plan makes one)");
      return success();
    }
    if (!promisesFinite(op)) {
      leave(op, "its values may be infinite, NaN, or too large for Winograd's "
                "sums (winograd.finite_only = false)");
      return success();
    }
    ConvolutionSizes sizes = convolution->getSizes();
    llvm::Expected<SmallVector<CookToom>> algorithms =
        buildAlgorithms(sizes, SmallVector<int64_t>(sizes.filter.size(), tile));
    if (!algorithms) {
      leave(op, llvm::toString(algorithms.takeError()));
      return success();
    }
    raise(*convolution,
          llvm::map_to_vector(*algorithms, [&](const CookToom &algorithm) {
            return AlgorithmAttr::get(&getContext(), algorithm);
          }));
    return success();
  }

  Raised raise(const Convolution &convolution,
               ArrayRef<AlgorithmAttr> algorithms) {
    std::string names = describeAlgorithms(
        llvm::map_to_vector(algorithms, [](AlgorithmAttr algorithm) {
          return algorithm.getCookToom();
        }));
    linalg::LinalgOp op = convolution.op;
    remark::passed(op.getLoc(), remark::RemarkOpts::name("raised").category(
                                    "winograd-raise"))
        << remark::add("rewritten with {0}, for values that are finite and "
                       "of moderate size",
                       names);
    ++numRaised;
    IRRewriter rewriter(&getContext());
    return Raise(rewriter, convolution, algorithms, narrowTransforms,
                 followImage)
        .run();
  }

  LogicalResult execute(const Convolution &convolution, PlanAttr plan) {
    linalg::LinalgOp op = convolution.op;
    SmallVector<Convolution::Window> windows = convolution.getTransformed();
    bool areMatching = llvm::equal(
        plan.getAlgorithms(), windows,
        [](AlgorithmAttr algorithm, const Convolution::Window &window) {
          return algorithm.getR() == window.taps;
        });
    if (!areMatching)
      return op.emitOpError("expected a plan with one algorithm F(m, r) for "
                            "each dimension with r > 1 taps");
    Location loc = op.getLoc();
    bool isOnGPU =
        plan.getWorkgroup() || plan.getKind() == PlanKind::SingleKernel;
    auto [raised, result] = raise(convolution, plan.getAlgorithms());
    if (!plan.getBlock().empty()) {
      ScheduleAttr schedule =
          makeSchedule(raised, plan.getBlock(), plan.getPanel());
      if (!schedule)
        return emitError(loc, "expected a plan without a block for channels "
                              "of unknown size");
      raised.output->setDiscardableAttr(ScheduleAttr::attrName, schedule);
    }
    if (plan.getWorkgroup())
      raised.output->setDiscardableAttr(WorkgroupScheduleAttr::attrName,
                                        plan.getWorkgroup());
    PlacedBuffers made =
        placeValues(raised, result, plan.getKind(),
                    isOnGPU ? MemorySpace::Workgroup : MemorySpace::Private);
    numBuffers += made.count;
    numBytes += made.bytes;
    return success();
  }

  void leave(linalg::LinalgOp op, StringRef reason) {
    ++numLeft;
    remark::missed(op.getLoc(),
                   remark::RemarkOpts::name("left").category("winograd-raise"))
        << remark::reason("not rewritten: {0}", reason);
  }
};
} // namespace
