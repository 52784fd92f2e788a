//===- ProductLoops.cpp - The loops of a transformed product --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Analysis/ProductLoops.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"

using namespace mlir;
using namespace mlir::winograd;

ProductLoops ProductLoops::get(WinogradConvolution &convolution) {
  HadamardReduceOp product = convolution.product;
  KronOp input = convolution.input;
  unsigned inputOperand = convolution.imageOperand;
  AffineMap inputMap = product.getMap(inputOperand),
            filterMap = product.getMap(convolution.filterOperand),
            resultMap = product.getMap(2);

  SmallVector<int64_t> sizes(product.getNumLoops(), 1);
  for (unsigned operand : {0u, 1u, 2u}) {
    auto shape =
        cast<ShapedType>(product->getOperand(operand).getType()).getShape();
    for (auto [axis, expr] :
         llvm::enumerate(product.getMap(operand).getResults()))
      sizes[cast<AffineDimExpr>(expr).getPosition()] = shape[axis];
  }
  // The position's loops, in the order of the transformed dimensions.
  SmallVector<int64_t> positionLoops(input.getNumTransformed(), -1);
  for (auto [axis, access] : llvm::enumerate(
           getAxisAccesses(input.getWrite(), input.getNumParallel())))
    if (access.transformed)
      positionLoops[*access.transformed] =
          cast<AffineDimExpr>(inputMap.getResult(axis)).getPosition();

  ProductLoops loops;
  auto add = [&](LoopGroup &group, unsigned loop) {
    group.loops.push_back(loop);
    group.sizes.push_back(sizes[loop]);
  };
  for (int64_t loop : positionLoops)
    add(loops.positions, loop);
  for (unsigned loop = 0; loop < sizes.size(); ++loop) {
    if (llvm::is_contained(positionLoops, int64_t(loop)))
      continue;
    bool inInput = inputMap.isFunctionOfDim(loop);
    bool inFilter = filterMap.isFunctionOfDim(loop);
    bool inResult = resultMap.isFunctionOfDim(loop);
    add(!inResult             ? loops.depth
        : inInput && inFilter ? loops.groups
        : inInput             ? loops.rows
                              : loops.columns,
        loop);
  }
  return loops;
}
