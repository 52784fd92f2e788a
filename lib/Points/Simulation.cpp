//===- Simulation.cpp - A convolution's rounding error, measured ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Points/Simulation.h"
#include "winograd/Support/Assert.h"
#include "winograd/Support/TransformProgram.h"
#include "winograd/Utils/StoredFloats.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <limits>
#include <random>

using namespace mlir::winograd;
using Kind = TransformProgram::Kind;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static double roundBy(const NarrowFloat &format, double value) {
  char bytes[NarrowFloat::width];
  format.encode(value, bytes);
  return format.decode(bytes);
}

/// Rounds every value to the type, which f32 has.
template <typename Number>
static std::vector<float> store(llvm::ArrayRef<Number> values,
                                StorageType type) {
  if (type == StorageType::F32)
    return std::vector<float>(values.begin(), values.end());
  const NarrowFloat format(type == StorageType::F16 ? llvm::APFloat::IEEEhalf()
                                                    : llvm::APFloat::BFloat());
  std::vector<float> result;
  result.reserve(values.size());
  for (Number value : values)
    result.push_back(float(roundBy(format, value)));
  return result;
}

/// a b + c. Of floats the product is exact in float64, and so is, but for one
/// case in 2^29, the rounding of the sum to f32: a loop of these has vectors on
/// every processor, one of std::fma calls a function on those without it.
template <typename Number>
static Number multiplyAdd(Number a, Number b, Number c) {
  return Number(double(a) * double(b) + double(c));
}

/// N(0, 1) by Box and Muller, the same numbers with every standard library.
static std::vector<double> makeNormal(std::mt19937_64 &random, size_t count) {
  auto uniform = [&] { return (double(random() >> 11) + 0.5) * 0x1p-53; };
  std::vector<double> values(count);
  for (double &value : values) {
    double radius = std::sqrt(-2 * std::log(uniform()));
    value = radius * std::cos(2 * llvm::numbers::pi * uniform());
  }
  return values;
}

//===----------------------------------------------------------------------===//
// Arrays: [positions..][tile]
//===----------------------------------------------------------------------===//

static int64_t power(int64_t base, int64_t exponent) {
  int64_t result = 1;
  while (exponent-- > 0)
    result *= base;
  return result;
}

/// One step of a program on as many numbers as there are tiles.
template <typename Number>
static void runStep(const TransformProgram::Step &step, Number coefficient,
                    const Number *lhs, const Number *rhs, Number *result,
                    int64_t tiles) {
  auto forEach = [&](auto compute) {
    for (int64_t tile = 0; tile < tiles; ++tile)
      result[tile] = compute(tile);
  };
  switch (step.kind) {
  case Kind::Scale:
    return forEach([&](int64_t i) { return coefficient * lhs[i]; });
  case Kind::MultiplyAdd:
    return forEach(
        [&](int64_t i) { return multiplyAdd(coefficient, lhs[i], rhs[i]); });
  case Kind::Add:
    return forEach([&](int64_t i) { return lhs[i] + rhs[i]; });
  case Kind::Subtract:
    return forEach([&](int64_t i) { return lhs[i] - rhs[i]; });
  case Kind::Negate:
    return forEach([&](int64_t i) { return -lhs[i]; });
  }
}

namespace {
/// y = M x in the order of the compiled code, its constants rounded to
/// `Number`.
template <typename Number> class Transform {
public:
  Transform(const RationalMatrix &matrix, int64_t tiles)
      : program(TransformProgram::fromMatrix(matrix)), rows(matrix.rows()),
        columns(matrix.columns()), tiles(tiles),
        values((columns + program.steps().size()) * tiles) {
    for (const TransformProgram::Step &step : program.steps())
      coefficients.push_back(Number(step.coefficient.toDouble()));
  }

  /// Along every dimension of an array, the first one first.
  std::vector<Number> apply(std::vector<Number> array, int64_t dimensions) {
    for (int64_t dimension = 0; dimension < dimensions; ++dimension)
      array = applyAlong(array, power(rows, dimension),
                         power(columns, dimensions - 1 - dimension));
    return array;
  }

private:
  /// [before][column][after][tile] to [before][row][after][tile].
  std::vector<Number> applyAlong(llvm::ArrayRef<Number> from, int64_t before,
                                 int64_t after) {
    std::vector<Number> to(before * rows * after * tiles, Number(0));
    for (int64_t outer = 0; outer < before; ++outer)
      for (int64_t inner = 0; inner < after; ++inner) {
        for (int64_t column = 0; column < columns; ++column)
          std::copy_n(from.data() +
                          ((outer * columns + column) * after + inner) * tiles,
                      tiles, getValue(column));
        run();
        for (auto [row, id] : llvm::enumerate(program.results()))
          if (id != TransformProgram::zeroValue)
            std::copy_n(getValue(id), tiles,
                        to.data() +
                            ((outer * rows + int64_t(row)) * after + inner) *
                                tiles);
      }
    return to;
  }

  void run() {
    for (auto [index, step] : llvm::enumerate(program.steps()))
      runStep(step, coefficients[index], getValue(step.lhs),
              step.rhs < 0 ? nullptr : getValue(step.rhs),
              getValue(columns + int64_t(index)), tiles);
  }

  Number *getValue(int64_t id) { return values.data() + id * tiles; }

  TransformProgram program;
  int64_t rows, columns, tiles;
  std::vector<Number> coefficients, values;
};
} // namespace

//===----------------------------------------------------------------------===//
// Simulation
//===----------------------------------------------------------------------===//

Simulation::Simulation(int64_t m, int64_t r, const SimulationOptions &options,
                       uint64_t seed)
    : outputs(m), taps(r), options(options) {
  std::mt19937_64 random(seed);
  int64_t imageValues = power(m + r - 1, options.dimensions) * options.tiles,
          filterValues = power(r, options.dimensions) * options.tiles;
  double scale = 1 / std::sqrt(double(options.channels) *
                               double(power(r, options.dimensions)));
  for (int64_t channel = 0; channel < options.channels; ++channel) {
    images.push_back(
        store<double>(makeNormal(random, imageValues), options.storage));
    std::vector<double> filter = makeNormal(random, filterValues);
    for (double &value : filter)
      value *= scale;
    filters.push_back(store<double>(filter, options.storage));
  }
  computeDirect();
}

/// The digits of `index` in a number system of base `from`, read in one of base
/// `to`.
static int64_t rebase(int64_t index, int64_t from, int64_t to) {
  return index == 0 ? 0 : rebase(index / from, from, to) * to + index % from;
}

static double findRms(llvm::ArrayRef<float> values,
                      llvm::ArrayRef<double> exact) {
  double sum = 0;
  for (auto [value, expected] : llvm::zip_equal(values, exact))
    sum += (value - expected) * (value - expected);
  double rms = std::sqrt(sum / double(exact.size()));
  return std::isfinite(rms) ? rms : std::numeric_limits<double>::infinity();
}

/// The exact results, and what one sum of f32 loses.
void Simulation::computeDirect() {
  int64_t alpha = outputs + taps - 1, tiles = options.tiles,
          positions = power(outputs, options.dimensions);
  exact.assign(positions * tiles, 0);
  Values direct(positions * tiles, 0);
  for (auto [image, filter] : llvm::zip_equal(images, filters))
    for (int64_t o = 0; o < positions; ++o)
      for (int64_t k = 0; k < power(taps, options.dimensions); ++k) {
        // A sum of coordinates is one of positions, in any base.
        const float *x =
            image.data() +
            (rebase(o, outputs, alpha) + rebase(k, taps, alpha)) * tiles;
        const float *g = filter.data() + k * tiles;
        for (int64_t tile = 0; tile < tiles; ++tile) {
          int64_t y = o * tiles + tile;
          exact[y] += double(x[tile]) * double(g[tile]);
          direct[y] = multiplyAdd(x[tile], g[tile], direct[y]);
        }
      }
  directError = findRms(direct, exact);
}

SimulatedError Simulation::measure(const CookToom &algorithm) const {
  WINOGRAD_ASSERT(algorithm.m() == outputs && algorithm.r() == taps,
                  "expected an algorithm for these tiles");
  int64_t tiles = options.tiles, dimensions = options.dimensions;
  Transform<float> input(algorithm.inputMatrix(), tiles),
      output(algorithm.outputMatrix(), tiles),
      filterAtRunTime(algorithm.filterMatrix(), tiles);
  Transform<double> constantFilter(algorithm.filterMatrix(), tiles);

  Values product(power(algorithm.alpha(), dimensions) * tiles, 0);
  for (auto [image, filter] : llvm::zip_equal(images, filters)) {
    Values x = store<float>(input.apply(image, dimensions), options.storage);
    Values g = options.filterAtRunTime
                   ? store<float>(filterAtRunTime.apply(filter, dimensions),
                                  options.storage)
                   : store<double>(
                         constantFilter.apply(
                             std::vector<double>(filter.begin(), filter.end()),
                             dimensions),
                         options.storage);
    for (size_t i = 0; i < product.size(); ++i)
      product[i] = multiplyAdd(x[i], g[i], product[i]);
  }
  SimulatedError error;
  error.rms = findRms(output.apply(std::move(product), dimensions), exact);
  // Neither rounds a product of narrow numbers.
  error.relative = error.rms == directError ? 1 : error.rms / directError;
  return error;
}
