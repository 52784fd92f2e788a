//===- ConvolutionShape.cpp - The convolutions that are timed -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionShape.h"

#include "winograd/Support/Limits.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FormatVariadic.h"
#include <numeric>

namespace limits = mlir::winograd::limits;

using llvm::createStringError;
using llvm::Expected;
using llvm::StringRef;

std::array<int64_t, 4> orderSizes(Layout layout, int64_t batch,
                                  int64_t channels, int64_t rows,
                                  int64_t columns) {
  if (layout == Layout::NCHW)
    return {batch, channels, rows, columns};
  return {batch, rows, columns, channels};
}

/// Parses positive numbers with an `x` between them. They are small enough for
/// any product of two to be one, too.
static bool parseSizes(StringRef text, llvm::ArrayRef<int64_t *> sizes) {
  llvm::SmallVector<StringRef> parts;
  text.split(parts, 'x');
  if (parts.size() != sizes.size())
    return false;
  for (auto [part, size] : llvm::zip_equal(parts, sizes))
    if (!llvm::to_integer(part, *size, 10) || *size < 1 || *size > 1 << 20)
      return false;
  return true;
}

Expected<ConvolutionShape> ConvolutionShape::parse(StringRef shape,
                                                   StringRef filter) {
  ConvolutionShape result;
  int64_t *sizes[] = {&result.batch, &result.inputChannels,
                      &result.outputChannels, &result.rows, &result.columns};
  int64_t *taps[] = {&result.filterRows, &result.filterColumns};
  if (!parseSizes(shape, sizes))
    return createStringError(
        "expected a shape NxCxKxHxW of five sizes, but got '" + shape + "'");
  if (!parseSizes(filter, taps))
    return createStringError("expected --filter to be RxS, but got '" + filter +
                             "'");
  if (result.outputRows() < 1 || result.outputColumns() < 1)
    return createStringError("expected an image that is not smaller than the "
                             "filter " +
                             filter + ", but got '" + shape + "'");
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

std::string ConvolutionShape::str() const {
  return llvm::formatv("{0}x{1}x{2}x{3}x{4}", batch, inputChannels,
                       outputChannels, rows, columns)
      .str();
}

int64_t ConvolutionShape::mostValues() const {
  auto count = [](std::initializer_list<int64_t> sizes) {
    return std::accumulate(sizes.begin(), sizes.end(), int64_t(1),
                           mlir::winograd::saturatingProduct);
  };
  return std::max(
      {count({batch, inputChannels, rows, columns}),
       count({outputChannels, inputChannels, filterRows, filterColumns}),
       count({batch, outputChannels, outputRows(), outputColumns()})});
}

double ConvolutionShape::flops() const {
  return 2.0 * double(batch) * double(inputChannels) * double(outputChannels) *
         double(outputRows()) * double(outputColumns()) * double(filterRows) *
         double(filterColumns);
}
