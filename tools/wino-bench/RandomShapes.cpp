//===- RandomShapes.cpp - Convolutions as networks have them --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomShapes.h"

#include "llvm/ADT/ArrayRef.h"
#include <random>

static constexpr int64_t inputChannels[] = {3,  8,   16,  24,  32,  48, 64,
                                            96, 128, 192, 256, 384, 512};
static constexpr int64_t outputChannels[] = {1,  3,  8,   16,  24,  32,  48,
                                             64, 96, 128, 192, 256, 384, 512};
static constexpr int64_t extents[] = {4,  6,  7,  8,  12, 14, 16, 20, 24,
                                      28, 32, 40, 48, 56, 64, 96, 112};
static constexpr int64_t taps[] = {3, 3, 3, 5};
static constexpr double leastFlops = 0.5e6, mostFlops = 400e6;

/// The library's distributions may differ from one to the other.
static int64_t pick(std::mt19937_64 &generator,
                    llvm::ArrayRef<int64_t> choices) {
  return choices[generator() % choices.size()];
}

static ConvolutionShape makeShape(std::mt19937_64 &generator) {
  ConvolutionShape shape;
  shape.inputChannels = pick(generator, inputChannels);
  shape.outputChannels = pick(generator, outputChannels);
  shape.rows = pick(generator, extents);
  shape.columns = pick(generator, extents);
  shape.filterRows = shape.filterColumns = pick(generator, taps);
  return shape;
}

std::vector<ConvolutionShape> makeRandomShapes(unsigned count, uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::vector<ConvolutionShape> shapes;
  while (shapes.size() < count) {
    ConvolutionShape shape = makeShape(generator);
    bool isImage =
        shape.rows <= 2 * shape.columns && shape.columns <= 2 * shape.rows;
    if (isImage && shape.flops() >= leastFlops && shape.flops() <= mostFlops)
      shapes.push_back(shape);
  }
  return shapes;
}
