//===- LowerOp.cpp - transform.winograd.lower -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Silenceable.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "winograd/Conversion/WinogradToLinalg/WinogradToLinalg.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/TransformOps/WinogradTransformOps.h"
#include "winograd/Utils/PassOptions.h"

using namespace mlir;
using namespace mlir::transform;

/// The operations of the dialect at and below `target`, in order.
static SmallVector<Operation *> collect(Operation *target) {
  SmallVector<Operation *> found;
  target->walk([&](Operation *op) {
    if (isa<winograd::KronOp, winograd::HadamardReduceOp,
            winograd::BufferizeOp>(op))
      found.push_back(op);
  });
  return found;
}

DiagnosedSilenceableFailure WinogradLowerOp::apply(TransformRewriter &rewriter,
                                                   TransformResults &results,
                                                   TransformState &state) {
  auto transform = cast<TransformOpInterface>(getOperation());
  // What is in one function is lowered together.
  llvm::MapVector<Operation *, llvm::SetVector<Operation *>> scopes;
  SmallVector<Operation *> holders; // of what is to be plain
  SmallVector<Diagnostic> failures;
  for (Operation *target : state.getPayloadOps(getTarget())) {
    SmallVector<Operation *> ops = collect(target);
    DiagnosedSilenceableFailure checked =
        DiagnosedSilenceableFailure::success();
    if (ops.empty() && target->getNumRegions() == 0)
      checked = winograd::refuse(
          transform, target,
          "expected an operation of the winograd dialect to lower");
    else
      checked = winograd::attempt(transform, [&]() -> LogicalResult {
        if (getLanes() &&
            failed(winograd::checkOption(target, "lanes", *getLanes(), 1,
                                         winograd::limits::lanes)))
          return failure();
        for (Operation *op : ops)
          if (failed(winograd::getScope(transform, op)))
            return failure();
        return winograd::checkCPUTarget(target);
      });
    if (!checked.succeeded()) {
      checked.takeDiagnostics(failures);
      (void)checked.silence();
      continue;
    }
    if (getPlain() && target->getNumRegions() != 0)
      holders.push_back(target);
    for (Operation *op : ops)
      scopes[*winograd::getScope(transform, op)].insert(op);
  }
  SmallVector<Operation *> products;
  for (auto &[scope, ops] : scopes) {
    winograd::LoweringOptions options;
    options.lanes = getLanes().value_or(winograd::getCPUTarget(scope).lanes());
    options.memorySpaces = getMemorySpaces();
    options.allocate = !getPlain();
    FailureOr<winograd::LoweredOperations> lowered =
        winograd::lowerToLinalg(rewriter, ops.getArrayRef(), scope, options);
    if (failed(lowered))
      return DiagnosedSilenceableFailure::definiteFailure();
    llvm::append_range(products, lowered->products);
  }
  for (Operation *holder : holders)
    winograd::dropAttributes(rewriter, holder);
  results.set(cast<OpResult>(getProducts()), products);
  if (!failures.empty())
    return DiagnosedSilenceableFailure::silenceableFailure(std::move(failures));
  return DiagnosedSilenceableFailure::success();
}

void WinogradLowerOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  onlyReadsHandle(getTargetMutable(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  modifiesPayload(effects);
}
