//===- ConvolutionMatch.cpp - A Winograd convolution in the IR -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/Transforms/LoopMaps.h"

using namespace mlir;
using namespace mlir::winograd;

Value winograd::skipBuffers(Value value) {
  while (auto buffer = value.getDefiningOp<BufferizeOp>())
    value = buffer.getValue();
  return value;
}

bool WinogradConvolution::hasConstantFilter() {
  Value value = filter ? filter.getSource()
                       : skipBuffers(product->getOperand(filterOperand));
  return matchPattern(value, m_Constant());
}

FailureOr<WinogradConvolution> winograd::matchConvolution(KronOp output) {
  if (output.getRole() != KronRole::Output)
    return failure();
  WinogradConvolution match;
  match.output = output;
  match.product =
      skipBuffers(output.getSource()).getDefiningOp<HadamardReduceOp>();
  // A product that adds to something is more than a convolution.
  if (!match.product || !isZeroTensor(match.product.getInit()))
    return failure();
  for (unsigned operand : {0u, 1u}) {
    auto kron =
        skipBuffers(match.product->getOperand(operand)).getDefiningOp<KronOp>();
    if (!kron || kron.getRole() != KronRole::Input)
      continue;
    match.input = kron;
    match.filterOperand = 1 - operand;
    auto filter = skipBuffers(match.product->getOperand(1 - operand))
                      .getDefiningOp<KronOp>();
    if (filter && filter.getRole() == KronRole::Filter)
      match.filter = filter;
    return match;
  }
  return failure();
}

SmallVector<WinogradConvolution> winograd::findConvolutions(Operation *root) {
  SmallVector<WinogradConvolution> matches;
  root->walk([&](KronOp op) {
    FailureOr<WinogradConvolution> match = matchConvolution(op);
    if (succeeded(match))
      matches.push_back(*match);
  });
  return matches;
}

OutputStage OutputStage::get(KronOp output) {
  OutputStage stage;
  stage.transform = output;
  stage.epilogue = findEpilogue(output.getResult());
  if (stage.epilogue)
    stage.transformed = &*output.getResult().use_begin();
  return stage;
}

Operation *OutputStage::getLast() {
  return epilogue ? epilogue.getOperation() : transform.getOperation();
}

Value OutputStage::getResult() { return getLast()->getResult(0); }

SmallVector<Value> OutputStage::getInputs() {
  SmallVector<Value> inputs;
  if (epilogue)
    for (OpOperand *input : epilogue.getDpsInputOperands())
      if (input != transformed && isa<RankedTensorType>(input->get().getType()))
        inputs.push_back(input->get());
  return inputs;
}

linalg::GenericOp winograd::findEpilogue(Value result) {
  if (!result || !result.hasOneUse())
    return {};
  OpOperand &use = *result.use_begin();
  auto generic = dyn_cast<linalg::GenericOp>(use.getOwner());
  if (!generic || !generic.hasPureTensorSemantics() ||
      generic.getNumParallelLoops() != generic.getNumLoops() ||
      generic.getNumResults() != 1 || generic.isDpsInit(&use) ||
      !hasGrowingIndices(generic) ||
      !generic.getMatchingIndexingMap(&use).isPermutation() ||
      !generic.getIndexingMapMatchingResult(generic->getResult(0))
           .isPermutation())
    return {};
  return generic;
}
