//===- FilterPacking.cpp - Filters in the order of their use -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FilterPacking.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/StridedCopy.h"
#include "winograd/Utils/TensorSlice.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// The packed type: the panels first, then the other axes, then a panel.
static RankedTensorType getPackedType(RankedTensorType type, unsigned axis,
                                      int64_t panel) {
  SmallVector<int64_t> shape(type.getShape());
  int64_t panels = llvm::divideCeil(shape[axis], panel);
  shape.erase(shape.begin() + axis);
  shape.insert(shape.begin(), panels);
  shape.push_back(panel);
  return RankedTensorType::get(shape, type.getElementType());
}

/// The packed constant; null if the elements are not stored plainly.
static ElementsAttr packConstant(ElementsAttr filter, unsigned axis,
                                 RankedTensorType packedType) {
  auto type = cast<RankedTensorType>(filter.getShapedType());
  auto dense = dyn_cast<DenseElementsAttr>(filter);
  if (dense && dense.isSplat() &&
      packedType.getNumElements() == type.getNumElements())
    return DenseElementsAttr::get(packedType, dense.getSplatValue<Attribute>());
  ArrayRef<char> from = getStoredBytes(filter);
  unsigned bits = packedType.getElementTypeBitWidth();
  int64_t bytes = bits / CHAR_BIT;
  if (bits % CHAR_BIT != 0 ||
      int64_t(from.size()) != type.getNumElements() * bytes)
    return {};
  int64_t extent = type.getDimSize(axis), panel = packedType.getShape().back();
  auto product = [](ArrayRef<int64_t> sizes) {
    return llvm::product_of(sizes, int64_t(1));
  };
  int64_t outer = product(type.getShape().take_front(axis));
  int64_t inner = product(type.getShape().drop_front(axis + 1));
  // to[p][o][i][k] = from[o][p * panel + k][i]
  auto getLoops = [&](int64_t panels, int64_t size) -> SmallVector<CopyLoop> {
    return {{panels, panel * inner, outer * inner * panel},
            {outer, extent * inner, inner * panel},
            {inner, 1, panel},
            {size, inner, 1}};
  };
  int64_t whole = extent / panel, rest = extent % panel;
  return makeConstant(packedType, [&](MutableArrayRef<char> to) {
    MLIRContext *context = type.getContext();
    copyStrided(context, getLoops(whole, panel), from.data(), to.data(), bytes);
    if (rest == 0)
      return;
    // The last panel is zero behind what there is.
    MutableArrayRef<char> last =
        to.drop_front(whole * outer * inner * panel * bytes);
    llvm::fill(last, 0);
    copyStrided(context, getLoops(1, rest),
                from.data() + whole * panel * inner * bytes, last.data(),
                bytes);
  });
}

Value winograd::packPanels(RewriterBase &rewriter, Value filter, unsigned axis,
                           int64_t panel) {
  Location loc = filter.getLoc();
  auto type = cast<RankedTensorType>(filter.getType());
  RankedTensorType packedType = getPackedType(type, axis, panel);
  ElementsAttr constant = getConstant(filter);
  if (constant && countBytes(packedType) <= limits::foldedBytes)
    if (ElementsAttr packed = packConstant(constant, axis, packedType))
      return arith::ConstantOp::create(rewriter, loc, packed);

  unsigned rank = type.getRank();
  int64_t panels = packedType.getDimSize(0);
  SmallVector<int64_t> padded(type.getShape());
  padded[axis] = panels * panel;
  if (padded[axis] != type.getDimSize(axis)) {
    SmallVector<OpFoldResult> low(rank, rewriter.getIndexAttr(0)), high(low);
    high[axis] = rewriter.getIndexAttr(padded[axis] - type.getDimSize(axis));
    Value zero = arith::ConstantOp::create(
        rewriter, loc, rewriter.getZeroAttr(type.getElementType()));
    filter = tensor::PadOp::create(
        rewriter, loc, RankedTensorType::get(padded, type.getElementType()),
        filter, low, high, zero);
  }
  // [.., panels, panel, ..], then the panels first and the panel last
  SmallVector<int64_t> split(padded), permutation{int64_t(axis)};
  split[axis] = panels;
  split.insert(split.begin() + axis + 1, panel);
  SmallVector<ReassociationIndices> groups;
  for (unsigned from = 0, to = 0; from < rank; ++from) {
    groups.push_back({int64_t(to++)});
    if (from == axis)
      groups.back().push_back(to++);
  }
  for (unsigned position = 0; position <= rank; ++position)
    if (position != axis && position != axis + 1)
      permutation.push_back(position);
  permutation.push_back(axis + 1);
  Value expanded = tensor::ExpandShapeOp::create(
      rewriter, loc, RankedTensorType::get(split, type.getElementType()),
      filter, groups);
  Value empty = tensor::EmptyOp::create(rewriter, loc, packedType.getShape(),
                                        packedType.getElementType());
  return linalg::TransposeOp::create(rewriter, loc, expanded, empty,
                                     permutation)
      ->getResult(0);
}

Value winograd::extractPanel(RewriterBase &rewriter, Value packed,
                             OpFoldResult index, int64_t size) {
  Location loc = packed.getLoc();
  TensorSlice slice = TensorSlice::whole(rewriter, loc, packed);
  slice.offsets.front() = index;
  slice.sizes.front() = rewriter.getIndexAttr(1);
  slice.sizes.back() = rewriter.getIndexAttr(size);
  slice.dropped.resize(slice.sizes.size());
  slice.dropped.set(0);
  return slice.extract(rewriter, loc, packed);
}
