//===- ConvolutionShape.cpp - The convolutions that are timed -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionShape.h"

#include "winograd/Support/Limits.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FormatVariadic.h"
#include <numeric>

namespace limits = mlir::winograd::limits;

using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

std::array<int64_t, 4> orderSizes(Layout layout, int64_t batch,
                                  int64_t channels, int64_t rows,
                                  int64_t columns) {
  if (layout == Layout::NCHW)
    return {batch, channels, rows, columns};
  return {batch, rows, columns, channels};
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

int64_t ConvolutionShape::getImageChannels() const {
  return isTransposed() ? outputChannels : inputChannels;
}

int64_t ConvolutionShape::getResultChannels() const {
  return isTransposed() ? inputChannels : outputChannels;
}

Pair ConvolutionShape::getReach() const {
  return {form.dilation[0] * (filterRows - 1),
          form.dilation[1] * (filterColumns - 1)};
}

Pair ConvolutionShape::getPad() const {
  Pair reach = getReach();
  return form.pad.value_or(Pair{reach[0] / 2, reach[1] / 2});
}

Pair ConvolutionShape::getImage() const {
  Pair sizes = {rows, columns};
  if (!isTransposed())
    return sizes;
  for (int dim : {0, 1})
    sizes[dim] = (sizes[dim] - 1) * form.stride[dim] + 1 + getReach()[dim] -
                 2 * getPad()[dim];
  return sizes;
}

Pair ConvolutionShape::getResult() const {
  Pair sizes = {rows, columns};
  if (isTransposed())
    return sizes;
  for (int dim : {0, 1}) {
    int64_t steps = sizes[dim] + 2 * getPad()[dim] - getReach()[dim] - 1;
    // (It may be too small for one; C++ rounds to zero.)
    sizes[dim] = steps < 0 ? 0 : steps / form.stride[dim] + 1;
  }
  return sizes;
}

std::array<int64_t, 4> ConvolutionShape::getImageSizes() const {
  return {batch, getImageChannels(), getImage()[0], getImage()[1]};
}

std::array<int64_t, 4> ConvolutionShape::getFilterSizes() const {
  return {getResultChannels(), getImageChannels() / form.groups, filterRows,
          filterColumns};
}

std::array<int64_t, 4> ConvolutionShape::getResultSizes() const {
  return {batch, getResultChannels(), getResult()[0], getResult()[1]};
}

int64_t ConvolutionShape::mostValues() const {
  auto count = [](llvm::ArrayRef<int64_t> sizes) {
    return std::accumulate(sizes.begin(), sizes.end(), int64_t(1),
                           mlir::winograd::saturatingProduct);
  };
  Pair image = getImage(), pad = getPad(), reach = getReach();
  std::array<int64_t, 4> padded = {batch, getImageChannels(),
                                   image[0] + 2 * pad[0],
                                   image[1] + 2 * pad[1]},
                         // What a gradient to the image reads.
      spread = {batch, getResultChannels(), image[0] + reach[0],
                image[1] + reach[1]};
  return std::max({count(spreadsResult() ? spread : padded),
                   count(getImageSizes()), count(getFilterSizes()),
                   count(getResultSizes())});
}

double ConvolutionShape::terms() const {
  std::array<int64_t, 4> sizes = getResultSizes();
  if (spreadsResult())
    sizes = getImageSizes();
  if (form.operation == Operation::FilterGradient)
    sizes = getFilterSizes();
  double values = 1;
  for (int64_t size : sizes)
    values *= double(size);
  return flops() / 2 / values;
}

double ConvolutionShape::flops() const {
  return 2.0 * double(batch) * double(inputChannels) / double(form.groups) *
         double(outputChannels) * double(getResult()[0]) *
         double(getResult()[1]) * double(filterRows) * double(filterColumns);
}

std::string ConvolutionShape::str() const {
  return llvm::formatv("{0}x{1}x{2}x{3}x{4}", batch, inputChannels,
                       outputChannels, rows, columns)
      .str();
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

/// Whether there is such a convolution.
static Error checkSizes(const ConvolutionShape &shape, StringRef text,
                        StringRef filter) {
  const ConvolutionForm &form = shape.form;
  if (shape.inputChannels % form.groups || shape.outputChannels % form.groups)
    return createStringError(
        llvm::formatv("expected input and output channels that --groups={0} "
                      "divides, but got '{1}'",
                      form.groups, text));
  Pair image = shape.getImage(), result = shape.getResult();
  if (shape.isTransposed() && std::min(image[0], image[1]) < 1)
    return createStringError(
        llvm::formatv("expected a result of at least a row and a column, but "
                      "--pad leaves none of '{0}'",
                      text));
  if (std::min(result[0], result[1]) < 1)
    return createStringError(llvm::formatv(
        "expected an image that is not smaller than the filter {0}{1}, but got "
        "'{2}'",
        filter, form.str(), text));
  Pair pad = shape.getPad(), reach = shape.getReach();
  for (int dim : {0, 1})
    if (shape.spreadsResult() && pad[dim] > reach[dim])
      return createStringError(llvm::formatv(
          "expected --pad to be at most dilation * (taps - 1), {0}, for "
          "transposed convolutions and gradients to the input, which more "
          "would crop, but got {1}",
          reach[dim], pad[dim]));
  return Error::success();
}

Expected<ConvolutionShape>
ConvolutionShape::parse(StringRef shape, StringRef filter,
                        const ConvolutionForm &form) {
  ConvolutionShape result;
  result.form = form;
  int64_t *sizes[] = {&result.batch, &result.inputChannels,
                      &result.outputChannels, &result.rows, &result.columns};
  int64_t *taps[] = {&result.filterRows, &result.filterColumns};
  if (!parseSizes(shape, sizes))
    return createStringError(
        "expected a shape NxCxKxHxW of five sizes, but got '" + shape + "'");
  if (!parseSizes(filter, taps))
    return createStringError("expected --filter to be RxS, but got '" + filter +
                             "'");
  if (Error error = checkSizes(result, shape, filter))
    return error;
  if (result.flops() > 1e15)
    return createStringError("expected a convolution of at most 1e15 "
                             "operations, but got '" +
                             shape + "'");
  if (result.mostValues() > limits::benchmarkValues)
    return createStringError(
        llvm::formatv("expected an image, a filter and a result of at most {0} "
                      "values each, but got '{1}'",
                      limits::benchmarkValues, shape));
  return result;
}
