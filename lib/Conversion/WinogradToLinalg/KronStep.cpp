//===- KronStep.cpp - One matrix of a kron as linalg ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Along an axis, tap u of every window is a strided slice of the value; one
// linalg.generic takes the slices of all taps and yields those of all results,
// its body being the one-dimensional transform in straight-line arithmetic:
//
//   (r_0, ..., r_{m-1}) = T (s_0, ..., s_{a-1})
//   s_u = value[..., u :: m, ...]
//
// (read backwards, s_u = value[..., a - 1 - u :: m, ...]; written in steps of s
// for each residue p, value[..., s u + p :: s m, ...] = r_u).
//
// The results are inserted into the next value. The dimension that is innermost
// in the transformed domain, the lane, stays innermost in all of them; loops
// run over all other dimensions, so that a generic works on one vector of lanes
// and each insertion becomes a vector store.
//
//===----------------------------------------------------------------------===//

#include "KronStep.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Conversion/WinogradToLinalg/TransformEmission.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// The axes of a step
//===----------------------------------------------------------------------===//

/// Where the axis stands in the init; the lane counts as innermost, and what an
/// `output` transform has still to reduce as outermost.
static int64_t getOrder(const AxisAccess &axis, const Axes &initAxes,
                        std::optional<unsigned> lane) {
  if (lane && axis.parallel == lane && !axis.transformed)
    return initAxes.size();
  for (auto [index, write] : llvm::enumerate(initAxes))
    if ((axis.parallel && write.parallel == axis.parallel) ||
        (axis.transformed && write.transformed == axis.transformed &&
         !write.parallel))
      return index;
  return -1;
}

KronStep KronStep::get(KronOp op, int64_t index, const Axes &axes,
                       const Axes &initAxes, std::optional<unsigned> lane) {
  auto isTransformed = [&](const AxisAccess &axis) {
    return axis.transformed == index;
  };
  auto order = [&](const AxisAccess &axis) {
    return getOrder(axis, initAxes, lane);
  };
  // The axes of a slice: a window's tiles stay, a single tap's axis goes.
  KronStep step;
  step.program = TransformProgram::fromMatrix(op.getMatrix(index));
  step.position = llvm::find_if(axes, isTransformed) - axes.begin();
  AxisAccess from = axes[step.position];
  step.sliceAxes = axes;
  if (from.isWindow())
    step.sliceAxes[step.position] = makeLoopAxis(*from.parallel);
  else
    step.sliceAxes.erase(step.sliceAxes.begin() + step.position);
  for (const AxisAccess::Term &residue : from.others)
    step.sliceAxes.push_back(makeLoopAxis(residue.dim));
  sortAxes(step.sliceAxes, order);

  // The axes of the result.
  step.to.transformed = index;
  step.resultAxes = step.sliceAxes;
  const auto *write = llvm::find_if(initAxes, isTransformed);
  if (write->isWindow()) {
    step.to = *write;
    *llvm::find_if(step.resultAxes, [&](const AxisAccess &axis) {
      return isSameAxis(axis, makeLoopAxis(*write->parallel));
    }) = step.to;
    // Residues are one axis with the tiles.
    for (const AxisAccess::Term &residue : write->others)
      llvm::erase_if(step.resultAxes, [&](const AxisAccess &axis) {
        return isSameAxis(axis, makeLoopAxis(residue.dim));
      });
  } else {
    step.resultAxes.push_back(step.to);
    sortAxes(step.resultAxes, order);
  }
  return step;
}

//===----------------------------------------------------------------------===//
// A step as IR
//===----------------------------------------------------------------------===//

namespace {
class StepLowering {
public:
  StepLowering(RewriterBase &rewriter, KronOp op, const KronStep &step,
               const AxisTensor &source, std::optional<unsigned> lane)
      : rewriter(rewriter), op(op), loc(op.getLoc()), step(step),
        source(source), lane(lane) {}

  Value run(Value init) {
    Value next = init ? init : createResult();
    for (const AxisAccess &axis : step.sliceAxes)
      sizes.push_back(sizeOf(axis));
    SmallVector<OpFoldResult> offsets;
    return createLoops(offsets, next);
  }

private:
  bool isLane(const AxisAccess &axis) {
    return lane && !axis.transformed && axis.parallel == lane;
  }

  OpFoldResult sizeOf(const AxisAccess &axis);
  Value createResult();
  Value createLoops(SmallVector<OpFoldResult> &offsets, Value next);
  OpFoldResult offsetOf(ArrayRef<OpFoldResult> offsets, const AxisAccess &axis);
  TensorSlice sliceAt(ArrayRef<OpFoldResult> offsets, const Axes &axes,
                      const AxisAccess &axis, int64_t tap);
  Value createBody(ArrayRef<OpFoldResult> offsets, Value next);
  SmallVector<Value> transform(ArrayRef<Value> taps,
                               ArrayRef<OpFoldResult> laneSizes,
                               Type elementType);

  RewriterBase &rewriter;
  KronOp op;
  Location loc;
  const KronStep &step;
  const AxisTensor &source;
  std::optional<unsigned> lane;
  SmallVector<OpFoldResult> sizes; ///< of the loops: of `step.sliceAxes`
};
} // namespace

/// The extent of an axis of the source; of a loop over a window's tiles, how
/// many there are.
OpFoldResult StepLowering::sizeOf(const AxisAccess &axis) {
  for (auto [position, other] : llvm::enumerate(source.axes)) {
    bool isWindowOfLoop = other.isWindow() && !axis.transformed &&
                          other.hasParallel(*axis.parallel);
    if (isSameAxis(axis, other))
      return tensor::getMixedSize(rewriter, loc, source.value, position);
    if (isWindowOfLoop)
      return op.getIterationDomain(rewriter)[*axis.parallel].size;
  }
  llvm_unreachable("an axis that the value does not have");
}

/// An uninitialised tensor for the results.
Value StepLowering::createResult() {
  SmallVector<OpFoldResult> resultSizes;
  for (const AxisAccess &axis : step.resultAxes) {
    if (!isSameAxis(axis, step.to))
      resultSizes.push_back(sizeOf(axis));
    else if (axis.isWindow())
      resultSizes.push_back(affine::makeComposedFoldedAffineApply(
          rewriter, loc, rewriter.getAffineDimExpr(0) * axis.scale,
          {sizeOf(makeLoopAxis(*axis.parallel))}));
    else
      resultSizes.push_back(
          rewriter.getIndexAttr(step.program.results().size()));
  }
  return tensor::EmptyOp::create(rewriter, loc, resultSizes,
                                 op.getArithmeticType());
}

/// A loop for each axis of the slices but the lane; `offsets` are those of the
/// loops around. Returns the next value of the result.
Value StepLowering::createLoops(SmallVector<OpFoldResult> &offsets,
                                Value next) {
  size_t depth = offsets.size();
  if (depth == sizes.size())
    return createBody(offsets, next);
  if (isLane(step.sliceAxes[depth]) || isConstantIntValue(sizes[depth], 1)) {
    offsets.push_back(rewriter.getIndexAttr(0));
    Value result = createLoops(offsets, next);
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
  Value result = createLoops(offsets, loop.getRegionIterArgs().front());
  offsets.pop_back();
  scf::YieldOp::create(rewriter, loc, result);
  return loop.getResult(0);
}

/// The offset of the loop over an axis of the slices; 0 for a loop of one
/// iteration, which is none of them.
OpFoldResult StepLowering::offsetOf(ArrayRef<OpFoldResult> offsets,
                                    const AxisAccess &axis) {
  for (auto [offset, candidate] : llvm::zip_equal(offsets, step.sliceAxes))
    if (isSameAxis(candidate, axis))
      return offset;
  return rewriter.getIndexAttr(0);
}

/// Where the slice of one iteration, which has only the lanes, lies in a value
/// with these axes, of which `axis`, at `tap`, is not in the loops.
TensorSlice StepLowering::sliceAt(ArrayRef<OpFoldResult> offsets,
                                  const Axes &axes, const AxisAccess &axis,
                                  int64_t tap) {
  TensorSlice slice;
  for (const AxisAccess &other : axes) {
    OpFoldResult offset, size = rewriter.getIndexAttr(1);
    int64_t stride = 1;
    AxisAccess key = other;
    if (isSameAxis(other, axis)) {
      key = other.parallel ? makeLoopAxis(*other.parallel) : AxisAccess();
      AffineExpr sum =
          rewriter.getAffineConstantExpr(other.offset + tap * other.step);
      SmallVector<OpFoldResult> terms;
      for (const AxisAccess::Term &term : other.getTerms()) {
        sum = sum + rewriter.getAffineDimExpr(terms.size()) * term.scale;
        terms.push_back(offsetOf(offsets, makeLoopAxis(term.dim)));
      }
      offset = affine::makeComposedFoldedAffineApply(rewriter, loc, sum, terms);
      stride = other.scale; // the lanes may be the tiles of a window
    } else {
      offset = offsetOf(offsets, other);
    }
    if (isLane(key))
      size = sizeOf(key);
    else
      stride = 1;
    slice.offsets.push_back(offset);
    slice.sizes.push_back(size);
    slice.strides.push_back(rewriter.getIndexAttr(stride));
    slice.dropped.push_back(!isLane(key));
  }
  return slice;
}

/// The slices of all taps, the arithmetic, and the results' insertion.
Value StepLowering::createBody(ArrayRef<OpFoldResult> offsets, Value next) {
  SmallVector<OpFoldResult> laneSizes;
  for (auto [axis, size] : llvm::zip_equal(step.sliceAxes, sizes))
    if (isLane(axis))
      laneSizes.push_back(size);
  SmallVector<Value> taps;
  for (int64_t tap = 0; tap < step.program.numInputs(); ++tap)
    taps.push_back(
        sliceAt(offsets, source.axes, source.axes[step.position], tap)
            .extract(rewriter, loc, source.value));
  SmallVector<Value> results =
      transform(taps, laneSizes, getElementTypeOrSelf(next.getType()));
  for (auto [number, result] : llvm::enumerate(results))
    next = sliceAt(offsets, step.resultAxes, step.to, number)
               .insert(rewriter, loc, result, next);
  return next;
}

/// One linalg.generic on the lanes of all taps.
SmallVector<Value> StepLowering::transform(ArrayRef<Value> taps,
                                           ArrayRef<OpFoldResult> laneSizes,
                                           Type elementType) {
  size_t rank = laneSizes.size(), numResults = step.program.results().size();
  Value empty = tensor::EmptyOp::create(rewriter, loc, laneSizes, elementType);
  SmallVector<AffineMap> maps(taps.size() + numResults,
                              rewriter.getMultiDimIdentityMap(rank));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  SmallVector<Value> inits(numResults, empty);
  SmallVector<Type> types(numResults, empty.getType());
  auto generic = linalg::GenericOp::create(
      rewriter, loc, types, taps, inits, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        SmallVector<Value> inputs;
        for (Value arg : args.take_front(taps.size()))
          inputs.push_back(convertFloat(b, arg, op.getArithmeticType()));
        SmallVector<Value> outputs =
            emitTransform(b, loc, step.program, inputs);
        for (Value &output : outputs)
          output = convertFloat(b, output, elementType);
        linalg::YieldOp::create(b, loc, outputs);
      });
  return SmallVector<Value>(generic.getResults());
}

AxisTensor winograd::applyStep(RewriterBase &rewriter, KronOp op,
                               const KronStep &step, const AxisTensor &source,
                               std::optional<unsigned> lane, Value init) {
  return {StepLowering(rewriter, op, step, source, lane).run(init),
          step.resultAxes};
}
