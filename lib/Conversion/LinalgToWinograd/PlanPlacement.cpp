//===- PlanPlacement.cpp - Plans as buffers and loops ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanPlacement.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/Constants.h"

using namespace mlir;
using namespace mlir::winograd;

/// Puts a buffer behind `value`, unless there is one.
static void materialize(Value value, MemorySpace space, PlacedBuffers &made) {
  if (value.getDefiningOp<BufferizeOp>() ||
      llvm::any_of(value.getUsers(), llvm::IsaPred<BufferizeOp>))
    return;
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  auto buffer =
      BufferizeOp::create(builder, value.getLoc(), value.getType(), value,
                          MemorySpaceAttr::get(value.getContext(), space));
  value.replaceAllUsesExcept(buffer.getResult(), buffer);
  if (space != MemorySpace::Global)
    return;
  ++made.count;
  auto type = cast<RankedTensorType>(value.getType());
  if (type.hasStaticShape())
    made.bytes = saturatingSum(made.bytes, countBytes(type));
}

PlacedBuffers winograd::placeValues(WinogradConvolution &convolution,
                                    Value result, PlanKind kind,
                                    MemorySpace onChip) {
  PlacedBuffers made;
  bool isInputStored =
      kind == PlanKind::ThreeBuffer || kind == PlanKind::FourBuffer;
  bool isProductStored = kind == PlanKind::FourBuffer;
  if (kind == PlanKind::SingleKernel)
    onChip = MemorySpace::Private;
  auto space = [&](bool isStored) {
    return isStored ? MemorySpace::Global : onChip;
  };
  materialize(convolution.input.getResult(), space(isInputStored), made);
  // A constant is in memory already, or will be when it is folded.
  if (!convolution.hasConstantFilter())
    materialize(convolution.product->getOperand(convolution.filterOperand),
                MemorySpace::Global, made);
  materialize(convolution.product.getResult(), space(isProductStored), made);
  // What follows elementwise is computed on the way.
  if (linalg::GenericOp epilogue = findEpilogue(result))
    result = epilogue->getResult(0);
  materialize(result, MemorySpace::Global, made);
  return made;
}

ScheduleAttr winograd::makeSchedule(WinogradConvolution &convolution,
                                    ArrayRef<int64_t> tiles,
                                    int64_t panelSize) {
  KronOp output = convolution.output;
  HadamardReduceOp product = convolution.product;
  auto extents = cast<ShapedType>(output.getSource().getType()).getShape();
  AffineMap inputMap = product.getMap(convolution.imageOperand);
  AffineMap filterMap = product.getMap(convolution.filterOperand);
  SmallVector<int64_t> block(output.getNumParallel(), 1),
      panel(output.getNumParallel(), 0);

  // Loops over tiles have the block's sizes, channels and residues are whole,
  // and what is left (a batch, groups) is done one by one.
  size_t window = 0;
  SmallVector<bool> isWindow(output.getNumParallel(), false);
  for (const AxisAccess &access :
       getAxisAccesses(output.getWrite(), output.getNumParallel()))
    if (access.isWindow()) {
      isWindow[*access.parallel] = true;
      block[*access.parallel] = tiles[window++];
      for (const AxisAccess::Term &residue : access.others) {
        isWindow[residue.dim] = true;
        block[residue.dim] = 0;
      }
    }
  SmallVector<AxisAccess> axes =
      getAxisAccesses(output.getRead(), output.getNumParallel());
  for (auto [axis, access] : llvm::enumerate(axes)) {
    if (!access.parallel || isWindow[*access.parallel])
      continue;
    unsigned loop =
        cast<AffineDimExpr>(product.getMap(2).getResult(axis)).getPosition();
    bool isLane = axis + 1 == axes.size();
    bool isOutputChannel = !inputMap.isFunctionOfDim(loop);
    if (!isLane && !isOutputChannel)
      continue;
    if (ShapedType::isDynamic(extents[axis]))
      return {};
    block[*access.parallel] = 0;
    if (isLane && isOutputChannel && filterMap.isFunctionOfDim(loop))
      panel[*access.parallel] = panelSize;
    else if (!isLane)
      panel[*access.parallel] = 1;
  }
  // A block holds the input channels, too.
  auto input = cast<ShapedType>(convolution.input.getInit().getType());
  for (auto [axis, expr] : llvm::enumerate(inputMap.getResults()))
    if (product.isReduced(cast<AffineDimExpr>(expr).getPosition()) &&
        ShapedType::isDynamic(input.getDimSize(axis)))
      return {};
  return ScheduleAttr::get(output.getContext(), block, panel);
}
