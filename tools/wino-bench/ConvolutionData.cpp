//===- ConvolutionData.cpp - Inputs and expected outputs ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionData.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/MLIRContext.h"
#include "winograd/Runner/Elements.h"
#include "winograd/Support/InputFiles.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cmath>
#include <cstring>

using llvm::ArrayRef;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using mlir::winograd::NpyArray;
using mlir::winograd::NpyType;

static float *floats(NpyArray &array) {
  return reinterpret_cast<float *>(array.data());
}
static const float *floats(const NpyArray &array) {
  return reinterpret_cast<const float *>(array.data());
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// Reads a file of exactly `bytes` bytes to `to`.
static Error readBytes(const std::string &path, void *to, size_t bytes) {
  auto file = mlir::winograd::readRegularFile(path);
  if (!file)
    return file.takeError();
  if ((*file)->getBufferSize() != bytes)
    return createStringError("expected '" + path + "' to have " +
                             llvm::Twine(bytes) + " bytes, but got " +
                             llvm::Twine((*file)->getBufferSize()));
  std::memcpy(to, (*file)->getBufferStart(), bytes);
  return Error::success();
}

static Error readData(const std::string &base, ConvolutionData &data) {
  NpyArray &input = data.arguments.front();
  if (Error error = readBytes(base + ".x", input.data(), input.sizeInBytes()))
    return error;
  if (Error error = readBytes(base + ".w", data.filter->data(),
                              data.filter->sizeInBytes()))
    return error;
  return readBytes(base + ".r", data.reference.data(),
                   data.reference.size() * sizeof(double));
}

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

/// Adds an argument of these sizes.
static Error addArgument(ArrayRef<int64_t> sizes, ConvolutionData &data) {
  auto argument = NpyArray::allocate(NpyType(), sizes);
  if (!argument)
    return argument.takeError();
  data.arguments.push_back(std::move(*argument));
  return Error::success();
}

/// Arrays of the shape's sizes.
static Expected<ConvolutionData> allocate(const ConvolutionShape &shape) {
  ConvolutionData data;
  if (!shape.spreadsResult())
    if (Error error = addArgument(shape.getImageSizes(), data))
      return std::move(error);
  if (shape.form.operation != Operation::Forward)
    if (Error error = addArgument(shape.getResultSizes(), data))
      return std::move(error);
  if (shape.form.operation == Operation::FilterGradient)
    return data;
  auto filter = NpyArray::allocate(NpyType(), shape.getFilterSizes());
  if (!filter)
    return filter.takeError();
  data.filter.emplace(std::move(*filter));
  return data;
}

Expected<ConvolutionData>
ConvolutionData::makeRandom(const ConvolutionShape &shape) {
  auto data = allocate(shape);
  if (!data)
    return data;
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  mlir::Type type = mlir::Float32Type::get(&context);
  fillRandom(data->arguments.front(), type, /*seed=*/0);
  NpyArray &other = data->filter ? *data->filter : data->arguments.back();
  fillRandom(other, type, /*seed=*/1);
  float scale = 1 / std::sqrt(shape.terms());
  for (int64_t i = 0; i < other.numElements(); ++i)
    floats(other)[i] *= scale;
  return data;
}

Expected<ConvolutionData>
ConvolutionData::get(const ConvolutionShape &shape,
                     std::optional<std::string> folder) {
  // Only plain convolutions with filters of 3x3 taps are in files.
  std::string base = folder.value_or("") + "/" + shape.str();
  if (folder && shape.form.isPlain() && shape.getFilter() == Pair{3, 3} &&
      llvm::sys::fs::exists(base + ".x")) {
    auto data = allocate(shape);
    if (!data)
      return data;
    data->reference.resize(shape.batch * shape.outputChannels *
                           shape.getResult()[0] * shape.getResult()[1]);
    if (Error error = readData(base, *data))
      return error;
    return data;
  }
  auto data = makeRandom(shape);
  if (data)
    data->reference = calculateReference(shape, *data);
  return data;
}

Expected<NpyArray> transpose(const NpyArray &array, std::array<int, 4> order) {
  std::array<int64_t, 4> strides, sizes, steps;
  int64_t stride = 1;
  for (int dim = 3; dim >= 0; --dim) {
    strides[dim] = stride;
    stride *= array.shape()[dim];
  }
  for (int dim = 0; dim < 4; ++dim) {
    sizes[dim] = array.shape()[order[dim]];
    steps[dim] = strides[order[dim]];
  }
  auto result = NpyArray::allocate(array.type(), sizes);
  if (!result)
    return result;
  float *to = floats(*result);
  for (int64_t a = 0; a < sizes[0]; ++a)
    for (int64_t b = 0; b < sizes[1]; ++b)
      for (int64_t c = 0; c < sizes[2]; ++c)
        for (int64_t d = 0; d < sizes[3]; ++d)
          *to++ = floats(
              array)[a * steps[0] + b * steps[1] + c * steps[2] + d * steps[3]];
  return result;
}

double getMaxError(const NpyArray &value, llvm::ArrayRef<double> reference) {
  double error = 0;
  for (auto [index, expected] : llvm::enumerate(reference)) {
    double difference = std::fabs(floats(value)[index] - expected);
    if (std::isnan(difference))
      return difference;
    error = std::max(error, difference);
  }
  return error;
}

Error ConvolutionData::moveChannelsLast() {
  auto input = transpose(arguments.front(), {0, 2, 3, 1});
  if (!input)
    return input.takeError();
  auto moved = transpose(*filter, {2, 3, 1, 0});
  if (!moved)
    return moved.takeError();
  arguments.front() = std::move(*input);
  filter = std::move(*moved);
  return Error::success();
}
