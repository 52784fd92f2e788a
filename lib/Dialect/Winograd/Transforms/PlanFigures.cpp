//===- PlanFigures.cpp - What the models are told of a convolution --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFigures.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
#include "winograd/Utils/Constants.h"

using namespace mlir;
using namespace mlir::winograd;

static int64_t getBytes(Type type) {
  return llvm::divideCeil(type.getIntOrFloatBitWidth(), CHAR_BIT);
}

/// 2^-p, with p bits of mantissa.
static double getRoundoff(Type type) {
  return std::ldexp(1.0, -int(cast<FloatType>(type).getFPMantissaWidth()));
}

ConvolutionFigures winograd::getFigures(const Convolution &convolution,
                                        bool onGPU, bool narrowTransforms) {
  ConvolutionFigures figures;
  figures.sizes = getWinogradSizes(convolution);
  figures.directSizes = convolution.getSizes();
  linalg::LinalgOp op = convolution.op;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (unsigned loop : convolution.depth)
    figures.groups = saturatingProduct(
        figures.groups, std::max<int64_t>(1, ShapedType::isDynamic(ranges[loop])
                                                 ? guessedSize
                                                 : ranges[loop]));
  figures.hasKnownChannels = convolution.hasKnownChannels();
  figures.hasConstantFilter =
      matchPattern(convolution.getFilter(), m_Constant());
  figures.filterBytes =
      countBytes(cast<ShapedType>(convolution.getFilter().getType()));

  Type sums = convolution.getAccumulationType(),
       stored = convolution.getStorageType(narrowTransforms),
       image = getElementTypeOrSelf(convolution.getImage().getType()),
       result = getElementTypeOrSelf(convolution.getInit().getType());
  figures.bytes = getBytes(onGPU ? sums : stored);
  figures.outerBytes = getBytes(image);
  figures.roundoff.sums = getRoundoff(sums);
  if (stored != sums)
    figures.roundoff.stored = getRoundoff(stored);
  if (result != sums)
    figures.roundoff.result = getRoundoff(result);

  if (op.getIteratorTypesArray().back() == utils::IteratorType::reduction &&
      !ShapedType::isDynamic(ranges.back()))
    figures.directSteps = ranges.back();
  // An initial value is one more tensor to add.
  if (!isZeroTensor(convolution.getInit())) {
    ++figures.epilogueBuffers;
    ++figures.epilogueOperations;
  }
  if (linalg::GenericOp epilogue = convolution.epilogue) {
    figures.epilogueBuffers += epilogue.getNumDpsInputs() - 1;
    figures.epilogueOperations +=
        llvm::range_size(epilogue.getBody()->without_terminator());
  }
  return figures;
}

double winograd::getBytesOfConstant(Value value) {
  ElementsAttr elements;
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.getElementType().isIntOrFloat() ||
      !matchPattern(value, m_Constant(&elements)) || elements.isSplat())
    return 0;
  return double(type.getNumElements()) *
         double(getBytes(type.getElementType()));
}
