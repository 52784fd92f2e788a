//===- Cost.cpp - What a Winograd convolution costs -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/Cost.h"
#include "winograd/Support/Assert.h"
#include "winograd/Support/Limits.h"
#include "winograd/Support/TransformProgram.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include <limits>
#include <map>
#include <mutex>
#include <vector>

using namespace mlir::winograd;

/// F(m, r) at its default points, built once in a program's life.
static llvm::Expected<CookToom> getAlgorithm(int64_t m, int64_t r) {
  static std::mutex mutex;
  static std::map<std::pair<int64_t, int64_t>, CookToom> known;
  std::lock_guard<std::mutex> lock(mutex);
  auto found = known.find({m, r});
  if (found != known.end())
    return found->second;
  llvm::Expected<CookToom> algorithm = CookToom::build(m, r);
  if (algorithm)
    known.emplace(std::pair(m, r), *algorithm);
  return algorithm;
}

llvm::Expected<llvm::SmallVector<CookToom>>
mlir::winograd::buildAlgorithms(const ConvolutionSizes &sizes,
                                llvm::ArrayRef<int64_t> outputs) {
  llvm::SmallVector<CookToom> algorithms;
  int64_t positions = 1;
  for (auto [m, r] : llvm::zip_equal(outputs, sizes.filter)) {
    // Of one tap there is nothing to save.
    llvm::Expected<CookToom> algorithm = getAlgorithm(r == 1 ? 1 : m, r);
    if (!algorithm)
      return algorithm.takeError();
    positions = saturatingProduct(positions, algorithm->alpha());
    algorithms.push_back(std::move(*algorithm));
  }
  if (positions > limits::positions)
    return llvm::createStringError(
        llvm::formatv("its transformed tiles have {0} values (expected at most "
                      "{1})",
                      positions, limits::positions));
  return algorithms;
}

std::string
mlir::winograd::describeAlgorithms(llvm::ArrayRef<CookToom> algorithms) {
  std::string text;
  for (const CookToom &algorithm : algorithms)
    text += llvm::formatv("{0}F({1}, {2})", text.empty() ? "" : " x ",
                          algorithm.m(), algorithm.r());
  return text;
}

static double product(llvm::ArrayRef<int64_t> values) {
  double result = 1;
  for (int64_t value : values)
    result *= double(value);
  return result;
}

static int64_t countOperations(const TransformProgram &program) {
  return program.multiplications() + program.additions();
}

static double sumOfSquares(llvm::ArrayRef<Rational> values) {
  double sum = 0;
  for (const Rational &value : values)
    sum += value.toDouble() * value.toDouble();
  return sum;
}

static AlgorithmFigures computeFigures(const CookToom &algorithm) {
  AlgorithmFigures figures;
  auto input = TransformProgram::fromMatrix(algorithm.inputMatrix());
  auto filter = TransformProgram::fromMatrix(algorithm.filterMatrix());
  auto output = TransformProgram::fromMatrix(algorithm.outputMatrix());
  figures.inputOperations = countOperations(input);
  figures.filterOperations = countOperations(filter);
  figures.outputOperations = countOperations(output);
  figures.inputSteps = int64_t(input.steps().size());
  figures.outputSteps = int64_t(output.steps().size());
  for (int64_t o = 0; o < algorithm.m(); ++o) {
    double growth = 0;
    for (int64_t i = 0; i < algorithm.alpha(); ++i) {
      double factor = algorithm.outputMatrix()(o, i).toDouble();
      growth += factor * factor *
                sumOfSquares(algorithm.filterMatrix().row(i)) *
                sumOfSquares(algorithm.inputMatrix().row(i));
    }
    figures.meanGrowth += growth / double(algorithm.m());
    figures.mostGrowth = std::max(figures.mostGrowth, growth);
  }
  return figures;
}

const AlgorithmFigures &mlir::winograd::getFigures(const CookToom &algorithm) {
  // All that an algorithm is made from: its key.
  std::vector<int64_t> key{algorithm.m(), algorithm.r(),
                           algorithm.isContracting()};
  for (const Rational &point : algorithm.points()) {
    key.push_back(int64_t(point.numerator()));
    key.push_back(int64_t(point.denominator()));
  }
  static std::mutex mutex;
  static std::map<std::vector<int64_t>, AlgorithmFigures> known;
  std::lock_guard<std::mutex> lock(mutex);
  auto [entry, isNew] = known.try_emplace(std::move(key));
  if (isNew)
    entry->second = computeFigures(algorithm);
  return entry->second;
}

/// Operations of one nested transform of one tile: along dimension d the 1-D
/// program runs once for every position of the other dimensions, of which those
/// before d are transformed already.
static double countTransform(llvm::ArrayRef<CookToom> algorithms,
                             int64_t AlgorithmFigures::*operations,
                             const RationalMatrix &(CookToom::*matrix)()
                                 const) {
  double result = 0;
  for (size_t dimension = 0; dimension < algorithms.size(); ++dimension) {
    double runs = 1;
    for (auto [other, algorithm] : llvm::enumerate(algorithms))
      if (other != dimension)
        runs *= double(other < dimension ? (algorithm.*matrix)().rows()
                                         : (algorithm.*matrix)().columns());
    result += runs * double(getFigures(algorithms[dimension]).*operations);
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
  double channels = double(sizes.inputChannels),
         filters = double(sizes.outputChannels);
  OperationCount count;
  count.inputTransform =
      tiles * channels *
      countTransform(algorithms, &AlgorithmFigures::inputOperations,
                     &CookToom::inputMatrix);
  count.filterTransform =
      filters * channels *
      countTransform(algorithms, &AlgorithmFigures::filterOperations,
                     &CookToom::filterMatrix);
  count.product = 2 * tiles * filters * channels * positions;
  count.outputTransform =
      tiles * filters *
      countTransform(algorithms, &AlgorithmFigures::outputOperations,
                     &CookToom::outputMatrix);
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
