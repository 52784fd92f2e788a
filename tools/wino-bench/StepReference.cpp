//===- StepReference.cpp - Steps of the algorithm in float64 --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StepReference.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <limits>

using mlir::winograd::CookToom;
using mlir::winograd::NpyArray;
using mlir::winograd::RationalMatrix;

/// Elements by which an order of axes is chosen.
static constexpr int64_t sampled = 997;

static std::vector<double> toDoubles(const RationalMatrix &matrix) {
  std::vector<double> values;
  for (int64_t row = 0; row < matrix.rows(); ++row)
    for (const mlir::winograd::Rational &value : matrix.row(row))
      values.push_back(value.toDouble());
  return values;
}

//===----------------------------------------------------------------------===//
// The steps
//===----------------------------------------------------------------------===//

StepReference::StepReference(const ConvolutionShape &shape,
                             const CookToom &rows, const CookToom &columns,
                             const NpyArray &image, const NpyArray &filter)
    : shape(shape), rows(rows), columns(columns),
      tileRows(llvm::divideCeil(shape.getResult()[0], rows.m())),
      tileColumns(llvm::divideCeil(shape.getResult()[1], columns.m())),
      positions(rows.alpha() * columns.alpha()) {
  transformImage(reinterpret_cast<const float *>(image.data()));
  transformFilter(reinterpret_cast<const float *>(filter.data()));
  multiply();
}

/// Y = A x Bᵀ, of x of `n` x `m` values.
static void apply(const std::vector<double> &a, const std::vector<double> &b,
                  int64_t n, int64_t m, const std::vector<double> &x,
                  std::vector<double> &y) {
  int64_t resultRows = int64_t(a.size()) / n,
          resultColumns = int64_t(b.size()) / m;
  for (int64_t i = 0; i < resultRows; ++i)
    for (int64_t j = 0; j < resultColumns; ++j) {
      double sum = 0;
      for (int64_t u = 0; u < n; ++u)
        for (int64_t v = 0; v < m; ++v)
          sum += a[i * n + u] * b[j * m + v] * x[u * m + v];
      y[i * resultColumns + j] = sum;
    }
}

void StepReference::transformImage(const float *image) {
  int64_t alphaRows = rows.alpha(), alphaColumns = columns.alpha();
  std::vector<double> a = toDoubles(rows.inputMatrix()),
                      b = toDoubles(columns.inputMatrix()), window(positions),
                      tile(positions);
  int64_t tiles = shape.batch * shape.inputChannels * tileRows * tileColumns;
  input.resize(positions * tiles);
  auto [padRows, padColumns] = shape.getPad();
  int64_t index = 0;
  for (int64_t plane = 0; plane < shape.batch * shape.inputChannels; ++plane)
    for (int64_t ty = 0; ty < tileRows; ++ty)
      for (int64_t tx = 0; tx < tileColumns; ++tx, ++index) {
        for (int64_t u = 0; u < alphaRows; ++u)
          for (int64_t v = 0; v < alphaColumns; ++v) {
            int64_t y = ty * rows.m() + u - padRows,
                    x = tx * columns.m() + v - padColumns;
            bool isInside =
                y >= 0 && y < shape.rows && x >= 0 && x < shape.columns;
            window[u * alphaColumns + v] =
                isInside ? image[(plane * shape.rows + y) * shape.columns + x]
                         : 0;
          }
        apply(a, b, alphaRows, alphaColumns, window, tile);
        for (int64_t position = 0; position < positions; ++position)
          input[position * tiles + index] = tile[position];
      }
}

void StepReference::transformFilter(const float *filter) {
  std::vector<double> a = toDoubles(rows.filterMatrix()),
                      b = toDoubles(columns.filterMatrix());
  int64_t taps = rows.r() * columns.r();
  int64_t count = shape.outputChannels * shape.inputChannels;
  std::vector<double> tile(positions);
  filters.resize(positions * count);
  for (int64_t index = 0; index < count; ++index) {
    std::vector<double> values(filter + index * taps,
                               filter + (index + 1) * taps);
    apply(a, b, rows.r(), columns.r(), values, tile);
    for (int64_t position = 0; position < positions; ++position)
      filters[position * count + index] = tile[position];
  }
}

void StepReference::multiply() {
  int64_t tiles = tileRows * tileColumns, channels = shape.inputChannels,
          results = shape.outputChannels;
  product.assign(positions * shape.batch * results * tiles, 0);
  for (int64_t position = 0; position < positions; ++position)
    for (int64_t n = 0; n < shape.batch; ++n)
      for (int64_t k = 0; k < results; ++k)
        for (int64_t c = 0; c < channels; ++c) {
          double factor = filters[(position * results + k) * channels + c];
          const double *from =
              &input[((position * shape.batch + n) * channels + c) * tiles];
          double *to =
              &product[((position * shape.batch + n) * results + k) * tiles];
          for (int64_t tile = 0; tile < tiles; ++tile)
            to[tile] += factor * from[tile];
        }
}

/// Of an array with these sizes, the last one next to each other.
static llvm::SmallVector<int64_t> getStrides(llvm::ArrayRef<int64_t> sizes) {
  llvm::SmallVector<int64_t> strides(sizes.size(), 1);
  for (size_t dim = sizes.size() - 1; dim-- > 0;)
    strides[dim] = strides[dim + 1] * sizes[dim + 1];
  return strides;
}

llvm::SmallVector<StepReference::Step>
StepReference::getSteps(int phase) const {
  int64_t i = rows.alpha(), j = columns.alpha(), n = shape.batch,
          c = shape.inputChannels, k = shape.outputChannels, ty = tileRows,
          tx = tileColumns;
  Step x{{i, j, n, c, ty, tx}, &input};
  x.leftStrides = getStrides(x.sizes);
  Step g{{i, j, k, c}, &filters};
  g.leftStrides = getStrides(g.sizes);
  Step m{{i, j, n, k, ty, tx}, &product};
  m.leftStrides = getStrides(m.sizes);
  switch (phase) {
  case 1:
    return {x};
  case 2:
    x.sign = -1;
    return {x};
  case 3:
    return {x, g};
  case 4: {
    // (i, j, n, k, c, ty, tx): where each of them is in X̂ and in Ĝ.
    Step p{{i, j, n, k, c, ty, tx}, &input, &filters};
    auto &sx = x.leftStrides, &sg = g.leftStrides;
    p.leftStrides = {sx[0], sx[1], sx[2], 0, sx[3], sx[4], sx[5]};
    p.rightStrides = {sg[0], sg[1], 0, sg[2], sg[3], 0, 0};
    return {p};
  }
  default:
    return {m};
  }
}

//===----------------------------------------------------------------------===//
// The comparison
//===----------------------------------------------------------------------===//

/// Compares one result with a step.
class StepReference::Judge {
public:
  Judge(const Step &step, const NpyArray &result)
      : step(step), sizes(result.shape()),
        values(reinterpret_cast<const float *>(result.data())),
        count(result.numElements()) {}

  /// The axis of the step that each axis of the result is; empty if none fit.
  llvm::SmallVector<int64_t> findOrder() const {
    llvm::SmallVector<int64_t> order(
        llvm::to_vector(llvm::seq<int64_t>(0, int64_t(step.sizes.size())))),
        best;
    double least = std::numeric_limits<double>::infinity();
    if (sizes.size() != step.sizes.size())
      return best;
    do {
      bool fits = llvm::all_of(llvm::zip(sizes, order), [&](auto pair) {
        auto [size, axis] = pair;
        return size == step.sizes[axis];
      });
      if (!fits)
        continue;
      double squares = 0;
      add(order, std::max<int64_t>(count / sampled, 1),
          [&](double difference, double) {
            squares += difference * difference;
          });
      if (squares < least) {
        least = squares;
        best = order;
      }
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
  }

  /// Calls `take` with the difference and the reference of each element, or of
  /// every `step`-th.
  void add(llvm::ArrayRef<int64_t> order, int64_t every,
           llvm::function_ref<void(double, double)> take) const {
    for (int64_t index = 0; index < count; index += every) {
      int64_t rest = index, left = 0, right = 0;
      for (size_t dim = sizes.size(); dim-- > 0;) {
        int64_t position = rest % sizes[dim];
        rest /= sizes[dim];
        left += position * step.leftStrides[order[dim]];
        if (step.right)
          right += position * step.rightStrides[order[dim]];
      }
      double expected = step.sign * (*step.left)[left];
      if (step.right)
        expected *= (*step.right)[right];
      take(values[index] - expected, expected);
    }
  }

private:
  const Step &step;
  llvm::ArrayRef<int64_t> sizes;
  const float *values;
  int64_t count;
};

std::optional<ResultError>
StepReference::getError(int phase, llvm::ArrayRef<NpyArray> results) const {
  llvm::SmallVector<Step> steps = getSteps(phase);
  if (results.size() != steps.size())
    return std::nullopt;
  ResultError error;
  double squares = 0, referenceSquares = 0, count = 0;
  for (auto [step, result] : llvm::zip_equal(steps, results)) {
    Judge judge(step, result);
    llvm::SmallVector<int64_t> order = judge.findOrder();
    if (order.empty())
      return std::nullopt;
    judge.add(order, 1, [&](double difference, double expected) {
      double size = std::isnan(difference)
                        ? std::numeric_limits<double>::infinity()
                        : std::fabs(difference);
      error.max = std::max(error.max, size);
      squares += size * size;
      referenceSquares += expected * expected;
      ++count;
    });
  }
  error.rms = std::sqrt(squares / count);
  if (referenceSquares > 0)
    error.relativeRms = std::sqrt(squares / referenceSquares);
  return error;
}
