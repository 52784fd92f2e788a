//===- PlanCosts.cpp - What a convolution costs --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/Transforms/PlanKind.h"
#include "winograd/Support/Cost.h"
#include "winograd/Support/Limits.h"

using namespace mlir;
using namespace mlir::winograd;

static int64_t known(int64_t size) {
  return ShapedType::isDynamic(size) ? guessedSize : size;
}

PlanCosts winograd::estimateCosts(WinogradConvolution &convolution,
                                  const CPUTarget &target) {
  KronOp output = convolution.output;
  auto source = cast<ShapedType>(output.getSource().getType());
  auto init = cast<ShapedType>(output.getInit().getType());
  auto input = cast<ShapedType>(convolution.input.getInit().getType());

  PlanCosts costs;
  ConvolutionSizes &sizes = costs.sizes;
  for (auto [axis, access] : llvm::enumerate(
           getAxisAccesses(output.getWrite(), output.getNumParallel()))) {
    int64_t size = known(init.getDimSize(axis));
    if (!access.isWindow()) {
      sizes.batch = saturatingProduct(sizes.batch, size);
      continue;
    }
    AlgorithmAttr algorithm = output.getAlgorithm(*access.transformed);
    sizes.output.push_back(size);
    sizes.filter.push_back(algorithm.getR());
    costs.algorithms.push_back(algorithm.getCookToom());
  }
  // Loops of y that X̂ does not have are output channels.
  HadamardReduceOp product = convolution.product;
  AffineMap inputMap = product.getMap(1 - convolution.filterOperand);
  for (auto [axis, expr] : llvm::enumerate(product.getMap(2).getResults()))
    if (!inputMap.isFunctionOfDim(cast<AffineDimExpr>(expr).getPosition()))
      sizes.outputChannels = saturatingProduct(sizes.outputChannels,
                                               known(source.getDimSize(axis)));
  sizes.batch = std::max<int64_t>(
      1, sizes.batch / std::max<int64_t>(1, sizes.outputChannels));
  for (auto [axis, expr] : llvm::enumerate(inputMap.getResults()))
    if (product.isReduced(cast<AffineDimExpr>(expr).getPosition()))
      sizes.inputChannels =
          saturatingProduct(sizes.inputChannels, known(input.getDimSize(axis)));
  int64_t bytes = llvm::divideCeil(input.getElementTypeBitWidth(), CHAR_BIT);
  costs.block = chooseBlock(sizes, costs.algorithms, target, bytes);
  costs.direct = estimateDirect(sizes, target);
  return costs;
}

ScheduleAttr winograd::makeSchedule(WinogradConvolution &convolution,
                                    const BlockShape &shape) {
  KronOp output = convolution.output;
  HadamardReduceOp product = convolution.product;
  auto extents = cast<ShapedType>(output.getSource().getType()).getShape();
  AffineMap inputMap = product.getMap(1 - convolution.filterOperand);
  AffineMap filterMap = product.getMap(convolution.filterOperand);
  SmallVector<int64_t> block(output.getNumParallel(), 1),
      panel(output.getNumParallel(), 0);

  // Loops over tiles have the block's sizes, channels are whole, and what is
  // left (a batch, groups) is done one by one.
  size_t window = 0;
  SmallVector<bool> isWindow(output.getNumParallel(), false);
  for (const AxisAccess &access :
       getAxisAccesses(output.getWrite(), output.getNumParallel()))
    if (access.isWindow()) {
      isWindow[*access.parallel] = true;
      block[*access.parallel] = shape.tiles[window++];
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
      panel[*access.parallel] = shape.panel;
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
