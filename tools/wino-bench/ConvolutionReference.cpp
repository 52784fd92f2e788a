//===- ConvolutionReference.cpp - The definition, in float64 --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionData.h"

#include <algorithm>

using mlir::winograd::NpyArray;

static const float *floats(const NpyArray &array) {
  return reinterpret_cast<const float *>(array.data());
}

/// The image with zeros around it, in float64.
static std::vector<double> padImage(const ConvolutionShape &shape,
                                    const float *image) {
  int64_t paddedColumns = shape.columns + 2 * shape.padColumns();
  std::vector<double> padded((shape.rows + 2 * shape.padRows()) *
                             paddedColumns);
  for (int64_t row = 0; row < shape.rows; ++row)
    std::copy_n(image + row * shape.columns, shape.columns,
                padded.begin() + (row + shape.padRows()) * paddedColumns +
                    shape.padColumns());
  return padded;
}

// y[n, k, h, w] = Σ_{c, r, s} x[n, c, h + r, w + s] · g[k, c, r, s]
//
// With rows as long as those of the padded image, each term is one long sum of
// two vectors; what it calculates between the rows is not read.
std::vector<double> calculateReference(const ConvolutionShape &shape,
                                       const NpyArray &input,
                                       const NpyArray &filter) {
  int64_t pitch = shape.columns + 2 * shape.padColumns();
  int64_t length = (shape.outputRows() - 1) * pitch + shape.outputColumns();
  std::vector<double> result;
  result.reserve(shape.batch * shape.outputChannels * shape.outputRows() *
                 shape.outputColumns());
  std::vector<std::vector<double>> images(shape.inputChannels);
  std::vector<double> sums(length);
  for (int64_t n = 0; n < shape.batch; ++n) {
    for (int64_t c = 0; c < shape.inputChannels; ++c)
      images[c] =
          padImage(shape, floats(input) + (n * shape.inputChannels + c) *
                                              shape.rows * shape.columns);
    const float *weight = floats(filter);
    for (int64_t k = 0; k < shape.outputChannels; ++k) {
      std::fill(sums.begin(), sums.end(), 0.0);
      for (int64_t c = 0; c < shape.inputChannels; ++c)
        for (int64_t r = 0; r < shape.filterRows; ++r)
          for (int64_t s = 0; s < shape.filterColumns; ++s, ++weight) {
            const double *from = images[c].data() + r * pitch + s;
            double g = *weight;
            for (int64_t i = 0; i < length; ++i)
              sums[i] += from[i] * g;
          }
      for (int64_t row = 0; row < shape.outputRows(); ++row)
        result.insert(result.end(), sums.begin() + row * pitch,
                      sums.begin() + row * pitch + shape.outputColumns());
    }
  }
  return result;
}
