//===- Distribution.cpp - Which part of a tensor is whose -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/MPI/Distribution.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

SmallVector<int64_t> TensorDistribution::getWholeShape() const {
  return llvm::map_to_vector(dimensions,
                             [](const ShardedDimension &d) { return d.whole; });
}

SmallVector<int64_t> TensorDistribution::getLocalShape() const {
  return llvm::map_to_vector(dimensions,
                             [](const ShardedDimension &d) { return d.local; });
}

bool TensorDistribution::isFirstOfPart(int64_t rank) const {
  // The smallest rank with these parts is the sum of part · stride, since the
  // strides are those of a grid.
  int64_t first = 0;
  for (const ShardedDimension &d : dimensions)
    if (d.parts != 1)
      first += d.getPart(rank) * d.stride;
  return rank == first;
}

bool mlir::winograd::isPartitioned(func::FuncOp function) {
  auto hasShards = [](DictionaryAttr attrs) {
    return attrs && attrs.contains(shardsAttributeName);
  };
  for (unsigned i = 0; i < function.getNumArguments(); ++i)
    if (hasShards(function.getArgAttrDict(i)))
      return true;
  for (unsigned i = 0; i < function.getNumResults(); ++i)
    if (hasShards(function.getResultAttrDict(i)))
      return true;
  return false;
}

template <typename T> static std::string print(const T &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

Expected<TensorDistribution>
mlir::winograd::getDistribution(Type type, Attribute shards,
                                const Twine &what) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape())
    return createStringError("expected " + what +
                             " of a partitioned function to be a ranked "
                             "tensor of static shape, but got " +
                             print(type));
  auto dimensions = dyn_cast_or_null<ArrayAttr>(shards);
  if (!dimensions || int64_t(dimensions.size()) != tensor.getRank())
    return createStringError(
        "expected " + what + " to have '" + shardsAttributeName +
        "', an array with one entry for each dimension of " + print(type) +
        (shards ? ", but got " + print(shards) : std::string()));
  TensorDistribution result{tensor.getElementType(), {}};
  for (auto [attr, local] : llvm::zip_equal(dimensions, tensor.getShape())) {
    auto values = dyn_cast<DenseI64ArrayAttr>(attr);
    if (!values || values.size() != 3)
      return createStringError("expected an entry of '" + shardsAttributeName +
                               "' to be array<i64: whole, parts, stride>, but "
                               "got " +
                               print(attr));
    ShardedDimension d{values[0], values[1], local, values[2]};
    int64_t all;
    bool isCovered = d.whole >= 0 && d.parts >= 1 && d.stride >= 1 &&
                     (llvm::MulOverflow(local, d.parts, all) || d.whole <= all);
    if (!isCovered)
      return createStringError("expected the parts of " + what +
                               " to be the whole, but got " + print(attr) +
                               " for a dimension of size " + Twine(local));
    result.dimensions.push_back(d);
  }
  return result;
}

Expected<FunctionDistribution>
FunctionDistribution::get(func::FuncOp function) {
  FunctionDistribution result;
  auto add = [](SmallVectorImpl<TensorDistribution> &to, Type type,
                Attribute shards, const Twine &what) -> Error {
    auto distribution = getDistribution(type, shards, what);
    if (!distribution)
      return distribution.takeError();
    to.push_back(std::move(*distribution));
    return Error::success();
  };
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    if (Error error = add(result.arguments, type,
                          function.getArgAttr(i, shardsAttributeName),
                          "argument " + Twine(i)))
      return error;
  for (auto [i, type] : llvm::enumerate(function.getResultTypes()))
    if (Error error = add(result.results, type,
                          function.getResultAttr(i, shardsAttributeName),
                          "result " + Twine(i)))
      return error;
  if (auto ranks = function->getAttrOfType<IntegerAttr>(kRanksAttrName))
    result.ranks = ranks.getInt();
  return result;
}

Error FunctionDistribution::checkRanks(StringRef name, int64_t count) const {
  if (ranks && *ranks != count)
    return createStringError("expected " + Twine(*ranks) +
                             " ranks for the program '" + name + "', but got " +
                             Twine(count));
  for (const auto *tensors : {&arguments, &results})
    for (const TensorDistribution &tensor : *tensors)
      for (const ShardedDimension &d : tensor.dimensions)
        if (int64_t grid = d.parts * d.stride; count % grid != 0)
          return createStringError("expected a multiple of " + Twine(grid) +
                                   " ranks for the program '" + name +
                                   "', but got " + Twine(count));
  return Error::success();
}
