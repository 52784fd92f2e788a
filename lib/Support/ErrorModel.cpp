//===- ErrorModel.cpp - The rounding error of a convolution ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A rounding by a relative roundoff u is an independent error of variance
// u^2 / 3 times that of what is rounded (N. Higham, Accuracy and Stability of
// Numerical Algorithms, section 2.8; uniform in [-u, u]).
//
// A sum of n products of variance v rounds partial sums of variance v, 2 v, ...
// n v: together u^2 / 3 v n (n + 1) / 2, and its products u^2 / 3 v n.
//
// In the transformed domain position i of a tile has products of variance
// (sum_d B^T[i,d]^2) (sum_k G[i,k]^2), which A^T[o,i]^2 carries to the result
// o: `AlgorithmFigures::meanGrowth`, multiplied over the dimensions. Each of
// the three transforms rounds about once per dimension what the last of its
// steps leave; the roundings before are of smaller values.
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/ErrorModel.h"
#include <algorithm>
#include <cmath>

using namespace mlir::winograd;

/// Per unit u^2 / 3 and variance of a term, for `terms` of them.
static double sumVariance(double terms) {
  return terms * (terms + 1) / 2 + terms;
}

static double square(double value) { return value * value; }

static double countTaps(const ConvolutionSizes &sizes) {
  double taps = 1;
  for (int64_t size : sizes.filter)
    taps *= double(size);
  return taps;
}

PredictedError mlir::winograd::predictDirectError(const ConvolutionSizes &sizes,
                                                  const Roundoff &roundoff) {
  double terms =
      double(std::max<int64_t>(sizes.inputChannels, 1)) * countTaps(sizes);
  double variance = square(roundoff.sums) * sumVariance(terms) +
                    square(roundoff.result) * terms;
  PredictedError error;
  error.rms = error.worst = std::sqrt(variance / 3);
  return error;
}

PredictedError mlir::winograd::predictError(const ConvolutionSizes &sizes,
                                            llvm::ArrayRef<CookToom> algorithms,
                                            const Roundoff &roundoff) {
  double channels = double(std::max<int64_t>(sizes.inputChannels, 1));
  double meanGrowth = 1, mostGrowth = 1;
  for (const CookToom &algorithm : algorithms) {
    const AlgorithmFigures &figures = getFigures(algorithm);
    meanGrowth *= figures.meanGrowth;
    mostGrowth *= figures.mostGrowth;
  }
  double transforms = 3 * double(algorithms.size()) * channels;
  double perGrowth =
      square(roundoff.sums) * (sumVariance(channels) + transforms) +
      square(roundoff.stored) * 2 * channels;
  double result = square(roundoff.result) * channels * countTaps(sizes);
  PredictedError error;
  error.rms = std::sqrt((perGrowth * meanGrowth + result) / 3);
  error.worst = std::sqrt((perGrowth * mostGrowth + result) / 3);
  error.relative = error.rms / predictDirectError(sizes, roundoff).rms;
  return error;
}
