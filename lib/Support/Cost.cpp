//===- Cost.cpp - What a Winograd convolution costs -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/Cost.h"
#include "winograd/Support/Assert.h"
#include "winograd/Support/TransformProgram.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/Support/MathExtras.h"
#include <limits>

using namespace mlir::winograd;

static double product(llvm::ArrayRef<int64_t> values) {
  double result = 1;
  for (int64_t value : values)
    result *= double(value);
  return result;
}

/// Operations of one nested transform of one tile: along dimension d the 1-D
/// program of matrix d runs once for every position of the other dimensions, of
/// which those before d are transformed already.
static double countTransform(llvm::ArrayRef<const RationalMatrix *> matrices) {
  double result = 0;
  for (size_t dimension = 0; dimension < matrices.size(); ++dimension) {
    TransformProgram program =
        TransformProgram::fromMatrix(*matrices[dimension]);
    double runs = 1;
    for (auto [other, matrix] : llvm::enumerate(matrices))
      if (other != dimension)
        runs *= double(other < dimension ? matrix->rows() : matrix->columns());
    result += runs * double(program.multiplications() + program.additions());
  }
  return result;
}

double mlir::winograd::countDirect(const ConvolutionSizes &sizes) {
  return 2.0 * double(sizes.batch) * double(sizes.inputChannels) *
         double(sizes.outputChannels) * product(sizes.filter) *
         product(sizes.output);
}

OperationCount
mlir::winograd::countWinograd(const ConvolutionSizes &sizes,
                              llvm::ArrayRef<CookToom> algorithms) {
  WINOGRAD_ASSERT(sizes.filter.size() == algorithms.size() &&
                      sizes.output.size() == algorithms.size(),
                  "expected one algorithm per transformed dimension");
  double tiles = double(sizes.batch), positions = 1;
  for (auto [algorithm, filter, output] :
       llvm::zip_equal(algorithms, sizes.filter, sizes.output)) {
    WINOGRAD_ASSERT(algorithm.r() == filter,
                    "the algorithm is for another filter");
    tiles *= double(llvm::divideCeil(output, algorithm.m()));
    positions *= double(algorithm.alpha());
  }
  auto transform = [&](const RationalMatrix &(CookToom::*matrix)() const) {
    return countTransform(
        llvm::map_to_vector(algorithms, [&](const CookToom &algorithm) {
          return &(algorithm.*matrix)();
        }));
  };
  double channels = double(sizes.inputChannels),
         filters = double(sizes.outputChannels);
  OperationCount count;
  count.inputTransform = tiles * channels * transform(&CookToom::inputMatrix);
  count.filterTransform =
      filters * channels * transform(&CookToom::filterMatrix);
  count.product = 2 * tiles * filters * channels * positions;
  count.outputTransform = tiles * filters * transform(&CookToom::outputMatrix);
  return count;
}

static Rational sumOfMagnitudes(llvm::ArrayRef<Rational> values) {
  Rational sum(0);
  for (const Rational &value : values)
    sum += value.abs();
  return sum;
}

double mlir::winograd::errorAmplification(const CookToom &algorithm) {
  double largest = 0;
  for (int64_t o = 0; o < algorithm.m(); ++o) {
    Rational sum(0);
    for (int64_t i = 0; i < algorithm.alpha(); ++i)
      sum += algorithm.outputMatrix()(o, i).abs() *
             sumOfMagnitudes(algorithm.filterMatrix().row(i)) *
             sumOfMagnitudes(algorithm.inputMatrix().row(i));
    if (!sum.isValid())
      return std::numeric_limits<double>::infinity();
    largest = std::max(largest, sum.toDouble());
  }
  return largest;
}
