//===- KronLowering.cpp - One tile of a kron as linalg -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A kron is applied one axis at a time. Along an axis, tap u of every window is
// a strided slice of the value; one linalg.generic takes the slices of all taps
// and yields those of all results, its body being the one-dimensional transform
// in straight-line arithmetic:
//
//   (r_0, ..., r_{m-1}) = T (s_0, ..., s_{a-1}),   s_u = value[..., u :: m,
//   ...]
//
// The results are inserted into the next value. The dimension that is innermost
// in the transformed domain, the lane, stays innermost in all of them; loops
// run over all other dimensions, so that a generic works on one vector of lanes
// and each insertion becomes a vector store.
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/KronLowering.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Conversion/WinogradToLinalg/TransformEmission.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Support/TransformProgram.h"

using namespace mlir;
using namespace mlir::winograd;

/// The loop that is innermost in the transformed domain, if its last axis is
/// one.
static std::optional<unsigned> getLane(KronOp op) {
  AffineMap map =
      op.getRole() == KronRole::Output ? op.getRead() : op.getWrite();
  AxisAccess last = getAxisAccesses(map, op.getNumParallel()).back();
  return last.parallel;
}

/// The tiles along the last window are adjacent in memory: a row of up to this
/// many is transformed at once, so that what neighbouring windows share is read
/// once. The row's intermediate values stay in the first-level cache.
static constexpr int64_t maxRowTiles = 32;

/// The parallel loop over the tiles of the last transformed dimension.
static std::optional<unsigned> getRow(KronOp op) {
  AffineMap map = op.getWindowMap();
  if (!map)
    return std::nullopt;
  for (AxisAccess access : getAxisAccesses(map, op.getNumParallel()))
    if (access.isWindow() && *access.transformed + 1 == op.getNumTransformed())
      return access.parallel;
  return std::nullopt;
}

SmallVector<OpFoldResult> winograd::getLoweringTileSizes(KronOp op,
                                                         int64_t lanes) {
  Builder builder(op.getContext());
  SmallVector<OpFoldResult> sizes(op.getNumParallel(), builder.getIndexAttr(1));
  AffineMap map =
      op.getRole() == KronRole::Output ? op.getRead() : op.getWrite();
  auto transformed = cast<ShapedType>(
      (op.getRole() == KronRole::Output ? op.getSource() : op.getInit())
          .getType());
  auto extentOf = [&](unsigned loop) {
    for (auto [axis, access] :
         llvm::enumerate(getAxisAccesses(map, op.getNumParallel())))
      if (access.parallel == loop)
        return transformed.getDimSize(axis);
    return ShapedType::kDynamic;
  };
  // There is always one loop to tile: tiling is what makes the edges explicit.
  auto whole = [&](int64_t extent) {
    return builder.getIndexAttr(op.getNumParallel() == 1 ? extent : 0);
  };
  std::optional<unsigned> lane = getLane(op), row = getRow(op);
  if (row && row != lane) {
    int64_t extent = extentOf(*row);
    if (!ShapedType::isDynamic(extent))
      sizes[*row] = builder.getIndexAttr(std::min(extent, maxRowTiles));
  }
  if (lane) {
    int64_t extent = extentOf(*lane);
    bool isShort = !ShapedType::isDynamic(extent) && extent <= lanes;
    sizes[*lane] = isShort ? whole(extent) : builder.getIndexAttr(lanes);
  }
  return sizes;
}

/// An axis of an intermediate value: a loop, a transform's position, or, as
/// long as (or once) they are one axis, both.
using Axes = SmallVector<AxisAccess>;

/// The axis that a loop alone indexes.
static AxisAccess loopAxis(unsigned loop) {
  AxisAccess axis;
  axis.parallel = loop;
  return axis;
}

namespace {
class KronLowering {
public:
  KronLowering(RewriterBase &rewriter, KronOp op)
      : rewriter(rewriter), op(op), loc(op.getLoc()), init(op.getInit()),
        writeAxes(getAxisAccesses(op.getWrite(), op.getNumParallel())),
        lane(getLane(op)) {}

  Value run() {
    value = op.getSource();
    axes = getAxisAccesses(op.getRead(), op.getNumParallel());
    dropInitAxes();
    loadWindow();
    for (int64_t i = 0; i + 1 < op.getNumTransformed(); ++i)
      transform(i, /*isLast=*/false);
    transform(op.getNumTransformed() - 1, /*isLast=*/true);
    Value result = value == written ? value : copyIntoInit();
    if (init == op.getInit())
      return result;
    Slice whole = wholeSlice(op.getInit());
    return tensor::InsertSliceOp::create(rewriter, loc, result, op.getInit(),
                                         whole.offsets, whole.sizes,
                                         whole.strides);
  }

private:
  FloatType arithmeticType() { return op.getArithmeticType(); }

  //===--- Axes -----------------------------------------------------------===//

  /// Where the axis stands in the result; the lane counts as innermost, and
  /// what an `output` transform has still to reduce as outermost.
  int64_t order(const AxisAccess &axis) {
    if (lane && axis.parallel == lane && !axis.transformed)
      return writeAxes.size();
    for (auto [index, write] : llvm::enumerate(writeAxes))
      if ((axis.parallel && write.parallel == axis.parallel) ||
          (axis.transformed && write.transformed == axis.transformed &&
           !write.parallel))
        return index;
    return -1;
  }

  void sortAxes(Axes &list) {
    llvm::stable_sort(list, [&](const AxisAccess &a, const AxisAccess &b) {
      return order(a) < order(b);
    });
  }

  static bool isSame(const AxisAccess &a, const AxisAccess &b) {
    return a.parallel == b.parallel && a.transformed == b.transformed;
  }

  /// The axes `to` in terms of the axes `from`, as an indexing map.
  AffineMap permutation(const Axes &from, const Axes &to) {
    SmallVector<AffineExpr> exprs;
    for (const AxisAccess &axis : to) {
      const auto *it = llvm::find_if(
          from, [&](const AxisAccess &other) { return isSame(axis, other); });
      exprs.push_back(rewriter.getAffineDimExpr(it - from.begin()));
    }
    return AffineMap::get(from.size(), 0, exprs, rewriter.getContext());
  }

  //===--- Slices ---------------------------------------------------------===//

  struct Slice {
    SmallVector<OpFoldResult> offsets, sizes, strides;
  };

  Slice wholeSlice(Value tensor) {
    Slice slice;
    slice.sizes = tensor::getMixedSizes(rewriter, loc, tensor);
    slice.offsets.assign(slice.sizes.size(), rewriter.getIndexAttr(0));
    slice.strides.assign(slice.sizes.size(), rewriter.getIndexAttr(1));
    return slice;
  }

  Value extract(Value tensor, const Slice &slice) {
    return tensor::ExtractSliceOp::create(rewriter, loc, tensor, slice.offsets,
                                          slice.sizes, slice.strides);
  }

  /// The tensor without those axes (of size 1) for which `isDropped` holds.
  Value dropAxes(Value tensor, Axes &list,
                 function_ref<bool(const AxisAccess &)> isDropped) {
    auto type = cast<RankedTensorType>(tensor.getType());
    SmallVector<int64_t> shape;
    Axes kept;
    for (auto [axis, size] : llvm::zip_equal(list, type.getShape()))
      if (!isDropped(axis)) {
        kept.push_back(axis);
        shape.push_back(size);
      }
    if (kept.size() == list.size())
      return tensor;
    list = kept;
    Slice whole = wholeSlice(tensor);
    return tensor::ExtractSliceOp::create(
        rewriter, loc, RankedTensorType::get(shape, type.getElementType()),
        tensor, whole.offsets, whole.sizes, whole.strides);
  }

  /// Loops of one iteration, of which nothing need be seen in between.
  void dropInitAxes() {
    auto initShape = cast<ShapedType>(init.getType()).getShape();
    // (An axis that is padded to one element may have none in the source.)
    auto pad = value.getDefiningOp<tensor::PadOp>();
    auto sourceShape =
        cast<ShapedType>((pad ? pad.getSource() : value).getType()).getShape();
    auto isUnit = [](ArrayRef<int64_t> shape, const Axes &list, unsigned loop) {
      for (auto [size, axis] : llvm::zip_equal(shape, list))
        if (axis.parallel == loop)
          return !axis.isWindow() && size == 1;
      return true;
    };
    for (unsigned loop = 0, e = op.getNumParallel(); loop < e; ++loop)
      if (loop != lane && isUnit(initShape, writeAxes, loop) &&
          isUnit(sourceShape, axes, loop))
        unitLoops.insert(loop);
    init = dropAxes(init, writeAxes,
                    [&](const AxisAccess &axis) { return isUnitAxis(axis); });
  }

  bool isUnitAxis(const AxisAccess &axis) {
    return axis.parallel && unitLoops.contains(*axis.parallel);
  }

  //===--- Copies ---------------------------------------------------------===//

  /// init[to] = value[from], with a conversion of the element type.
  Value copy(Value from, const Axes &fromAxes, Value init, const Axes &toAxes) {
    SmallVector<utils::IteratorType> iterators(toAxes.size(),
                                               utils::IteratorType::parallel);
    SmallVector<AffineMap> maps{permutation(toAxes, fromAxes),
                                rewriter.getMultiDimIdentityMap(toAxes.size())};
    Type type = getElementTypeOrSelf(init.getType());
    return linalg::GenericOp::create(
               rewriter, loc, init.getType(), from, init, maps, iterators,
               [&](OpBuilder &b, Location loc, ValueRange args) {
                 linalg::YieldOp::create(b, loc,
                                         convertFloat(b, args[0], type));
               })
        .getResult(0);
  }

  /// The vector lanes must be contiguous: one copy puts them innermost. What
  /// the window needs of zeros is written around that copy, so that the padded
  /// window exists in the order of its use only.
  void loadWindow() {
    auto pad = value.getDefiningOp<tensor::PadOp>();
    auto isDropped = [&](const AxisAccess &axis) {
      return axis.isZero() || isUnitAxis(axis);
    };
    if (!pad)
      value = dropAxes(value, axes, isDropped);
    Axes kept = axes;
    llvm::erase_if(kept, isDropped);
    Axes target = kept;
    if (lane)
      llvm::stable_sort(target, [&](const AxisAccess &a, const AxisAccess &b) {
        return (a.parallel == lane) < (b.parallel == lane);
      });
    bool isInOrder = llvm::equal(kept, target, isSame);
    if (!pad && isInOrder)
      return;
    // Of a list with one entry per axis, the kept ones in the target's order.
    AffineMap order = permutation(axes, target);
    auto permuted = [&](ArrayRef<OpFoldResult> list) {
      return applyPermutationMap(order, list);
    };
    Value source = value;
    SmallVector<OpFoldResult> sourceSizes;
    if (pad) {
      Axes sourceAxes = axes;
      sourceSizes = tensor::getMixedSizes(rewriter, loc, pad.getSource());
      source = dropAxes(pad.getSource(), sourceAxes, isDropped);
    }
    Value window = tensor::EmptyOp::create(
        rewriter, loc, permuted(tensor::getMixedSizes(rewriter, loc, value)),
        getElementTypeOrSelf(value.getType()));
    axes = target;
    if (!pad) {
      value = copy(source, kept, window, axes);
      return;
    }
    Slice inside = wholeSlice(window);
    inside.offsets = permuted(pad.getMixedLowPad());
    inside.sizes = permuted(sourceSizes);
    window = fillAround(window, inside, pad.getConstantPaddingValue());
    Value copied = copy(source, kept, extract(window, inside), axes);
    value = tensor::InsertSliceOp::create(rewriter, loc, copied, window,
                                          inside.offsets, inside.sizes,
                                          inside.strides);
  }

  /// Fills what lies outside of the slice `inside`: per axis the part before
  /// and the part behind it, over the inside of the axes before.
  Value fillAround(Value tensor, const Slice &inside, Value padding) {
    Slice box = wholeSlice(tensor);
    SmallVector<OpFoldResult> extents = box.sizes;
    AffineExpr d0, d1, d2;
    bindDims(rewriter.getContext(), d0, d1, d2);
    for (size_t axis = 0; axis < extents.size(); ++axis) {
      OpFoldResult low = inside.offsets[axis], size = inside.sizes[axis];
      OpFoldResult end = affine::makeComposedFoldedAffineApply(
          rewriter, loc, d0 + d1, {low, size});
      OpFoldResult high = affine::makeComposedFoldedAffineApply(
          rewriter, loc, d0 - d1 - d2, {extents[axis], low, size});
      box.sizes[axis] = low;
      tensor = fill(tensor, box, padding);
      box.offsets[axis] = end;
      box.sizes[axis] = high;
      tensor = fill(tensor, box, padding);
      box.offsets[axis] = low;
      box.sizes[axis] = size;
    }
    return tensor;
  }

  Value fill(Value tensor, const Slice &slice, Value scalar) {
    if (llvm::any_of(slice.sizes, isZeroInteger))
      return tensor;
    Value filled = linalg::FillOp::create(rewriter, loc, scalar,
                                          ValueRange{extract(tensor, slice)})
                       .getResult(0);
    return tensor::InsertSliceOp::create(rewriter, loc, filled, tensor,
                                         slice.offsets, slice.sizes,
                                         slice.strides);
  }

  /// What lies inside of the init is copied there.
  Value copyIntoInit() {
    Slice slice = wholeSlice(value);
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, init);
    for (auto [index, axis] : llvm::enumerate(axes))
      for (auto [size, write] : llvm::zip_equal(sizes, writeAxes))
        if (isSame(axis, write))
          slice.sizes[index] = size;
    return copy(extract(value, slice), axes, init, writeAxes);
  }

  //===--- The transform along one axis -----------------------------------===//

  /// The extent of a loop (that of a tile: how many tiles there are).
  OpFoldResult loopSize(unsigned loop) {
    OpBuilder::InsertionGuard guard(rewriter);
    return op.getIterationDomain(rewriter)[loop].size;
  }

  /// Applies the index-th matrix.
  void transform(int64_t index, bool isLast) {
    auto isTransformed = [&](const AxisAccess &axis) {
      return axis.transformed == index;
    };
    // The axes of a slice: a window's tiles stay, a single tap's axis goes.
    Step step;
    step.program = TransformProgram::fromMatrix(op.getMatrix(index));
    step.fromPosition = llvm::find_if(axes, isTransformed) - axes.begin();
    AxisAccess from = axes[step.fromPosition];
    step.sliceAxes = axes;
    if (from.isWindow())
      step.sliceAxes[step.fromPosition] = loopAxis(*from.parallel);
    else
      step.sliceAxes.erase(step.sliceAxes.begin() + step.fromPosition);
    sortAxes(step.sliceAxes);

    // The axes of the next value, into which the results are inserted.
    step.to.transformed = index;
    step.nextAxes = step.sliceAxes;
    auto write = llvm::find_if(writeAxes, isTransformed);
    if (write->isWindow()) {
      step.to = *write;
      *llvm::find_if(step.nextAxes, [&](const AxisAccess &axis) {
        return isSame(axis, loopAxis(*write->parallel));
      }) = step.to;
    } else {
      step.nextAxes.push_back(step.to);
      sortAxes(step.nextAxes);
    }
    bool intoInit = isLast && fitsInit(step.nextAxes);
    Value next = intoInit ? init : createNext(step);

    // The loops; the slices of one iteration have only the lanes.
    SmallVector<OpFoldResult> sizes;
    for (const AxisAccess &axis : step.sliceAxes)
      sizes.push_back(sizeOf(axis));
    SmallVector<OpFoldResult> offsets;
    value = createLoops(step, sizes, offsets, next);
    axes = step.nextAxes;
    if (intoInit)
      written = value;
  }

  /// One transformed axis.
  struct Step {
    TransformProgram program;
    size_t fromPosition = 0; ///< of the axis in the value
    Axes sliceAxes;          ///< of one tap's slice of the value
    Axes nextAxes;           ///< of the next value
    AxisAccess to;           ///< the axis in the next value
  };

  /// The extent of an axis of the current value.
  OpFoldResult sizeOf(const AxisAccess &axis) {
    for (auto [position, other] : llvm::enumerate(axes)) {
      bool isWindowOfLoop = other.isWindow() && !axis.transformed &&
                            other.parallel == axis.parallel;
      if (isSame(axis, other))
        return tensor::getMixedSize(rewriter, loc, value, position);
      if (isWindowOfLoop)
        return loopSize(*axis.parallel);
    }
    llvm_unreachable("an axis that the value does not have");
  }

  /// An uninitialised tensor for the results of a step.
  Value createNext(const Step &step) {
    SmallVector<OpFoldResult> sizes;
    for (const AxisAccess &axis : step.nextAxes) {
      if (!isSame(axis, step.to))
        sizes.push_back(sizeOf(axis));
      else if (axis.isWindow())
        sizes.push_back(affine::makeComposedFoldedAffineApply(
            rewriter, loc, rewriter.getAffineDimExpr(0) * axis.scale,
            {sizeOf(loopAxis(*axis.parallel))}));
      else
        sizes.push_back(rewriter.getIndexAttr(step.program.results().size()));
    }
    return tensor::EmptyOp::create(rewriter, loc, sizes, arithmeticType());
  }

  bool isLane(const AxisAccess &axis) {
    return lane && !axis.transformed && axis.parallel == lane;
  }

  /// A loop for each axis of the slices but the lane; `offsets` are those of
  /// the loops around. Returns the next value.
  Value createLoops(const Step &step, ArrayRef<OpFoldResult> sizes,
                    SmallVector<OpFoldResult> &offsets, Value next) {
    size_t depth = offsets.size();
    if (depth == sizes.size())
      return createBody(step, sizes, offsets, next);
    if (isLane(step.sliceAxes[depth]) || isConstantIntValue(sizes[depth], 1)) {
      offsets.push_back(rewriter.getIndexAttr(0));
      Value result = createLoops(step, sizes, offsets, next);
      offsets.pop_back();
      return result;
    }
    auto index = [&](int64_t constant) -> Value {
      return arith::ConstantIndexOp::create(rewriter, loc, constant);
    };
    Value upper = getValueOrCreateConstantIndexOp(rewriter, loc, sizes[depth]);
    auto loop = scf::ForOp::create(rewriter, loc, index(0), upper, index(1),
                                   ValueRange{next});
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPointToStart(loop.getBody());
    offsets.push_back(OpFoldResult(loop.getInductionVar()));
    Value result =
        createLoops(step, sizes, offsets, loop.getRegionIterArgs().front());
    offsets.pop_back();
    scf::YieldOp::create(rewriter, loc, result);
    return loop.getResult(0);
  }

  /// Where the slice of one iteration lies in a value with the axes `list`, of
  /// which `axis` at `tap` is not in the loops.
  Slice sliceAt(const Step &step, ArrayRef<OpFoldResult> sizes,
                ArrayRef<OpFoldResult> offsets, const Axes &list,
                const AxisAccess &axis, int64_t tap) {
    Slice slice;
    for (const AxisAccess &other : list) {
      OpFoldResult offset = rewriter.getIndexAttr(tap);
      OpFoldResult size = rewriter.getIndexAttr(1);
      int64_t stride = 1;
      AxisAccess key = other;
      bool isTap = isSame(other, axis);
      if (isTap && other.isWindow())
        key = loopAxis(*other.parallel);
      if (!isTap || other.isWindow()) {
        const auto *it =
            llvm::find_if(step.sliceAxes, [&](const AxisAccess &candidate) {
              return isSame(candidate, key);
            });
        size_t position = it - step.sliceAxes.begin();
        offset = offsets[position];
        if (isLane(key)) {
          size = sizes[position];
          stride = other.scale; // the lanes may be the tiles of a window
        }
        if (isTap)
          offset = affine::makeComposedFoldedAffineApply(
              rewriter, loc, rewriter.getAffineDimExpr(0) * other.scale + tap,
              {offset});
      }
      slice.offsets.push_back(offset);
      slice.sizes.push_back(size);
      slice.strides.push_back(rewriter.getIndexAttr(stride));
    }
    return slice;
  }

  /// The slices of all taps, the arithmetic, and the results' insertion.
  Value createBody(const Step &step, ArrayRef<OpFoldResult> sizes,
                   ArrayRef<OpFoldResult> offsets, Value next) {
    SmallVector<int64_t> shape; // of the lanes
    SmallVector<OpFoldResult> laneSizes;
    for (auto [axis, size] : llvm::zip_equal(step.sliceAxes, sizes))
      if (isLane(axis)) {
        shape.push_back(
            getConstantIntValue(size).value_or(ShapedType::kDynamic));
        laneSizes.push_back(size);
      }
    SmallVector<Value> taps;
    auto sourceType =
        RankedTensorType::get(shape, getElementTypeOrSelf(value.getType()));
    for (int64_t tap = 0; tap < step.program.numInputs(); ++tap) {
      Slice slice =
          sliceAt(step, sizes, offsets, axes, axes[step.fromPosition], tap);
      taps.push_back(tensor::ExtractSliceOp::create(
          rewriter, loc, sourceType, value, slice.offsets, slice.sizes,
          slice.strides));
    }
    SmallVector<Value> results = apply(step.program, taps, laneSizes,
                                       getElementTypeOrSelf(next.getType()));
    for (auto [number, result] : llvm::enumerate(results)) {
      Slice slice =
          sliceAt(step, sizes, offsets, step.nextAxes, step.to, number);
      next = tensor::InsertSliceOp::create(rewriter, loc, result, next,
                                           slice.offsets, slice.sizes,
                                           slice.strides);
    }
    return next;
  }

  /// Whether a value with these axes, all tiles whole, is the init.
  bool fitsInit(const Axes &list) {
    auto shape = cast<ShapedType>(init.getType()).getShape();
    if (list.size() != writeAxes.size())
      return false;
    for (auto [axis, write, size] : llvm::zip_equal(list, writeAxes, shape)) {
      if (!isSame(axis, write))
        return false;
      if (!write.isWindow())
        continue;
      std::optional<int64_t> tiles =
          getConstantIntValue(loopSize(*write.parallel));
      if (!tiles || *tiles * write.scale != size)
        return false;
    }
    return true;
  }

  /// One linalg.generic on the lanes of all taps.
  SmallVector<Value> apply(const TransformProgram &program,
                           ArrayRef<Value> taps, ArrayRef<OpFoldResult> sizes,
                           Type elementType) {
    size_t numResults = program.results().size();
    Value empty = tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
    SmallVector<AffineMap> maps(taps.size() + numResults,
                                rewriter.getMultiDimIdentityMap(sizes.size()));
    SmallVector<utils::IteratorType> iterators(sizes.size(),
                                               utils::IteratorType::parallel);
    SmallVector<Value> inits(numResults, empty);
    SmallVector<Type> types(numResults, empty.getType());
    auto generic = linalg::GenericOp::create(
        rewriter, loc, types, taps, inits, maps, iterators,
        [&](OpBuilder &b, Location loc, ValueRange args) {
          SmallVector<Value> inputs;
          for (Value arg : args.take_front(taps.size()))
            inputs.push_back(convertFloat(b, arg, arithmeticType()));
          SmallVector<Value> outputs = emitTransform(b, loc, program, inputs);
          for (Value &output : outputs)
            output = convertFloat(b, output, elementType);
          linalg::YieldOp::create(b, loc, outputs);
        });
    return SmallVector<Value>(generic.getResults());
  }

  RewriterBase &rewriter;
  KronOp op;
  Location loc;
  Value init; ///< without the axes of the loops of one iteration
  Axes writeAxes;
  llvm::SmallDenseSet<unsigned> unitLoops;
  std::optional<unsigned> lane;

  Value value;   ///< what has been computed so far
  Axes axes;     ///< its axes
  Value written; ///< the init's new value, once it holds the results
};
} // namespace

Value winograd::lowerKronToGenerics(RewriterBase &rewriter, KronOp op) {
  return KronLowering(rewriter, op).run();
}
