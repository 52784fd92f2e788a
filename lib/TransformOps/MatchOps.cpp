//===- MatchOps.cpp - Find convolutions in the payload --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Dialect/Winograd/Analysis/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
#include "winograd/TransformOps/WinogradTransformOps.h"

using namespace mlir;
using namespace mlir::transform;

DiagnosedSilenceableFailure
WinogradMatchConvolutionsOp::apply(TransformRewriter &rewriter,
                                   TransformResults &results,
                                   TransformState &state) {
  SmallVector<Operation *> found;
  for (Operation *target : state.getPayloadOps(getTarget()))
    target->walk([&](linalg::LinalgOp op) {
      std::string reason;
      if (winograd::looksLikeConvolution(op) && winograd::promisesFinite(op) &&
          succeeded(winograd::analyzeForWinograd(op, reason)))
        found.push_back(op);
    });
  results.set(cast<OpResult>(getConvolutions()), found);
  return DiagnosedSilenceableFailure::success();
}

void WinogradMatchConvolutionsOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  onlyReadsHandle(getOperation()->getOpOperands(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  onlyReadsPayload(effects);
}

DiagnosedSilenceableFailure
WinogradMatchRaisedOp::apply(TransformRewriter &rewriter,
                             TransformResults &results, TransformState &state) {
  SmallVector<Operation *> inputs, filters, products, outputs;
  for (Operation *target : state.getPayloadOps(getTarget()))
    for (winograd::WinogradConvolution &found :
         winograd::findConvolutions(target)) {
      inputs.push_back(found.input);
      if (found.filter)
        filters.push_back(found.filter);
      products.push_back(found.product);
      outputs.push_back(found.output);
    }
  results.set(cast<OpResult>(getInput()), inputs);
  results.set(cast<OpResult>(getFilter()), filters);
  results.set(cast<OpResult>(getProduct()), products);
  results.set(cast<OpResult>(getOutput()), outputs);
  return DiagnosedSilenceableFailure::success();
}

void WinogradMatchRaisedOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  onlyReadsHandle(getOperation()->getOpOperands(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  onlyReadsPayload(effects);
}
