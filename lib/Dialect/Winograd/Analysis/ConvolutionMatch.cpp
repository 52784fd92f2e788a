//===- ConvolutionMatch.cpp - A Winograd convolution in the IR -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/Constants.h"

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
  match.input = skipBuffers(match.product.getLhs()).getDefiningOp<KronOp>();
  if (!match.input || match.input.getRole() != KronRole::Input)
    return failure();
  match.filter = skipBuffers(match.product.getRhs()).getDefiningOp<KronOp>();
  if (match.filter && match.filter.getRole() != KronRole::Filter)
    match.filter = nullptr;
  return match;
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

/// The memory that a value is in; global where no plan was made.
static MemorySpace getSpace(Value value) {
  for (Operation *user : value.getUsers())
    if (auto buffer = dyn_cast<BufferizeOp>(user))
      return buffer.getSpace();
  return MemorySpace::Global;
}

PlanKind winograd::readPlan(WinogradConvolution &convolution) {
  MemorySpace product = getSpace(convolution.product.getResult());
  if (product == MemorySpace::Global)
    return PlanKind::FourBuffer;
  if (product == MemorySpace::Private)
    return PlanKind::SingleKernel;
  return getSpace(convolution.input.getResult()) == MemorySpace::Global
             ? PlanKind::ThreeBuffer
             : PlanKind::Blocked;
}
