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
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
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
/// One value of the algebra (x, X̂, g, Ĝ, M̂ or y) as a list of axes. Those of a
/// spatial dimension are named by the loop of its image (see WindowForm).
struct Axis {
  enum Kind {
    Loop,     ///< a loop of the convolution, untransformed
    Image,    ///< of x, along a window
    Taps,     ///< of w, along a window
    Result,   ///< of y, along a transformed window
    Tile,     ///< t
    Residue,  ///< of the outputs
    Phase,    ///< of the taps
    Block,    ///< of taps
    Transform ///< the position in the transform
  } kind;
  unsigned loop;

  bool operator==(const Axis &other) const {
    return kind == other.kind && loop == other.loop;
  }
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
    for (const auto &window : dims.windows) {
      forms.push_back(WindowForm::get(window));
      if (forms.back().isTransformed())
        transformed.push_back(window.image);
    }
    resultType = getElementTypeOrSelf(dims.getInit().getType());
    accumulationType = dims.getAccumulationType();
    storageType = dims.getStorageType(narrowTransforms);
  }

  Raised run() {
    rewriter.setInsertionPoint(op);
    // X̂[i.., depth.., batch.., residues.., tiles.., c..],
    // Ĝ[i.., depth.., c.., k..],
    // M̂[i.., depth.., batch.., residues.., tiles.., k..]: one matrix product
    // per i and depth. Phases and blocks of taps stand in front of c. Without
    // c, depth goes behind the tiles instead: it is what vectors are made of.
    // Residues that share the image are output channels.
    // Channels in front of the tiles are those of an image that has them so.
    SmallVector<Axis> positions, residues, spreads, tiles, reduced;
    for (auto [window, form] : llvm::zip_equal(dims.windows, forms)) {
      auto add = [image = window.image](SmallVector<Axis> &axes,
                                        Axis::Kind kind, bool exists) {
        if (exists)
          axes.push_back({kind, image});
      };
      add(positions, Axis::Transform, form.isTransformed());
      add(residues, Axis::Residue, form.residues > 1);
      add(spreads, Axis::Residue, form.spread > 1);
      add(tiles, form.isTransformed() ? Axis::Tile : Axis::Loop, true);
      add(reduced, Axis::Block, form.blocks > 1);
      add(reduced, Axis::Phase, form.isTransformed() && form.phases > 1);
      if (!form.isTransformed() && window.taps > 1)
        reduced.push_back({Axis::Loop, window.tap});
    }
    llvm::append_range(tiles, residues);
    std::rotate(tiles.begin(), tiles.end() - residues.size(), tiles.end());
    SmallVector<Axis> depth = loops(dims.depth), batch = loops(dims.batch);
    SmallVector<Axis> c = loops(dims.inputChannel);
    SmallVector<Axis> k = loops(dims.outputChannel);
    llvm::append_range(reduced, c);
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    SmallVector<Axis> x = operandAxes(maps[dims.image]);
    SmallVector<Axis> y = operandAxes(maps[2]);
    ArrayRef<Axis> front = depth, back;
    if (c.empty())
      std::swap(front, back);
    auto gHat = llvm::to_vector(
        llvm::concat<const Axis>(positions, front, reduced, spreads, back, k));
    auto arrange = [&](ArrayRef<Axis> image, ArrayRef<Axis> channels,
                       ArrayRef<Axis> last) {
      auto all = llvm::to_vector(llvm::concat<const Axis>(channels, last));
      bool isOuter = followImage && !image.empty() && isSpatial(image.back());
      ArrayRef<Axis> none;
      return llvm::to_vector(
          llvm::concat<const Axis>(positions, front, isOuter ? all : none,
                                   batch, tiles, isOuter ? none : all));
    };
    auto columns = llvm::to_vector(llvm::concat<const Axis>(back, k));
    SmallVector<Axis> xHat = arrange(x, reduced, back),
                      mHat = arrange(y, spreads, columns);

    Value input = kron(KronRole::Input, dims.getSource(), x, xHat,
                       empty(xHat, storageType));
    Value filter =
        kron(KronRole::Filter, op->getOperand(dims.filter),
             operandAxes(maps[dims.filter]), gHat, empty(gHat, storageType));
    Value product = multiply(input, xHat, filter, gHat, mHat, reduced);
    // An initial value is added before the result is rounded.
    Value init = op->getOperand(2);
    bool hasInit = !isZeroTensor(init);
    SmallVector<OpFoldResult> shifts = getShifts(y);
    bool isShifted = !llvm::all_of(shifts, isZeroInteger);
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, init);
    SmallVector<OpFoldResult> shiftedSizes = sizes;
    for (auto [size, shift] : llvm::zip_equal(shiftedSizes, shifts))
      size = affine::makeComposedFoldedAffineApply(
          rewriter, loc,
          rewriter.getAffineDimExpr(0) + rewriter.getAffineDimExpr(1),
          {size, shift});
    Value output =
        kron(KronRole::Output, product, mHat, y,
             tensor::EmptyOp::create(rewriter, loc, shiftedSizes,
                                     hasInit ? accumulationType : resultType));
    WinogradConvolution raised{input.getDefiningOp<KronOp>(),
                               filter.getDefiningOp<KronOp>(),
                               product.getDefiningOp<HadamardReduceOp>(),
                               output.getDefiningOp<KronOp>()};
    Value result = output;
    if (isShifted)
      result = tensor::ExtractSliceOp::create(
          rewriter, loc, output, shifts, sizes,
          SmallVector<OpFoldResult>(sizes.size(), rewriter.getIndexAttr(1)));
    if (hasInit)
      result = addInit(result, init);
    rewriter.replaceOp(op, result);
    // What is cut out of a buffer is a view of it.
    return {raised, isShifted ? output : result};
  }

private:
  SmallVector<Axis> loops(ArrayRef<unsigned> list) {
    return llvm::map_to_vector(
        list, [](unsigned loop) { return Axis{Axis::Loop, loop}; });
  }

  /// How much lies in front of y along its axes.
  SmallVector<OpFoldResult> getShifts(ArrayRef<Axis> y) {
    return llvm::map_to_vector(y, [&](const Axis &axis) -> OpFoldResult {
      int64_t shift =
          isSpatial(axis) ? forms[getWindow(axis)].shift : int64_t(0);
      return rewriter.getIndexAttr(shift);
    });
  }

  static bool isSpatial(const Axis &axis) {
    return axis.kind == Axis::Image || axis.kind == Axis::Result;
  }

  /// The window that a loop belongs to, if any, by its number.
  std::optional<size_t> findWindow(unsigned loop) {
    for (auto [index, window] : llvm::enumerate(dims.windows))
      if (window.image == loop || window.tap == loop)
        return index;
    return std::nullopt;
  }
  size_t getWindow(const Axis &axis) { return *findWindow(axis.loop); }

  /// The axes of x, g or y, in the operand's own order.
  SmallVector<Axis> operandAxes(AffineMap map) {
    SmallVector<Axis> axes;
    for (AffineExpr expr : map.getResults()) {
      std::optional<size_t> window;
      for (unsigned loop = 0; loop < map.getNumDims() && !window; ++loop)
        if (expr.isFunctionOfDim(loop))
          window = findWindow(loop);
      if (!window) {
        axes.push_back({Axis::Loop, cast<AffineDimExpr>(expr).getPosition()});
        continue;
      }
      const Convolution::Window &found = dims.windows[*window];
      bool ofImage = expr.isFunctionOfDim(found.image),
           ofTaps = expr.isFunctionOfDim(found.tap);
      axes.push_back({ofImage && ofTaps ? Axis::Image
                      : ofTaps          ? Axis::Taps
                                        : Axis::Result,
                      found.image});
    }
    return axes;
  }

  /// Adds up the index of an axis.
  class Index {
  public:
    Index(Builder &builder, ArrayRef<Axis> parallel)
        : parallel(parallel), sum(builder.getAffineConstantExpr(0)) {}

    /// Where the loop is one of the kron's.
    Index &add(const Axis &axis, int64_t scale) {
      const auto *it = llvm::find(parallel, axis);
      if (it != parallel.end())
        addDim(it - parallel.begin(), scale);
      return *this;
    }
    Index &addDim(unsigned dim, int64_t scale) {
      sum = sum + getAffineDimExpr(dim, sum.getContext()) * scale;
      return *this;
    }
    AffineExpr plus(int64_t offset) { return sum + offset; }

  private:
    ArrayRef<Axis> parallel;
    AffineExpr sum;
  };

  /// How an axis is indexed with the loops of `parallel` and, behind those, the
  /// transformed dimensions.
  AffineExpr makeIndex(const Axis &axis, ArrayRef<Axis> parallel) {
    Index index(rewriter, parallel);
    if (axis.kind != Axis::Image && axis.kind != Axis::Taps &&
        axis.kind != Axis::Result && axis.kind != Axis::Transform)
      return index.add(axis, 1).plus(0);
    const Convolution::Window &window = dims.windows[getWindow(axis)];
    const WindowForm &form = forms[getWindow(axis)];
    auto of = [&](Axis::Kind kind) { return Axis{kind, window.image}; };
    Axis tap{Axis::Loop, window.tap};
    if (!form.isTransformed()) {
      switch (axis.kind) {
      case Axis::Image:
        return index.add(of(Axis::Loop), window.stride)
            .add(tap, window.dilation)
            .plus(window.offset);
      case Axis::Taps:
        return index.add(tap, 1).plus(0);
      default:
        return index.add(of(Axis::Loop), 1).plus(0);
      }
    }
    size_t number = llvm::find(transformed, window.image) - transformed.begin();
    unsigned point = parallel.size() + number;
    int64_t m = algorithms[number].getM();
    switch (axis.kind) {
    case Axis::Image:
      return index.add(of(Axis::Tile), form.imageStep() * m)
          .addDim(point, form.imageStep())
          .add(of(Axis::Block), form.imageStep() * form.taps)
          .add(of(Axis::Residue), form.unit)
          .add(of(Axis::Phase), form.unit)
          .plus(form.spread > 1 ? form.firstValue
                : form.isBackwards
                    ? window.offset + window.dilation * (window.taps - 1)
                    : window.offset);
    case Axis::Taps:
      if (form.isBackwards)
        return index.addDim(point, -1).plus(window.taps - 1);
      return index.add(of(Axis::Block), form.filterStep() * form.taps)
          .addDim(point, form.filterStep())
          .add(of(Axis::Phase), 1)
          .add(of(Axis::Residue), form.spread > 1 ? -1 : 0)
          .plus(form.firstTap);
    case Axis::Result:
      return index.add(of(Axis::Tile), form.resultStep() * m)
          .addDim(point, form.resultStep())
          .add(of(Axis::Residue), 1)
          .plus(0);
    default:
      return index.addDim(point, 1).plus(0);
    }
  }

  AffineMap makeMap(ArrayRef<Axis> axes, ArrayRef<Axis> parallel) {
    SmallVector<AffineExpr> exprs = llvm::map_to_vector(
        axes, [&](const Axis &axis) { return makeIndex(axis, parallel); });
    return AffineMap::get(parallel.size() + transformed.size(), 0, exprs,
                          rewriter.getContext());
  }

  /// The axes of a value in the transformed domain that are loops.
  static SmallVector<Axis> parallelAxes(ArrayRef<Axis> axes) {
    return llvm::filter_to_vector(
        axes, [](const Axis &axis) { return axis.kind != Axis::Transform; });
  }

  Value kron(KronRole role, Value source, ArrayRef<Axis> sourceAxes,
             ArrayRef<Axis> initAxes, Value init) {
    SmallVector<Axis> parallel =
        parallelAxes(role == KronRole::Output ? sourceAxes : initAxes);
    return KronOp::create(rewriter, loc, role, algorithms,
                          makeMap(sourceAxes, parallel),
                          makeMap(initAxes, parallel), source, init)
        .getResult();
  }

  /// M̂ = Σ_c X̂ · Ĝ over the loops i.., depth.., batch.., tiles.., k.., c..
  Value multiply(Value input, ArrayRef<Axis> xHat, Value filter,
                 ArrayRef<Axis> gHat, ArrayRef<Axis> mHat,
                 ArrayRef<Axis> reduced) {
    SmallVector<Axis> order(mHat);
    llvm::append_range(order, reduced);
    auto makeProductMap = [&](ArrayRef<Axis> axes) {
      SmallVector<AffineExpr> exprs;
      for (const Axis &axis : axes) {
        const auto *it = llvm::find(order, axis);
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

  /// The size of an axis of the transformed domain.
  OpFoldResult axisSize(const Axis &axis) {
    if (axis.kind == Axis::Loop)
      return loopSize(axis.loop);
    const WindowForm &form = forms[getWindow(axis)];
    size_t number = llvm::find(transformed, axis.loop) - transformed.begin();
    switch (axis.kind) {
    case Axis::Tile:
      return affine::makeComposedFoldedAffineApply(
          rewriter, loc,
          (rewriter.getAffineDimExpr(0) + form.shift)
              .ceilDiv(form.resultStep() * algorithms[number].getM()),
          {loopSize(axis.loop)});
    case Axis::Residue:
      return rewriter.getIndexAttr(form.resultStep());
    case Axis::Phase:
      return rewriter.getIndexAttr(form.phases);
    case Axis::Block:
      return rewriter.getIndexAttr(form.blocks);
    case Axis::Transform:
      return rewriter.getIndexAttr(algorithms[number].getAlpha());
    default:
      llvm_unreachable("an axis of an operand");
    }
  }

  Value empty(ArrayRef<Axis> axes, Type elementType) {
    SmallVector<OpFoldResult> sizes = llvm::map_to_vector(
        axes, [&](const Axis &axis) { return axisSize(axis); });
    return tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
  }

  RewriterBase &rewriter;
  linalg::LinalgOp op;
  Location loc;
  const Convolution &dims;
  SmallVector<AlgorithmAttr> algorithms; ///< per transformed dimension
  SmallVector<unsigned> transformed;     ///< their images, in order
  SmallVector<WindowForm> forms;         ///< per window
  bool followImage;
  Type resultType, accumulationType, storageType;
};

} // namespace

FailureOr<SmallVector<AlgorithmAttr>>
winograd::adaptToStorage(const Convolution &convolution,
                         ArrayRef<AlgorithmAttr> algorithms,
                         const RaiseOptions &options) {
  SmallVector<AlgorithmAttr> adapted(algorithms);
  if (!convolution.getStorageType(options.narrowTransforms).isF16())
    return adapted;
  linalg::LinalgOp op = convolution.op;
  for (AlgorithmAttr &algorithm : adapted)
    if (algorithm = algorithm.makeContracting([&] { return op.emitOpError(); });
        !algorithm)
      return failure();
  return adapted;
}

static FailureOr<Raised> raise(RewriterBase &rewriter,
                               const Convolution &convolution,
                               ArrayRef<AlgorithmAttr> algorithms,
                               const RaiseOptions &options) {
  FailureOr<SmallVector<AlgorithmAttr>> adapted =
      adaptToStorage(convolution, algorithms, options);
  if (failed(adapted))
    return failure();
  std::string names = describeAlgorithms(
      llvm::map_to_vector(algorithms, [](AlgorithmAttr algorithm) {
        return algorithm.getCookToom();
      }));
  linalg::LinalgOp op = convolution.op;
  remark::passed(op.getLoc(),
                 remark::RemarkOpts::name("raised").category("winograd-raise"))
      << remark::add("rewritten with {0}, for values that are finite and "
                     "of moderate size",
                     names);
  return Raise(rewriter, convolution, *adapted, options.narrowTransforms,
               options.followImage)
      .run();
}

FailureOr<WinogradConvolution> winograd::raiseConvolution(
    RewriterBase &rewriter, const Convolution &convolution,
    ArrayRef<AlgorithmAttr> algorithms, const RaiseOptions &options) {
  FailureOr<Raised> raised = raise(rewriter, convolution, algorithms, options);
  if (failed(raised))
    return failure();
  return raised->convolution;
}

FailureOr<SmallVector<AlgorithmAttr>>
winograd::makeAlgorithms(const Convolution &convolution, int64_t tile,
                         std::string &reason) {
  ConvolutionSizes sizes = getWinogradSizes(convolution);
  llvm::Expected<SmallVector<CookToom>> algorithms =
      buildAlgorithms(sizes, SmallVector<int64_t>(sizes.filter.size(), tile));
  if (!algorithms) {
    reason = llvm::toString(algorithms.takeError());
    return failure();
  }
  linalg::LinalgOp op = convolution.op;
  return llvm::map_to_vector(*algorithms, [&](const CookToom &algorithm) {
    return AlgorithmAttr::get(op.getContext(), algorithm);
  });
}

LogicalResult winograd::checkPlan(const Convolution &convolution,
                                  PlanAttr plan) {
  linalg::LinalgOp op = convolution.op;
  SmallVector<Convolution::Window> windows = getTransformed(convolution);
  bool areMatching = llvm::equal(
      plan.getAlgorithms(), windows,
      [](AlgorithmAttr algorithm, const Convolution::Window &window) {
        return algorithm.getR() == WindowForm::get(window).taps;
      });
  if (!areMatching)
    return op.emitOpError("expected a plan with one algorithm F(m, r) for "
                          "each dimension with r > 1 taps for each residue "
                          "of its stride");
  if (!plan.getBlock().empty() && !convolution.hasKnownChannels())
    return op.emitOpError("expected a plan without a block for channels of "
                          "unknown size");
  return success();
}

FailureOr<WinogradConvolution>
winograd::executePlan(RewriterBase &rewriter, const Convolution &convolution,
                      PlanAttr plan, const RaiseOptions &options,
                      PlacedBuffers &buffers) {
  linalg::LinalgOp op = convolution.op;
  Location loc = op.getLoc();
  bool isOnGPU =
      plan.getWorkgroup() || plan.getKind() == PlanKind::SingleKernel;
  FailureOr<Raised> values =
      raise(rewriter, convolution, plan.getAlgorithms(), options);
  if (failed(values))
    return failure();
  auto [raised, result] = *values;
  if (!plan.getBlock().empty()) {
    ScheduleAttr schedule =
        makeSchedule(raised, plan.getBlock(), plan.getPanel());
    if (!schedule)
      return LogicalResult(emitError(loc, "expected a plan without a block for "
                                          "sizes that are not known"));
    raised.output->setDiscardableAttr(ScheduleAttr::attrName, schedule);
  }
  if (plan.getWorkgroup())
    raised.output->setDiscardableAttr(WorkgroupScheduleAttr::attrName,
                                      plan.getWorkgroup());
  buffers =
      placeValues(raised, result, plan.getKind(),
                  isOnGPU ? MemorySpace::Workgroup : MemorySpace::Private);
  return raised;
}

namespace {
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
    IRRewriter rewriter(&getContext());
    for (linalg::LinalgOp op : *candidates)
      if (failed(visit(rewriter, op)))
        return signalPassFailure();

    // Absorb the padding in front.
    RewritePatternSet patterns(&getContext());
    KronOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(applyPatternsGreedily(root, std::move(patterns))))
      signalPassFailure();
  }

private:
  LogicalResult visit(RewriterBase &rewriter, linalg::LinalgOp op) {
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
    RaiseOptions options{narrowTransforms, followImage};
    if (plan) {
      PlacedBuffers made;
      if (failed(checkPlan(*convolution, plan)) ||
          failed(executePlan(rewriter, *convolution, plan, options, made)))
        return failure();
      ++numRaised;
      numBuffers += made.count;
      numBytes += made.bytes;
      return success();
    }
    if (tile == 0) {
      leave(op, "it has no plan (winograd-plan makes one)");
      return success();
    }
    if (!promisesFinite(op)) {
      leave(op, "its values may be infinite, NaN, or too large for Winograd's "
                "sums (winograd.finite_only = false)");
      return success();
    }
    FailureOr<SmallVector<AlgorithmAttr>> algorithms =
        makeAlgorithms(*convolution, tile, reason);
    if (failed(algorithms)) {
      leave(op, reason);
      return success();
    }
    if (failed(raiseConvolution(rewriter, *convolution, *algorithms, options)))
      return failure();
    ++numRaised;
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
