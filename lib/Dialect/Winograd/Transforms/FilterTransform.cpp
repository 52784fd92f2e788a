//===- FilterTransform.cpp - The values of Ĝ -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FilterTransform.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Threading.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Utils/StoredFloats.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// Values of a block, transformed, in float64: together with what they are made
/// of they stay in a core's cache.
static constexpr int64_t blockValues = 32768;
/// Values of a row of the result that a block has, if there are as many: what
/// is written at a time.
static constexpr int64_t rowValues = 64;

namespace {

/// A loop of the filters, or of a filter's positions. Steps are in values.
struct Loop {
  int64_t extent, fromStep, toStep;
};

/// An axis of the source beyond whose ends zeros are read.
struct Edge {
  int64_t extent;
  /// Its index is the sum over the filters' loops, times these steps, and one
  /// of these indices, by taps.
  SmallVector<int64_t> loopSteps, tapIndices;
};

/// G in float64.
struct Matrix {
  explicit Matrix(const RationalMatrix &exact)
      : rows(exact.rows()), columns(exact.columns()) {
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t column = 0; column < columns; ++column)
        values.push_back(exact(row, column).toDouble());
  }

  int64_t rows, columns;
  SmallVector<double> values;
};

/// Some of the filters: from `start` on so many along each loop.
struct FilterBlock {
  SmallVector<int64_t> start, size;
};

class FilterTransform {
public:
  FilterTransform(KronOp op, bool isSplat);

  /// Transforms the blocks on the threads of the context.
  void run(MLIRContext *context, ArrayRef<char> from,
           MutableArrayRef<char> to) const;

private:
  void findEdges(ArrayRef<AxisAccess> fromAxes, ArrayRef<int64_t> shape,
                 ArrayRef<unsigned> loops);
  void chooseBlockSize();
  FilterBlock getBlock(int64_t index) const;
  /// [positions..][filters]
  template <typename Float>
  std::vector<double> gather(const FilterBlock &block, Float format,
                             const char *from) const;
  std::vector<double> transform(std::vector<double> values) const;
  template <typename Float>
  void scatter(const FilterBlock &block, ArrayRef<double> values, Float format,
               char *to) const;

  FloatType fromType, toType;
  /// Over the filters, in the order in which the result has them.
  SmallVector<Loop> filters;
  /// Filters of a block along each loop, and blocks.
  SmallVector<int64_t> blockSize, numBlocks;
  /// One for each transformed axis, in the order in which the source has them.
  SmallVector<Matrix> matrices;
  /// Where taps and positions are, in this order of the axes.
  SmallVector<int64_t> tapOffsets{0}, positionOffsets{0};
  SmallVector<Edge> edges;
};

} // namespace

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Appends a loop inside of those whose offsets these are.
static void appendLoop(SmallVectorImpl<int64_t> &offsets, int64_t extent,
                       int64_t step) {
  SmallVector<int64_t> result;
  result.reserve(offsets.size() * extent);
  for (int64_t offset : offsets)
    for (int64_t i = 0; i < extent; ++i)
      result.push_back(offset + i * step);
  offsets.swap(result);
}

/// From one iteration of the parallel loop to the next.
static int64_t getLoopStep(ArrayRef<AxisAccess> axes, ArrayRef<int64_t> strides,
                           unsigned loop) {
  int64_t step = 0;
  for (auto [axis, stride] : llvm::zip_equal(axes, strides))
    for (const AxisAccess::Term &term : axis.getTerms())
      if (term.dim == loop)
        step += term.scale * stride;
  return step;
}

/// From one value along the transformed dimension to the next.
static int64_t getTapStep(ArrayRef<AxisAccess> axes, ArrayRef<int64_t> strides,
                          unsigned transformed) {
  for (auto [axis, stride] : llvm::zip_equal(axes, strides))
    if (axis.transformed == transformed)
      return axis.step * stride;
  llvm_unreachable("every transformed dimension is an axis");
}

FilterTransform::FilterTransform(KronOp op, bool isSplat) {
  auto from = cast<RankedTensorType>(op.getSource().getType()),
       to = cast<RankedTensorType>(op.getResult().getType());
  fromType = cast<FloatType>(from.getElementType());
  toType = cast<FloatType>(to.getElementType());
  auto fromAxes = getAxisAccesses(op.getRead(), op.getNumParallel()),
       toAxes = getAxisAccesses(op.getWrite(), op.getNumParallel());
  SmallVector<int64_t> fromSteps = computeStrides(from.getShape()),
                       toSteps = computeStrides(to.getShape());
  if (isSplat) // one value is all of them
    fromSteps.assign(fromSteps.size(), 0);
  SmallVector<unsigned> loops;
  for (auto [axis, step, extent] :
       llvm::zip_equal(toAxes, toSteps, to.getShape()))
    if (axis.parallel) {
      filters.push_back(
          {extent, getLoopStep(fromAxes, fromSteps, *axis.parallel), step});
      loops.push_back(*axis.parallel);
    }
  if (filters.empty())
    filters.push_back({1, 0, 1});
  for (auto [axis, step] : llvm::zip_equal(fromAxes, fromSteps)) {
    for (int64_t &offset : tapOffsets)
      offset += axis.offset * step;
    if (!axis.transformed)
      continue;
    matrices.emplace_back(op.getMatrix(*axis.transformed));
    appendLoop(tapOffsets, matrices.back().columns, axis.step * step);
    appendLoop(positionOffsets, matrices.back().rows,
               getTapStep(toAxes, toSteps, *axis.transformed));
  }
  findEdges(fromAxes, from.getShape(), loops);
  chooseBlockSize();
}

void FilterTransform::findEdges(ArrayRef<AxisAccess> fromAxes,
                                ArrayRef<int64_t> shape,
                                ArrayRef<unsigned> loops) {
  for (auto [edgeAxis, extent] : llvm::zip_equal(fromAxes, shape)) {
    if (edgeAxis.isPlain())
      continue;
    Edge edge{
        extent, SmallVector<int64_t>(filters.size(), 0), {edgeAxis.offset}};
    for (const AxisAccess::Term &term : edgeAxis.getTerms())
      edge.loopSteps[llvm::find(loops, term.dim) - loops.begin()] = term.scale;
    size_t matrix = 0;
    for (const AxisAccess &axis : fromAxes)
      if (axis.transformed)
        appendLoop(edge.tapIndices, matrices[matrix++].columns,
                   axis.transformed == edgeAxis.transformed ? axis.step : 0);
    edges.push_back(std::move(edge));
  }
}

/// Rows of the result first, then what the source has side by side, then as
/// many other filters as there is room for.
void FilterTransform::chooseBlockSize() {
  blockSize.assign(filters.size(), 1);
  int64_t room = blockValues / int64_t(positionOffsets.size());
  auto extend = [&](size_t loop, int64_t most) {
    int64_t others = 1;
    for (size_t other = 0; other < filters.size(); ++other)
      if (other != loop)
        others *= blockSize[other];
    blockSize[loop] = std::max(
        blockSize[loop], std::min({most, filters[loop].extent, room / others}));
  };
  extend(filters.size() - 1, rowValues);
  auto adjoining = llvm::min_element(filters, [](const Loop &a, const Loop &b) {
    return a.fromStep < b.fromStep;
  });
  extend(adjoining - filters.begin(), room);
  for (size_t loop = filters.size(); loop-- > 0;)
    extend(loop, room);
  for (auto [loop, size] : llvm::zip_equal(filters, blockSize))
    numBlocks.push_back(llvm::divideCeil(loop.extent, size));
}

FilterBlock FilterTransform::getBlock(int64_t index) const {
  FilterBlock block;
  block.start = delinearize(index, computeStrides(numBlocks));
  for (auto [loop, size, start] :
       llvm::zip_equal(filters, blockSize, block.start)) {
    start *= size;
    block.size.push_back(std::min(size, loop.extent - start));
  }
  return block;
}

//===----------------------------------------------------------------------===//
// A block
//===----------------------------------------------------------------------===//

template <typename Float>
std::vector<double> FilterTransform::gather(const FilterBlock &block,
                                            Float format,
                                            const char *from) const {
  SmallVector<int64_t> offsets{0};
  for (auto [loop, start, size] :
       llvm::zip_equal(filters, block.start, block.size)) {
    from += start * loop.fromStep * Float::width;
    appendLoop(offsets, size, loop.fromStep);
  }
  // Of each edge, by filters.
  SmallVector<SmallVector<int64_t>> indices;
  for (const Edge &edge : edges) {
    int64_t first = 0;
    indices.push_back({0});
    for (auto [step, start, size] :
         llvm::zip_equal(edge.loopSteps, block.start, block.size)) {
      first += start * step;
      appendLoop(indices.back(), size, step);
    }
    for (int64_t &index : indices.back())
      index += first;
  }
  auto isInside = [&](size_t filter, size_t tap) {
    return llvm::all_of(llvm::zip_equal(edges, indices), [&](const auto &pair) {
      const auto &[edge, byFilter] = pair;
      int64_t index = byFilter[filter] + edge.tapIndices[tap];
      return index >= 0 && index < edge.extent;
    });
  };
  std::vector<double> values(tapOffsets.size() * offsets.size(), 0.0);
  for (auto [filter, offset] : llvm::enumerate(offsets)) {
    double *value = &values[filter];
    for (auto [tap, tapOffset] : llvm::enumerate(tapOffsets)) {
      if (edges.empty() || isInside(filter, tap))
        *value = format.decode(from + (offset + tapOffset) * Float::width);
      value += offsets.size();
    }
  }
  return values;
}

/// result[.., i, ..] = Σ_u matrix[i, u] · values[.., u, ..], where `outer` and
/// `inner` values stand around u.
static std::vector<double> applyMatrix(ArrayRef<double> values,
                                       const Matrix &matrix, int64_t outer,
                                       int64_t inner) {
  std::vector<double> result(outer * matrix.rows * inner, 0.0);
  double *target = result.data();
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t row = 0; row < matrix.rows; ++row, target += inner)
      for (int64_t column = 0; column < matrix.columns; ++column) {
        double factor = matrix.values[row * matrix.columns + column];
        const double *source = &values[(o * matrix.columns + column) * inner];
        if (factor != 0)
          for (int64_t i = 0; i < inner; ++i)
            target[i] += factor * source[i];
      }
  return result;
}

std::vector<double>
FilterTransform::transform(std::vector<double> values) const {
  int64_t outer = 1, inner = values.size();
  for (const Matrix &matrix : matrices) {
    inner /= matrix.columns;
    values = applyMatrix(values, matrix, outer, inner);
    outer *= matrix.rows;
  }
  return values;
}

template <typename Float>
void FilterTransform::scatter(const FilterBlock &block, ArrayRef<double> values,
                              Float format, char *to) const {
  // Without the innermost loop, which is a row.
  SmallVector<int64_t> rows{0};
  int64_t length = 1, step = 1;
  for (auto [loop, start, size] :
       llvm::zip_equal(filters, block.start, block.size)) {
    to += start * loop.toStep * Float::width;
    appendLoop(rows, length, step);
    length = size;
    step = loop.toStep;
  }
  const double *value = values.data();
  for (int64_t position : positionOffsets)
    for (int64_t row : rows) {
      char *target = to + (position + row) * Float::width;
      for (int64_t i = 0; i < length; ++i)
        format.encode(value[i], target + i * step * Float::width);
      value += length;
    }
}

//===----------------------------------------------------------------------===//
// All blocks
//===----------------------------------------------------------------------===//

void FilterTransform::run(MLIRContext *context, ArrayRef<char> from,
                          MutableArrayRef<char> to) const {
  withStoredFloat(fromType, [&](auto fromFormat) {
    withStoredFloat(toType, [&](auto toFormat) {
      parallelFor(context, 0, computeProduct(numBlocks), [&](size_t index) {
        FilterBlock block = getBlock(index);
        scatter(block, transform(gather(block, fromFormat, from.data())),
                toFormat, to.data());
      });
    });
  });
}

void winograd::transformFilter(KronOp op, ArrayRef<char> filter, bool isSplat,
                               MutableArrayRef<char> result) {
  FilterTransform(op, isSplat).run(op.getContext(), filter, result);
}
