//===- ConvolutionReference.cpp - The definition, in float64 --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All operations are sums over x[s · p + d · r] · w[r] · y[p] in each
// dimension, which leave out one of the factors. So that each tap is one long
// operation on vectors, whatever the stride s, an image is kept as s · s ones:
// value i of image a in a dimension is x[s · i + a]. With d · r = s · q + a,
// the values that tap r multiplies are those of image a that begin with q.
//
//===----------------------------------------------------------------------===//

#include "ConvolutionData.h"

#include "llvm/Support/MathExtras.h"
#include <algorithm>

using mlir::winograd::NpyArray;

static const float *floats(const NpyArray &array) {
  return reinterpret_cast<const float *>(array.data());
}

namespace {

/// A channel of x with its zeros around it, in float64, cut by the stride.
class CutImage {
public:
  explicit CutImage(const ConvolutionShape &shape)
      : stride(shape.form.stride), dilation(shape.form.dilation),
        pad(shape.getPad()), image(shape.getImage()) {
    for (int dim : {0, 1})
      parts[dim] = llvm::divideCeil(image[dim] + 2 * pad[dim], stride[dim]);
    values.resize(stride[0] * stride[1] * parts[0] * parts[1]);
  }

  /// Elements from the beginning of a row to that of the next.
  int64_t getPitch() const { return parts[1]; }

  /// What this tap multiplies with the first value of y; others follow.
  double *getTap(int64_t r, int64_t s) {
    return &at(dilation[0] * r, dilation[1] * s);
  }

  void read(const float *from) {
    forEach([&](double &value) { value = *from++; });
  }
  void write(std::vector<double> &to) {
    forEach([&](double &value) { to.push_back(value); });
  }

private:
  /// The value of a row and a column of the padded image.
  double &at(int64_t row, int64_t column) {
    int64_t part = row % stride[0] * stride[1] + column % stride[1];
    return values[(part * parts[0] + row / stride[0]) * parts[1] +
                  column / stride[1]];
  }

  /// Calls `visit` with each value that is no padding, in its order.
  template <typename Visitor> void forEach(Visitor visit) {
    for (int64_t row = 0; row < image[0]; ++row)
      for (int64_t column = 0; column < image[1]; ++column)
        visit(at(row + pad[0], column + pad[1]));
  }

  Pair stride, dilation, pad, image, parts;
  std::vector<double> values;
};

/// Calculates one operation, an image of the batch after the other.
class Reference {
public:
  Reference(const ConvolutionShape &shape, const ConvolutionData &data)
      : shape(shape), data(data), blank(shape), result(shape.getResult()),
        channels(shape.getFilterSizes()[1]),
        length((result[0] - 1) * blank.getPitch() + result[1]), y(length) {}

  std::vector<double> run() {
    if (shape.form.operation == Operation::FilterGradient)
      sums.resize(shape.getResultChannels() * channels * taps());
    for (int64_t n = 0; n < shape.batch; ++n) {
      readImages(n);
      for (int64_t k = 0; k < shape.getResultChannels(); ++k) {
        readResult(n * shape.getResultChannels() + k);
        addTaps(k);
        if (shape.form.operation == Operation::Forward)
          writeResult();
      }
      if (shape.spreadsResult())
        for (CutImage &image : images)
          image.write(sums);
    }
    return std::move(sums);
  }

private:
  int64_t taps() const { return shape.filterRows * shape.filterColumns; }

  /// Those of x; zeros if they are what is calculated.
  void readImages(int64_t n) {
    images.assign(shape.getImageChannels(), blank);
    if (shape.spreadsResult())
      return;
    int64_t size = shape.getImage()[0] * shape.getImage()[1];
    for (auto [c, image] : llvm::enumerate(images))
      image.read(floats(data.arguments.front()) +
                 (n * shape.getImageChannels() + c) * size);
  }

  /// An image of y in rows as long as those of the images, with zeros between
  /// them; only zeros if it is what is calculated.
  void readResult(int64_t image) {
    std::fill(y.begin(), y.end(), 0.0);
    if (shape.form.operation == Operation::Forward)
      return;
    const float *from =
        floats(data.arguments.back()) + image * result[0] * result[1];
    for (int64_t row = 0; row < result[0]; ++row)
      std::copy_n(from + row * result[1], result[1],
                  y.begin() + row * blank.getPitch());
  }

  /// Adds all products with result channel k.
  void addTaps(int64_t k) {
    int64_t group = k / (shape.getResultChannels() / shape.form.groups);
    int64_t weight = k * channels * taps();
    for (int64_t c = 0; c < channels; ++c)
      for (int64_t r = 0; r < shape.filterRows; ++r)
        for (int64_t s = 0; s < shape.filterColumns; ++s)
          addTap(images[group * channels + c].getTap(r, s), weight++);
  }

  void addTap(double *x, int64_t weight) {
    switch (shape.form.operation) {
    case Operation::Forward: {
      double w = floats(*data.filter)[weight];
      for (int64_t i = 0; i < length; ++i)
        y[i] += x[i] * w;
      return;
    }
    case Operation::InputGradient:
    case Operation::Transposed: {
      double w = floats(*data.filter)[weight];
      for (int64_t i = 0; i < length; ++i)
        x[i] += y[i] * w;
      return;
    }
    case Operation::FilterGradient: {
      // Several sums, which a compiler may calculate at once.
      std::array<double, 8> partial = {};
      int64_t i = 0, whole = length / partial.size() * partial.size();
      for (; i < whole; i += partial.size())
        for (size_t lane = 0; lane < partial.size(); ++lane)
          partial[lane] += x[i + lane] * y[i + lane];
      for (; i < length; ++i)
        partial[0] += x[i] * y[i];
      for (double sum : partial)
        sums[weight] += sum;
      return;
    }
    }
  }

  /// What is between the rows is no result.
  void writeResult() {
    for (int64_t row = 0; row < result[0]; ++row) {
      auto begin = y.begin() + row * blank.getPitch();
      sums.insert(sums.end(), begin, begin + result[1]);
    }
  }

  const ConvolutionShape &shape;
  const ConvolutionData &data;
  const CutImage blank;
  const Pair result;
  /// Of an image that belong to one of y.
  const int64_t channels;
  /// Of a channel of y with what is between its rows.
  const int64_t length;
  std::vector<CutImage> images;
  std::vector<double> y;
  /// What is calculated.
  std::vector<double> sums;
};

} // namespace

std::vector<double> calculateReference(const ConvolutionShape &shape,
                                       const ConvolutionData &data) {
  return Reference(shape, data).run();
}
