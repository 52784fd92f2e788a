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

using namespace mlir;
using namespace mlir::winograd;

std::optional<PlanCosts>
winograd::estimateCosts(WinogradConvolution &convolution) {
  KronOp output = convolution.output;
  auto source = cast<ShapedType>(output.getSource().getType());
  auto init = cast<ShapedType>(output.getInit().getType());
  auto input = cast<ShapedType>(convolution.input.getInit().getType());
  if (!source.hasStaticShape() || !init.hasStaticShape() ||
      !input.hasStaticShape())
    return std::nullopt;

  ConvolutionSizes sizes;
  SmallVector<CookToom> algorithms;
  for (auto [axis, access] : llvm::enumerate(
           getAxisAccesses(output.getWrite(), output.getNumParallel()))) {
    if (!access.isWindow()) {
      sizes.batch *= init.getDimSize(axis);
      continue;
    }
    AlgorithmAttr algorithm = output.getAlgorithm(*access.transformed);
    sizes.output.push_back(init.getDimSize(axis));
    sizes.filter.push_back(algorithm.getR());
    algorithms.push_back(algorithm.getCookToom());
  }
  // Loops of y that X̂ does not have are output channels.
  HadamardReduceOp product = convolution.product;
  AffineMap inputMap = product.getMap(1 - convolution.filterOperand);
  for (auto [axis, expr] : llvm::enumerate(product.getMap(2).getResults()))
    if (!inputMap.isFunctionOfDim(cast<AffineDimExpr>(expr).getPosition()))
      sizes.outputChannels *= source.getDimSize(axis);
  sizes.batch /= sizes.outputChannels;
  for (auto [axis, expr] : llvm::enumerate(inputMap.getResults()))
    if (product.isReduced(cast<AffineDimExpr>(expr).getPosition()))
      sizes.inputChannels *= input.getDimSize(axis);
  return PlanCosts{weighWinograd(countWinograd(sizes, algorithms)),
                   countDirect(sizes)};
}
