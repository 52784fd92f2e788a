//===- KronLowering.cpp - One tile of a kron as linalg --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A kron is applied one axis at a time: the window is brought into the order of
// its use (KronWindow.h), each matrix makes the next value from the one before
// (KronStep.h), and the last value is the init's.
//
//===----------------------------------------------------------------------===//

#include "KronLowering.h"
#include "KronStep.h"
#include "KronTileSizes.h"
#include "KronWindow.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
class KronLowering {
public:
  KronLowering(RewriterBase &rewriter, KronOp op)
      : rewriter(rewriter), op(op), loc(op.getLoc()),
        source{op.getSource(),
               getAxisAccesses(op.getRead(), op.getNumParallel())},
        init{op.getInit(), getAxisAccesses(op.getWrite(), op.getNumParallel())},
        lane(getLane(op)) {}

  Value run();

private:
  void findUnitLoops();
  bool isUnitAxis(const AxisAccess &axis) {
    return axis.parallel && unitLoops.contains(*axis.parallel);
  }
  bool fitsInit(const Axes &axes);
  Value copyIntoInit(const AxisTensor &value);

  RewriterBase &rewriter;
  KronOp op;
  Location loc;
  AxisTensor source;
  AxisTensor init; ///< without the axes of the loops of one iteration
  std::optional<unsigned> lane;
  llvm::SmallDenseSet<unsigned> unitLoops;
};
} // namespace

/// Loops of one iteration, of which nothing need be seen in between.
void KronLowering::findUnitLoops() {
  auto initShape = cast<ShapedType>(init.value.getType()).getShape();
  // (An axis that is padded to one element may have none in the source.)
  auto pad = source.value.getDefiningOp<tensor::PadOp>();
  auto sourceShape =
      cast<ShapedType>((pad ? pad.getSource() : source.value).getType())
          .getShape();
  auto isUnit = [](ArrayRef<int64_t> shape, const Axes &axes, unsigned loop) {
    for (auto [size, axis] : llvm::zip_equal(shape, axes))
      if (axis.parallel == loop)
        return !axis.isWindow() && size == 1;
    return true;
  };
  for (unsigned loop = 0, e = op.getNumParallel(); loop < e; ++loop)
    if (loop != lane && isUnit(initShape, init.axes, loop) &&
        isUnit(sourceShape, source.axes, loop))
      unitLoops.insert(loop);
}

/// Whether a value with these axes, all tiles whole, is the init.
bool KronLowering::fitsInit(const Axes &axes) {
  auto shape = cast<ShapedType>(init.value.getType()).getShape();
  if (axes.size() != init.axes.size())
    return false;
  for (auto [axis, write, size] : llvm::zip_equal(axes, init.axes, shape)) {
    if (!isSameAxis(axis, write))
      return false;
    if (!write.isWindow())
      continue;
    std::optional<int64_t> tiles = getConstantIntValue(
        op.getIterationDomain(rewriter)[*write.parallel].size);
    if (!tiles || *tiles * write.scale != size)
      return false;
  }
  return true;
}

/// What lies inside of the init is copied there.
Value KronLowering::copyIntoInit(const AxisTensor &value) {
  TensorSlice slice = TensorSlice::whole(rewriter, loc, value.value);
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(rewriter, loc, init.value);
  for (auto [index, axis] : llvm::enumerate(value.axes))
    for (auto [size, write] : llvm::zip_equal(sizes, init.axes))
      if (isSameAxis(axis, write))
        slice.sizes[index] = size;
  AxisTensor inside{slice.extract(rewriter, loc, value.value), value.axes};
  return inside.copyInto(rewriter, loc, init);
}

Value KronLowering::run() {
  findUnitLoops();
  auto isUnit = [&](const AxisAccess &axis) { return isUnitAxis(axis); };
  AxisTensor whole = init;
  init = whole.dropAxes(rewriter, loc, isUnit);
  AxisTensor value =
      loadWindow(rewriter, loc, source, lane, [&](const AxisAccess &axis) {
        return axis.isZero() || isUnitAxis(axis);
      });
  bool isInInit = false;
  for (int64_t i = 0, e = op.getNumTransformed(); i < e; ++i) {
    KronStep step = KronStep::get(op, i, value.axes, init.axes, lane);
    isInInit = i + 1 == e && fitsInit(step.resultAxes);
    value = applyStep(rewriter, op, step, value, lane,
                      isInInit ? init.value : Value());
  }
  Value result = isInInit ? value.value : copyIntoInit(value);
  return whole.restoreAxes(rewriter, loc, result, isUnit);
}

Value winograd::lowerKronToGenerics(RewriterBase &rewriter, KronOp op) {
  return KronLowering(rewriter, op).run();
}
