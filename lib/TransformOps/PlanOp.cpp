//===- PlanOp.cpp - transform.winograd.plan -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Silenceable.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Transforms/PlanConvolution.h"
#include "winograd/TransformOps/WinogradTransformOps.h"

using namespace mlir;
using namespace mlir::transform;
using winograd::PlanAttr;
using winograd::WinogradPlanOptions;

namespace {
/// What a transform asks of a plan.
struct Wishes {
  WinogradPlanOptions options;
  PlanAttr whole; ///< or null
  std::optional<int64_t> panel;
  bool areAny = false; ///< so that a plan that is there is replaced
};
} // namespace

/// Reads the attributes and parameters of `op`.
static DiagnosedSilenceableFailure
readWishes(WinogradPlanOp op, TransformState &state, Wishes &wishes) {
  auto transform = cast<TransformOpInterface>(op.getOperation());
  Attribute kind, plan;
  DiagnosedSilenceableFailure status = winograd::getAttribute(
      transform, state, op.getDynamicKind(), op.getKindAttr(), kind);
  if (!status.succeeded())
    return status;
  if (kind && !isa<StringAttr>(kind))
    return emitSilenceableFailure(transform)
           << "expected a kind that is a string, but got " << kind;
  status = winograd::getAttribute(transform, state, op.getDynamicPlan(),
                                  op.getPlanAttr(), plan);
  if (!status.succeeded())
    return status;
  if (plan && !isa<PlanAttr>(plan))
    return emitSilenceableFailure(transform)
           << "expected a plan that is a #winograd.plan, but got " << plan;
  std::optional<int64_t> tile;
  status = winograd::getInteger(transform, state, op.getDynamicTile(),
                                op.getTileAttr(), tile);
  if (!status.succeeded())
    return status;
  status = winograd::getInteger(transform, state, op.getDynamicPanel(),
                                op.getPanelAttr(), wishes.panel);
  if (!status.succeeded())
    return status;
  SmallVector<int64_t> block;
  status = winograd::getIntegers(
      transform, state, op.getDynamicBlock(),
      op.getStaticBlock().value_or(ArrayRef<int64_t>()), block);
  if (!status.succeeded())
    return status;
  wishes.whole = cast_or_null<PlanAttr>(plan);
  wishes.areAny = kind || plan || tile || wishes.panel || op.getStaticBlock();
  WinogradPlanOptions &options = wishes.options;
  options.target = op.getTargetKind().str();
  if (kind)
    options.planName = cast<StringAttr>(kind).str();
  options.tile = tile.value_or(0);
  options.block.assign(block.begin(), block.end());
  if (std::optional<APFloat> most = op.getMaxError())
    options.maxError = most->convertToDouble();
  if (std::optional<APFloat> most = op.getMaxConstantGrowth())
    options.maxConstantGrowth = most->convertToDouble();
  options.narrowTransforms = op.getNarrowTransforms();
  return status;
}

/// Replaces the panel of a plan that has a block.
static FailureOr<PlanAttr> replacePanel(linalg::LinalgOp op, PlanAttr plan,
                                        int64_t panel) {
  if (plan.getBlock().empty())
    return LogicalResult(
        op.emitOpError("expected a plan with a block to give a panel to"));
  PlanAttr replaced = PlanAttr::getChecked(
      [&] { return op.emitOpError(); }, op.getContext(), plan.getKind(),
      plan.getAlgorithms(), plan.getBlock(), panel, plan.getWorkgroup());
  if (!replaced)
    return failure();
  return replaced;
}

/// Plans `op`; on failure it may have another plan than before.
static FailureOr<PlanAttr> plan(linalg::LinalgOp op, const Wishes &wishes) {
  if (!winograd::looksLikeConvolution(op))
    return LogicalResult(op.emitOpError("is no convolution"));
  if (wishes.areAny)
    op->removeAttr(PlanAttr::attrName);
  if (wishes.whole)
    op->setAttr(PlanAttr::attrName, wishes.whole);
  FailureOr<winograd::PlanDecision> decision =
      winograd::planConvolution(op, wishes.options);
  if (failed(decision))
    return failure();
  if (!decision->plan)
    return LogicalResult(op.emitOpError("has no plan: ") << decision->reason);
  if (!wishes.panel)
    return decision->plan;
  FailureOr<PlanAttr> replaced =
      replacePanel(op, decision->plan, *wishes.panel);
  if (succeeded(replaced))
    op->setAttr(PlanAttr::attrName, *replaced);
  return replaced;
}

DiagnosedSilenceableFailure WinogradPlanOp::apply(TransformRewriter &rewriter,
                                                  TransformResults &results,
                                                  TransformState &state) {
  auto transform = cast<TransformOpInterface>(getOperation());
  Wishes wishes;
  SmallVector<Attribute> plans;
  SmallVector<Diagnostic> failures;
  DiagnosedSilenceableFailure status = readWishes(*this, state, wishes);
  if (status.succeeded())
    for (Operation *target : state.getPayloadOps(getTarget())) {
      auto op = dyn_cast<linalg::LinalgOp>(target);
      Attribute before = target->getAttr(PlanAttr::attrName);
      DiagnosedSilenceableFailure planned =
          op ? winograd::attempt(transform,
                                 [&]() -> LogicalResult {
                                   FailureOr<PlanAttr> made = plan(op, wishes);
                                   if (succeeded(made))
                                     plans.push_back(*made);
                                   return made;
                                 })
             : winograd::refuse(transform, target,
                                "expected a linalg operation to plan");
      if (planned.succeeded())
        continue;
      planned.takeDiagnostics(failures);
      (void)planned.silence();
      if (before)
        target->setAttr(PlanAttr::attrName, before);
      else
        target->removeAttr(PlanAttr::attrName);
    }
  results.setParams(cast<OpResult>(getPlans()), plans);
  if (!failures.empty())
    return DiagnosedSilenceableFailure::silenceableFailure(std::move(failures));
  return status;
}

void WinogradPlanOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  onlyReadsHandle(getOperation()->getOpOperands(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  modifiesPayload(effects);
}

LogicalResult WinogradPlanOp::verify() {
  auto isTwice = [](Value param, Attribute attr) { return param && attr; };
  if (isTwice(getDynamicKind(), getKindAttr()) ||
      isTwice(getDynamicTile(), getTileAttr()) ||
      isTwice(getDynamicPanel(), getPanelAttr()) ||
      isTwice(getDynamicPlan(), getPlanAttr()))
    return emitOpError("expected an attribute or a parameter, but got both");
  bool isWhole = getDynamicPlan() || getPlanAttr();
  if (isWhole && (getDynamicKind() || getKindAttr() || getDynamicTile() ||
                  getTileAttr() || getStaticBlock()))
    return emitOpError("expected a 'plan' without 'kind', 'tile' and 'block', "
                       "which it has");
  ArrayRef<int64_t> block = getStaticBlock().value_or(ArrayRef<int64_t>());
  if (llvm::count_if(block, ShapedType::isDynamic) !=
      int64_t(getDynamicBlock().size()))
    return emitOpError("expected one parameter for each dynamic size of "
                       "'block'");
  return success();
}
