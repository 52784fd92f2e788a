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
//   (r_0, ..., r_{m-1}) = T (s_0, ..., s_{a-1}),   s_u = value[..., u :: m, ...]
//
// The results are inserted into the next value. The dimension that is innermost
// in the transformed domain, the lane, stays innermost in all of them.
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToLinalg/KronLowering.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
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
  int64_t divisor = 0;
  for (int64_t size = 8; size <= lanes && !ShapedType::isDynamic(extent);
       ++size)
    if (extent % size == 0)
      divisor = size;
  sizes[*lane] = builder.getIndexAttr(divisor);
  return sizes;
}

/// An axis of an intermediate value: a loop, a transform's position, or, as
/// long as (or once) they are one axis, both.
using Axes = SmallVector<AxisAccess>;

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
    auto type = cast<RankedTensorType>(
        tensor::ExtractSliceOp::inferResultType(
            cast<RankedTensorType>(tensor.getType()), slice.sizes));
    return tensor::ExtractSliceOp::create(rewriter, loc,
                                          dropAxis(type, dropped), tensor,
                                          slice.offsets, slice.sizes,
                                          slice.strides);
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
    SmallVector<AffineMap> maps{
        permutation(toAxes, fromAxes),
        rewriter.getMultiDimIdentityMap(toAxes.size())};
    Type type = getElementTypeOrSelf(init.getType());
    return linalg::GenericOp::create(
               rewriter, loc, init.getType(), from, init, maps, iterators,
               [&](OpBuilder &b, Location loc, ValueRange args) {
                 linalg::YieldOp::create(b, loc, convert(b, args[0], type));
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
        tensor::getMixedSizes(rewriter, loc, value), permuted;
    for (AffineExpr expr : permutation(axes, target).getResults())
      permuted.push_back(sizes[cast<AffineDimExpr>(expr).getPosition()]);
    Value init = tensor::EmptyOp::create(
        rewriter, loc, permuted, getElementTypeOrSelf(value.getType()));
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

  static Value convert(OpBuilder &b, Value scalar, Type type) {
    unsigned from = scalar.getType().getIntOrFloatBitWidth();
    unsigned to = type.getIntOrFloatBitWidth();
    if (from < to)
      return arith::ExtFOp::create(b, scalar.getLoc(), type, scalar);
    if (from > to)
      return arith::TruncFOp::create(b, scalar.getLoc(), type, scalar);
    assert(scalar.getType() == type && "f16 and bf16 meet in f32 only");
    return scalar;
  }

  /// Emits the program on scalars; the results are in the arithmetic type.
  SmallVector<Value> emit(OpBuilder &b, Location loc,
                          const TransformProgram &program,
                          SmallVector<Value> values) {
    auto flags = arith::FastMathFlagsAttr::get(b.getContext(),
                                               arith::FastMathFlags::contract);
    auto constant = [&](const Rational &value) -> Value {
      return arith::ConstantOp::create(
          b, loc, b.getFloatAttr(arithmeticType(), value.toDouble()));
    };
    for (const TransformProgram::Step &step : program.steps()) {
      Value lhs = values[step.lhs];
      Value rhs = step.rhs < 0 ? Value() : values[step.rhs];
      switch (step.kind) {
      case TransformProgram::Kind::Scale:
        lhs = arith::MulFOp::create(b, loc, lhs, constant(step.coefficient),
                                    flags);
        break;
      case TransformProgram::Kind::MultiplyAdd:
        lhs = arith::MulFOp::create(b, loc, lhs, constant(step.coefficient),
                                    flags);
        lhs = arith::AddFOp::create(b, loc, lhs, rhs, flags);
        break;
      case TransformProgram::Kind::Add:
        lhs = arith::AddFOp::create(b, loc, lhs, rhs, flags);
        break;
      case TransformProgram::Kind::Subtract:
        lhs = arith::SubFOp::create(b, loc, lhs, rhs, flags);
        break;
      case TransformProgram::Kind::Negate:
        lhs = arith::NegFOp::create(b, loc, lhs, flags);
        break;
      }
      values.push_back(lhs);
    }
    SmallVector<Value> results;
    for (int64_t number : program.results())
      results.push_back(number == TransformProgram::zeroValue
                            ? constant(Rational(0))
                            : values[number]);
    return results;
  }

  /// The slices of all taps of the axis at `position`.
  SmallVector<Value> extractTaps(size_t position, int64_t taps) {
    const AxisAccess &axis = axes[position];
    SmallVector<Value> slices;
    for (int64_t tap = 0; tap < taps; ++tap) {
      Slice slice = wholeSlice(value);
      slice.offsets[position] = rewriter.getIndexAttr(tap);
      slice.sizes[position] = axis.isWindow() ? loopSize(*axis.parallel)
                                              : rewriter.getIndexAttr(1);
      slice.strides[position] =
          rewriter.getIndexAttr(axis.isWindow() ? axis.scale : 1);
      slices.push_back(
          extract(value, slice,
                  axis.isWindow() ? std::nullopt : std::optional(position)));
    }
    return slices;
  }

  /// The extent of a loop (that of a tile: how many tiles there are).
  OpFoldResult loopSize(unsigned loop) {
    OpBuilder::InsertionGuard guard(rewriter);
    return op.getIterationDomain(rewriter)[loop].size;
  }

  /// Applies the index-th matrix.
  void transform(int64_t index, bool isLast) {
    TransformProgram program = TransformProgram::fromMatrix(op.getMatrix(index));
    auto isTransformed = [&](const AxisAccess &axis) {
      return axis.transformed == index;
    };
    size_t position = llvm::find_if(axes, isTransformed) - axes.begin();
    AxisAccess axis = axes[position];
    SmallVector<Value> taps = extractTaps(position, program.numInputs());

    // The axes of the slices, and of the results in their final order.
    Axes sliceAxes = axes;
    if (axis.isWindow())
      sliceAxes[position] = loopAxis(*axis.parallel);
    else
      sliceAxes.erase(sliceAxes.begin() + position);
    Axes resultAxes = sliceAxes;
    sortAxes(resultAxes);

    // The axes of the next value, into which the results are inserted.
    Axes nextAxes = resultAxes;
    AxisAccess next;
    next.transformed = index;
    auto window = llvm::find_if(writeAxes, isTransformed);
    bool joins = window->isWindow();
    if (joins) {
      next = *window;
      *llvm::find_if(nextAxes, [&](const AxisAccess &a) {
        return isSame(a, loopAxis(*window->parallel));
      }) = next;
    } else {
      nextAxes.push_back(next);
      sortAxes(nextAxes);
    }
    bool intoInit = isLast && fitsInit(nextAxes);
    Type elementType = intoInit
                           ? getElementTypeOrSelf(op.getInit().getType())
                           : Type(arithmeticType());
    SmallVector<Value> results =
        apply(program, taps, sliceAxes, resultAxes, elementType);
    insert(results, resultAxes, nextAxes, next, intoInit);
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

  SmallVector<Value> apply(const TransformProgram &program,
                           ArrayRef<Value> taps, const Axes &sliceAxes,
                           const Axes &resultAxes, Type elementType) {
    SmallVector<OpFoldResult> sliceSizes =
        tensor::getMixedSizes(rewriter, loc, taps.front()), sizes;
    for (AffineExpr expr : permutation(sliceAxes, resultAxes).getResults())
      sizes.push_back(sliceSizes[cast<AffineDimExpr>(expr).getPosition()]);
    size_t numResults = program.results().size();
    Value empty = tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
    SmallVector<AffineMap> maps(taps.size(),
                                permutation(resultAxes, sliceAxes));
    maps.append(numResults, rewriter.getMultiDimIdentityMap(resultAxes.size()));
    SmallVector<utils::IteratorType> iterators(resultAxes.size(),
                                               utils::IteratorType::parallel);
    SmallVector<Value> inits(numResults, empty);
    SmallVector<Type> types(numResults, empty.getType());
    auto generic = linalg::GenericOp::create(
        rewriter, loc, types, taps, inits, maps, iterators,
        [&](OpBuilder &b, Location loc, ValueRange args) {
          SmallVector<Value> inputs;
          for (Value arg : args.take_front(taps.size()))
            inputs.push_back(convert(b, arg, arithmeticType()));
          SmallVector<Value> outputs = emit(b, loc, program, inputs);
          for (Value &output : outputs)
            output = convert(b, output, elementType);
          linalg::YieldOp::create(b, loc, outputs);
        });
    return SmallVector<Value>(generic.getResults());
  }

  /// Gathers the results along the axis `next`.
  void insert(ArrayRef<Value> results, const Axes &resultAxes,
              const Axes &nextAxes, const AxisAccess &next, bool intoInit) {
    SmallVector<OpFoldResult> resultSizes =
        tensor::getMixedSizes(rewriter, loc, results.front());
    auto isNext = [&](const AxisAccess &axis) { return isSame(axis, next); };
    size_t position = llvm::find_if(nextAxes, isNext) - nextAxes.begin();
    Slice slice;
    slice.sizes = resultSizes;
    if (!next.isWindow())
      slice.sizes.insert(slice.sizes.begin() + position,
                         rewriter.getIndexAttr(1));
    slice.offsets.assign(nextAxes.size(), rewriter.getIndexAttr(0));
    slice.strides.assign(nextAxes.size(), rewriter.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes = slice.sizes;
    if (next.isWindow()) {
      slice.strides[position] = rewriter.getIndexAttr(next.scale);
      sizes[position] = affine::makeComposedFoldedAffineApply(
          rewriter, loc, rewriter.getAffineDimExpr(0) * next.scale,
          {sizes[position]});
    } else {
      sizes[position] = rewriter.getIndexAttr(results.size());
    }
    value = intoInit ? op.getInit()
                     : Value(tensor::EmptyOp::create(rewriter, loc, sizes,
                                                     arithmeticType()));
    for (auto [number, result] : llvm::enumerate(results)) {
      slice.offsets[position] = rewriter.getIndexAttr(number);
      value = tensor::InsertSliceOp::create(rewriter, loc, result, value,
                                            slice.offsets, slice.sizes,
                                            slice.strides);
    }
    axes = nextAxes;
    if (intoInit)
      written = value;
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
