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

SmallVector<OpFoldResult> winograd::getLoweringTileSizes(KronOp op,
                                                         int64_t lanes) {
  Builder builder(op.getContext());
  SmallVector<OpFoldResult> sizes(op.getNumParallel(), builder.getIndexAttr(1));
  std::optional<unsigned> lane = getLane(op);
  if (!lane)
    return sizes;
  auto transformed = cast<ShapedType>(
      (op.getRole() == KronRole::Output ? op.getSource() : op.getInit())
          .getType());
  int64_t extent = transformed.getShape().back();
  bool isShort = !ShapedType::isDynamic(extent) && extent <= lanes;
  // There is always one loop to tile: tiling is what makes the edges explicit.
  int64_t whole = op.getNumParallel() == 1 ? extent : 0;
  sizes[*lane] = builder.getIndexAttr(isShort ? whole : lanes);
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
      : rewriter(rewriter), op(op), loc(op.getLoc()),
        writeAxes(getAxisAccesses(op.getWrite(), op.getNumParallel())),
        lane(getLane(op)) {}

  Value run() {
    value = op.getSource();
    axes = getAxisAccesses(op.getRead(), op.getNumParallel());
    dropZeroAxes();
    moveLaneInnermost();
    for (int64_t i = 0; i + 1 < op.getNumTransformed(); ++i)
      transform(i, /*isLast=*/false);
    transform(op.getNumTransformed() - 1, /*isLast=*/true);
    return value == written ? value : copyIntoInit();
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

  /// The type of a slice without its axis `dropped` (of size 1).
  static RankedTensorType dropAxis(RankedTensorType type,
                                   std::optional<size_t> dropped) {
    SmallVector<int64_t> shape(type.getShape());
    if (dropped)
      shape.erase(shape.begin() + *dropped);
    return RankedTensorType::get(shape, type.getElementType());
  }

  Value extract(Value tensor, const Slice &slice,
                std::optional<size_t> dropped) {
    auto type = cast<RankedTensorType>(tensor::ExtractSliceOp::inferResultType(
        cast<RankedTensorType>(tensor.getType()), slice.sizes));
    return tensor::ExtractSliceOp::create(
        rewriter, loc, dropAxis(type, dropped), tensor, slice.offsets,
        slice.sizes, slice.strides);
  }

  void dropZeroAxes() {
    for (int64_t i = axes.size() - 1; i >= 0; --i) {
      if (!axes[i].isZero())
        continue;
      value = extract(value, wholeSlice(value), i);
      axes.erase(axes.begin() + i);
    }
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

  /// The vector lanes must be contiguous: one copy puts them innermost.
  void moveLaneInnermost() {
    if (!lane || axes.empty() || axes.back().parallel == lane)
      return;
    Axes target = axes;
    llvm::stable_sort(target, [&](const AxisAccess &a, const AxisAccess &b) {
      return (a.parallel == lane) < (b.parallel == lane);
    });
    SmallVector<OpFoldResult> sizes =
                                  tensor::getMixedSizes(rewriter, loc, value),
                              permuted;
    for (AffineExpr expr : permutation(axes, target).getResults())
      permuted.push_back(sizes[cast<AffineDimExpr>(expr).getPosition()]);
    Value init = tensor::EmptyOp::create(rewriter, loc, permuted,
                                         getElementTypeOrSelf(value.getType()));
    value = copy(value, axes, init, target);
    axes = target;
  }

  /// What lies inside of the init is copied there.
  Value copyIntoInit() {
    Slice slice = wholeSlice(value);
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, op.getInit());
    for (auto [index, axis] : llvm::enumerate(axes))
      for (auto [size, write] : llvm::zip_equal(sizes, writeAxes))
        if (isSame(axis, write))
          slice.sizes[index] = size;
    return copy(extract(value, slice, std::nullopt), axes, op.getInit(),
                writeAxes);
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
    Value next = intoInit ? op.getInit() : createNext(step);

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
    auto shape = cast<ShapedType>(op.getInit().getType()).getShape();
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
  Axes writeAxes;
  std::optional<unsigned> lane;

  Value value;   ///< what has been computed so far
  Axes axes;     ///< its axes
  Value written; ///< the init's new value, once it holds the results
};
} // namespace

Value winograd::lowerKronToGenerics(RewriterBase &rewriter, KronOp op) {
  return KronLowering(rewriter, op).run();
}
