//===- SpreadImage.cpp - Zeros between the values of an image -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Analysis/SpreadImage.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Utils/Constants.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// What is between the image and the insertion: of the image with zeros, the
/// part from `offsets` on. Where it has a margin, zeros follow at that side.
struct Cut {
  SmallVector<int64_t> offsets;
  SmallVector<bool> hasMarginLow, hasMarginHigh;

  explicit Cut(int64_t rank)
      : offsets(rank, 0), hasMarginLow(rank, false),
        hasMarginHigh(rank, false) {}

  /// Removes `low` and `high` values in front and behind of an axis, or adds as
  /// many zeros, if these are negative. False where zeros would stand for
  /// values that were there before.
  bool crop(size_t axis, int64_t low, int64_t high) {
    if ((low > 0 && hasMarginLow[axis]) || (high > 0 && hasMarginHigh[axis]))
      return false;
    hasMarginLow[axis] = hasMarginLow[axis] || low < 0;
    hasMarginHigh[axis] = hasMarginHigh[axis] || high < 0;
    offsets[axis] += low;
    return true;
  }
};
} // namespace

/// Goes through what pads, or cuts out, to where the image comes from.
static Value skipCuts(Value image, Cut &cut) {
  while (true) {
    if (auto pad = image.getDefiningOp<tensor::PadOp>()) {
      std::optional<SmallVector<int64_t>> low = getConstantIntValues(
                                              pad.getMixedLowPad()),
                                          high = getConstantIntValues(
                                              pad.getMixedHighPad());
      Value padding = pad.getConstantPaddingValue();
      if (!low || !high || !padding || !matchPattern(padding, m_AnyZeroFloat()))
        return {};
      for (size_t axis = 0; axis < low->size(); ++axis)
        if (!cut.crop(axis, -(*low)[axis], -(*high)[axis]))
          return {};
      image = pad.getSource();
      continue;
    }
    auto slice = image.getDefiningOp<tensor::ExtractSliceOp>();
    if (!slice)
      return image;
    std::optional<SmallVector<int64_t>> offsets =
        getConstantIntValues(slice.getMixedOffsets());
    if (!offsets || !slice.hasUnitStride() ||
        !slice.getType().hasStaticShape() ||
        !slice.getSourceType().hasStaticShape() ||
        slice.getType().getRank() != slice.getSourceType().getRank())
      return {};
    for (size_t axis = 0; axis < offsets->size(); ++axis)
      if (!cut.crop(axis, (*offsets)[axis],
                    slice.getSourceType().getDimSize(axis) -
                        slice.getType().getDimSize(axis) - (*offsets)[axis]))
        return {};
    image = slice.getSource();
  }
}

std::optional<SpreadImage> SpreadImage::get(Value image) {
  auto type = dyn_cast<RankedTensorType>(image.getType());
  if (!type || !type.hasStaticShape())
    return std::nullopt;
  Cut cut(type.getRank());
  Value zeros = skipCuts(image, cut);
  auto insertion =
      zeros ? zeros.getDefiningOp<tensor::InsertSliceOp>() : nullptr;
  if (!insertion || !isZeroTensor(insertion.getDest()) ||
      insertion.getSourceType().getRank() != type.getRank())
    return std::nullopt;
  std::optional<SmallVector<int64_t>> offsets =
      getConstantIntValues(insertion.getMixedOffsets());
  std::optional<SmallVector<int64_t>> strides =
      getConstantIntValues(insertion.getMixedStrides());
  if (!offsets || !strides || !insertion.getSourceType().hasStaticShape() ||
      llvm::any_of(*strides, [](int64_t stride) { return stride < 1; }) ||
      llvm::all_of(*strides, [](int64_t stride) { return stride == 1; }))
    return std::nullopt;
  SpreadImage spread{insertion.getSource(), *strides, {}};
  for (auto [offset, removed] : llvm::zip_equal(*offsets, cut.offsets))
    spread.offsets.push_back(offset - removed);
  return spread;
}
