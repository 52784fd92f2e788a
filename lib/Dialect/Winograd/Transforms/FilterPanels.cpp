//===- FilterPanels.cpp - A convolution's filter in panels ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FilterPanels.h"
#include "FilterPacking.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"

using namespace mlir;
using namespace mlir::winograd;

/// The loop over output channels, if it alone makes the panels and is the last
/// axis of Ĝ.
static std::optional<unsigned> findPanelLoop(ConvolutionTiling &tiling) {
  WinogradConvolution &convolution = tiling.convolution;
  HadamardReduceOp product = convolution.product;
  AffineMap filterMap = product.getMap(convolution.filterOperand);
  for (auto [axis, access] :
       llvm::enumerate(getAxisAccesses(convolution.output.getRead(),
                                       convolution.output.getNumParallel()))) {
    if (!access.parallel || tiling.schedule.getPanel()[*access.parallel] == 0)
      continue;
    bool isLast =
        filterMap.getResults().back() == product.getMap(2).getResult(axis);
    bool isWhole = tiling.schedule.getBlock()[*access.parallel] == 0;
    return isLast && isWhole ? access.parallel : std::nullopt;
  }
  return std::nullopt;
}

FilterPanels::FilterPanels(RewriterBase &rewriter, ConvolutionTiling &tiling)
    : operand(WinogradConvolution::filterOperand),
      filter(tiling.convolution.product->getOperand(operand)) {
  std::optional<unsigned> panelLoop = findPanelLoop(tiling);
  if (!panelLoop || tiling.isProductStored)
    return;
  loop = *panelLoop;
  panel = tiling.schedule.getPanel()[loop];
  auto type = cast<RankedTensorType>(filter.getType());
  if (type.hasStaticShape() && type.getShape().back() > panel)
    packed = packPanels(rewriter, filter, type.getRank() - 1, panel);
}

void FilterPanels::read(RewriterBase &rewriter, HadamardReduceOp product,
                        const LoopTile &tile) {
  if (!packed)
    return;
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(product);
  OpFoldResult index = affine::makeComposedFoldedAffineApply(
      rewriter, product.getLoc(), rewriter.getAffineDimExpr(0).floorDiv(panel),
      {tile.offsets[loop]});
  OpOperand &read = product->getOpOperand(operand);
  Value part = extractPanel(rewriter, packed, index,
                            *getConstantIntValue(tile.sizes[loop]));
  read.set(sliceOtherAxes(rewriter, part, read.get()));
}

/// The part of `panel` that `slice`, slices of the whole filter, has along the
/// axes that are not in panels: one of several groups.
Value FilterPanels::sliceOtherAxes(RewriterBase &rewriter, Value panel,
                                   Value slice) {
  auto shape = cast<RankedTensorType>(slice.getType()).getShape();
  if (cast<RankedTensorType>(panel.getType()).getShape() == shape)
    return panel;
  Location loc = slice.getLoc();
  SmallVector<OpFoldResult> offsets(shape.size(), rewriter.getIndexAttr(0)),
      strides(shape.size(), rewriter.getIndexAttr(1));
  AffineExpr d0, d1;
  bindDims(rewriter.getContext(), d0, d1);
  while (slice != filter) {
    auto part = slice.getDefiningOp<tensor::ExtractSliceOp>();
    for (auto [sum, offset] : llvm::zip_equal(offsets, part.getMixedOffsets()))
      sum = affine::makeComposedFoldedAffineApply(rewriter, loc, d0 + d1,
                                                  {sum, offset});
    slice = part.getSource();
  }
  offsets.back() = rewriter.getIndexAttr(0);
  return tensor::ExtractSliceOp::create(
      rewriter, loc, panel, offsets,
      getAsIndexOpFoldResult(rewriter.getContext(), shape), strides);
}
