//===- FoldFilterOp.cpp - transform.winograd.fold_filter ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Silenceable.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "winograd/Dialect/Winograd/Transforms/FoldFilter.h"
#include "winograd/TransformOps/WinogradTransformOps.h"

using namespace mlir;
using namespace mlir::transform;
using winograd::KronOp;

DiagnosedSilenceableFailure
WinogradFoldFilterOp::apply(TransformRewriter &rewriter,
                            TransformResults &results, TransformState &state) {
  auto transform = cast<TransformOpInterface>(getOperation());
  SmallVector<Operation *> constants;
  SmallVector<Diagnostic> failures;
  for (Operation *target : state.getPayloadOps(getTarget())) {
    winograd::FilterRefusal refusal{"it is no winograd.kron"};
    ElementsAttr value;
    if (auto kron = dyn_cast<KronOp>(target))
      value = winograd::evaluateFilter(kron, getMaxBytes(), refusal);
    if (!value) {
      DiagnosedSilenceableFailure failure = winograd::refuse(
          transform, target, "cannot fold a filter: " + Twine(refusal.reason));
      failure.takeDiagnostics(failures);
      (void)failure.silence();
      continue;
    }
    rewriter.setInsertionPoint(target);
    constants.push_back(
        rewriter.replaceOpWithNewOp<arith::ConstantOp>(target, value));
  }
  results.set(cast<OpResult>(getConstant()), constants);
  if (!failures.empty())
    return DiagnosedSilenceableFailure::silenceableFailure(std::move(failures));
  return DiagnosedSilenceableFailure::success();
}

void WinogradFoldFilterOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  consumesHandle(getTargetMutable(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  modifiesPayload(effects);
}
