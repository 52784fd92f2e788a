//===- TransformCode.cpp - Transforms as code of one thread ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TransformCode.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "winograd/Conversion/WinogradToLinalg/TransformEmission.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/NarrowFloats.h"

using namespace mlir;
using namespace mlir::winograd;

OutputStage winograd::getKernelStage(KronOp output) {
  OutputStage stage = OutputStage::get(output);
  std::string reason;
  if (stage.epilogue && !canBeKernel(stage.epilogue, reason)) {
    stage.epilogue = nullptr;
    stage.transformed = nullptr;
  }
  return stage;
}

/// The sizes of the transformed dimensions on one side.
static SmallVector<int64_t> getTapCounts(KronOp op, bool ofSource) {
  SmallVector<int64_t> counts;
  for (int64_t index = 0, e = op.getNumTransformed(); index < e; ++index) {
    RationalMatrix matrix = op.getMatrix(index);
    counts.push_back(ofSource ? matrix.columns() : matrix.rows());
  }
  return counts;
}

/// Calls `body` with each multi-index below `sizes`, the last one fastest.
static void forEachTap(ArrayRef<int64_t> sizes,
                       function_ref<void(ArrayRef<int64_t>)> body) {
  SmallVector<int64_t> strides = computeStrides(sizes);
  for (int64_t number = 0, e = computeProduct(sizes); number < e; ++number)
    body(delinearize(number, strides));
}

namespace {
/// One coordinate of a buffer, and whether it is inside; null where it always
/// is.
struct Coordinate {
  Value index;
  Value isInside;
};

/// The coordinates along the axes of one side of a kron, each computed once per
/// tap along it.
class AxisCoordinates {
public:
  AxisCoordinates(KernelBuilder &kernel, KronOp op, bool ofSource,
                  ValueRange parallel) {
    Value operand = ofSource ? op.getSource() : op.getInit();
    auto shape = cast<ShapedType>(operand.getType()).getShape();
    SmallVector<int64_t> counts = getTapCounts(op, ofSource);
    SmallVector<int64_t> extents = op.getParallelExtents();
    accesses = getAxisAccesses(ofSource ? op.getRead() : op.getWrite(),
                               op.getNumParallel());
    for (auto [axis, access] : llvm::enumerate(accesses)) {
      Value base;
      int64_t first = 0, last = 0;
      for (const AxisAccess::Term &term : access.getTerms()) {
        Value part = kernel.multiply(parallel[term.dim], term.scale);
        base = base ? kernel.b.createOrFold<arith::AddIOp>(base, part) : part;
        (term.scale > 0 ? last : first) += (extents[term.dim] - 1) * term.scale;
      }
      int64_t count = access.transformed ? counts[*access.transformed] : 1;
      coordinates.emplace_back();
      for (int64_t tap = 0; tap < count; ++tap) {
        int64_t offset = access.offset + tap * access.step;
        Coordinate coordinate;
        coordinate.index =
            base ? kernel.add(base, offset) : kernel.index(offset);
        // Taken without its sign, a negative index is too large, too.
        if (first + offset < 0 || last + offset >= shape[axis])
          coordinate.isInside = kernel.isBelow(coordinate.index, shape[axis]);
        coordinates.back().push_back(coordinate);
      }
    }
  }

  /// The place of a tap.
  SmallVector<Coordinate> at(ArrayRef<int64_t> tap) const {
    SmallVector<Coordinate> place;
    for (auto [access, line] : llvm::zip_equal(accesses, coordinates))
      place.push_back(line[access.transformed ? tap[*access.transformed] : 0]);
    return place;
  }

private:
  SmallVector<AxisAccess> accesses;
  SmallVector<SmallVector<Coordinate>> coordinates;
};
} // namespace

/// Whether all coordinates are inside; null if that is known.
static Value getInside(KernelBuilder &kernel, ArrayRef<Coordinate> place) {
  Value inside;
  for (const Coordinate &coordinate : place)
    inside = kernel.both(inside, coordinate.isInside);
  return inside;
}

SmallVector<Value> winograd::loadTaps(KernelBuilder &kernel, KronOp op,
                                      Value buffer, ValueRange parallel) {
  ImplicitLocOpBuilder &b = kernel.b;
  AxisCoordinates coordinates(kernel, op, /*ofSource=*/true, parallel);
  Type stored = getElementTypeOrSelf(buffer.getType());
  Value zero = arith::ConstantOp::create(b, b.getZeroAttr(stored));
  Value first = kernel.index(0);
  SmallVector<Value> taps;
  forEachTap(getTapCounts(op, /*ofSource=*/true), [&](ArrayRef<int64_t> tap) {
    SmallVector<Coordinate> place = coordinates.at(tap);
    // Without a branch: what is outside reads some value inside, and drops it.
    SmallVector<Value> indices;
    for (const Coordinate &coordinate : place)
      indices.push_back(coordinate.isInside
                            ? arith::SelectOp::create(b, coordinate.isInside,
                                                      coordinate.index, first)
                            : coordinate.index);
    Value value = memref::LoadOp::create(b, buffer, indices);
    if (Value inside = getInside(kernel, place))
      value = arith::SelectOp::create(b, inside, value, zero);
    taps.push_back(convertFloat(b, value, op.getArithmeticType()));
  });
  return taps;
}

SmallVector<Value> winograd::transformTaps(KernelBuilder &kernel, KronOp op,
                                           ArrayRef<Value> taps) {
  SmallVector<Value> values(taps);
  SmallVector<int64_t> sizes = getTapCounts(op, /*ofSource=*/true);
  for (int64_t axis = 0, e = op.getNumTransformed(); axis < e; ++axis) {
    RationalMatrix matrix = op.getMatrix(axis);
    TransformProgram program = TransformProgram::fromMatrix(matrix);
    int64_t inner = computeProduct(ArrayRef(sizes).drop_front(axis + 1));
    int64_t outer = computeProduct(ArrayRef(sizes).take_front(axis));
    int64_t columns = matrix.columns(), rows = matrix.rows();
    SmallVector<Value> results(outer * rows * inner);
    for (int64_t line = 0; line < outer * inner; ++line) {
      int64_t high = line / inner, low = line % inner;
      SmallVector<Value> inputs;
      for (int64_t column = 0; column < columns; ++column)
        inputs.push_back(values[(high * columns + column) * inner + low]);
      SmallVector<Value> outputs =
          emitTransform(kernel.b, kernel.b.getLoc(), program, inputs);
      for (auto [row, output] : llvm::enumerate(outputs))
        results[(high * rows + row) * inner + low] = output;
    }
    values = std::move(results);
    sizes[axis] = rows;
  }
  return values;
}

void winograd::storeTaps(KernelBuilder &kernel, KronOp op,
                         ArrayRef<Value> values, Value buffer,
                         ValueRange parallel) {
  AxisCoordinates coordinates(kernel, op, /*ofSource=*/false, parallel);
  Type stored = getElementTypeOrSelf(buffer.getType());
  int64_t number = 0;
  forEachTap(getTapCounts(op, /*ofSource=*/false), [&](ArrayRef<int64_t> tap) {
    SmallVector<Value> indices = llvm::map_to_vector(
        coordinates.at(tap), [](const Coordinate &c) { return c.index; });
    memref::StoreOp::create(kernel.b,
                            convertFloat(kernel.b, values[number++], stored),
                            buffer, indices);
  });
}

/// Stores what the epilogue makes of the value of y at `place`: one value, or
/// one for each iteration of the loops that repeat y's.
static void storeEpilogue(KernelBuilder &kernel, OutputStage &stage,
                          Value value, ArrayRef<Value> place, Value buffer) {
  linalg::GenericOp op = stage.epilogue;
  SmallVector<Value> loops(op.getNumLoops());
  AffineMap map = op.getMatchingIndexingMap(stage.transformed);
  for (auto [axis, expr] : llvm::enumerate(map.getResults()))
    loops[cast<AffineDimExpr>(expr).getPosition()] = place[axis];
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  SmallVector<unsigned> repeating;
  SmallVector<int64_t> repeats;
  for (unsigned loop = 0; loop < ranges.size(); ++loop)
    if (!loops[loop]) {
      repeating.push_back(loop);
      repeats.push_back(ranges[loop]);
    }
  forEachTap(repeats, [&](ArrayRef<int64_t> repeat) {
    for (auto [loop, number] : llvm::zip_equal(repeating, repeat))
      loops[loop] = kernel.index(number);
    SmallVector<Value> arguments;
    for (OpOperand *input : op.getDpsInputOperands()) {
      if (input == stage.transformed) {
        arguments.push_back(value);
        continue;
      }
      if (!isa<RankedTensorType>(input->get().getType())) {
        arguments.push_back(kernel.cloneConstant(input->get()));
        continue;
      }
      SmallVector<Value> indices =
          kernel.apply(op.getMatchingIndexingMap(input), loops);
      arguments.push_back(memref::LoadOp::create(
          kernel.b, kernel.getInput(input->get()), indices));
    }
    // The old value of the result is not read (`readOutsAsInputs`).
    arguments.push_back(value);
    Value result = kernel.cloneBody(*op.getBody(), arguments, loops).front();
    memref::StoreOp::create(
        kernel.b, result, buffer,
        kernel.apply(op.getIndexingMapMatchingResult(op->getResult(0)), loops));
  });
}

void winograd::storeOutputs(KernelBuilder &kernel, OutputStage &stage,
                            ArrayRef<Value> values, Value buffer,
                            ValueRange parallel) {
  KronOp op = stage.transform;
  ImplicitLocOpBuilder &b = kernel.b;
  AxisCoordinates coordinates(kernel, op, /*ofSource=*/false, parallel);
  Type rounded = getElementTypeOrSelf(op.getInit().getType());
  int64_t number = 0;
  forEachTap(getTapCounts(op, /*ofSource=*/false), [&](ArrayRef<int64_t> tap) {
    SmallVector<Coordinate> place = coordinates.at(tap);
    OpBuilder::InsertionGuard guard(b);
    kernel.enterIf(getInside(kernel, place));
    SmallVector<Value> indices =
        llvm::map_to_vector(place, [](const Coordinate &c) { return c.index; });
    Value value = convertFloat(b, values[number++], rounded);
    if (stage.epilogue)
      storeEpilogue(kernel, stage, value, indices, buffer);
    else
      memref::StoreOp::create(b, value, buffer, indices);
  });
}
