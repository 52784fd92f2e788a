//===- RandomShapes.h - Convolutions as networks have them ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_RANDOMSHAPES_H
#define WINO_BENCH_RANDOMSHAPES_H

#include "ConvolutionShape.h"
#include <vector>

/// `count` shapes as networks have them, always the same for a `seed`: a batch
/// of 1, 3 to 512 input channels, 1 to 512 output channels, images of 4 to 112
/// pixels that are at most twice as wide as high or the other way round,
/// filters of 3 x 3 or, one of four, 5 x 5, and 0.5 to 400 million operations.
std::vector<ConvolutionShape> makeRandomShapes(unsigned count, uint64_t seed);

#endif // WINO_BENCH_RANDOMSHAPES_H
