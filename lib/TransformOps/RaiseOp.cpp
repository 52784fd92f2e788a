//===- RaiseOp.cpp - transform.winograd.raise -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Silenceable.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
#include "winograd/TransformOps/WinogradTransformOps.h"

using namespace mlir;
using namespace mlir::transform;
using winograd::AlgorithmAttr;
using winograd::Convolution;
using winograd::KronOp;
using winograd::PlanAttr;
using winograd::WinogradConvolution;

namespace {
/// How a convolution is rewritten, found without changing it.
struct Decision {
  Convolution convolution;
  PlanAttr plan;                         ///< or null, and then
  SmallVector<AlgorithmAttr> algorithms; ///< by these
};

/// Follows operations that are replaced by others of their kind, or go away.
class Followed : public RewriterBase::ForwardingListener {
public:
  Followed(OpBuilder::Listener *outer, ArrayRef<Operation *> ops)
      : ForwardingListener(outer), ops(ops) {}

  void notifyOperationReplaced(Operation *op, ValueRange values) override {
    ForwardingListener::notifyOperationReplaced(op, values);
    Operation *replacement =
        values.size() == 1 ? values.front().getDefiningOp() : nullptr;
    if (replacement && replacement->getName() == op->getName())
      llvm::replace(ops, op, replacement);
  }
  void notifyOperationErased(Operation *op) override {
    ForwardingListener::notifyOperationErased(op);
    llvm::replace(ops, op, static_cast<Operation *>(nullptr));
  }

  SmallVector<Operation *> ops; ///< null where one has gone away
};

/// The raised operations, as handles have them.
struct Handles {
  SmallVector<Operation *> inputs, filters, products, outputs;
};
} // namespace

/// Finds out how `target` is rewritten; null if it stays direct.
static FailureOr<std::optional<Decision>>
decide(Operation *target, std::optional<int64_t> tile,
       const winograd::RaiseOptions &options) {
  auto op = dyn_cast<linalg::LinalgOp>(target);
  if (!op || !winograd::looksLikeConvolution(op))
    return LogicalResult(target->emitOpError("is no convolution"));
  auto plan = op->getAttrOfType<PlanAttr>(PlanAttr::attrName);
  if (plan && plan.getKind() == winograd::PlanKind::Direct)
    return std::optional<Decision>();
  std::string reason;
  FailureOr<Convolution> convolution = winograd::analyzeForWinograd(op, reason);
  if (failed(convolution))
    return LogicalResult(op.emitOpError("cannot be raised: ") << reason);
  Decision decision{*convolution, plan, {}};
  if (plan) {
    if (failed(winograd::checkPlan(*convolution, plan)) ||
        failed(winograd::adaptToStorage(*convolution, plan.getAlgorithms(),
                                        options)))
      return failure();
    return std::optional<Decision>(std::move(decision));
  }
  if (!tile)
    return LogicalResult(
        op.emitOpError("expected a plan (transform.winograd.plan makes one), "
                       "or a 'tile' to raise it with"));
  if (*tile < 1 || *tile > winograd::CookToom::maxAlpha - 1)
    return LogicalResult(op.emitOpError("expected a tile of 1 to ")
                         << winograd::CookToom::maxAlpha - 1 << ", but got "
                         << *tile);
  if (!winograd::promisesFinite(op))
    return LogicalResult(op.emitOpError(
        "cannot be raised: its values may be infinite, NaN, or too large for "
        "Winograd's sums (winograd.finite_only = false)"));
  FailureOr<SmallVector<AlgorithmAttr>> algorithms =
      winograd::makeAlgorithms(*convolution, *tile, reason);
  if (failed(algorithms))
    return LogicalResult(op.emitOpError("cannot be raised: ") << reason);
  if (failed(winograd::adaptToStorage(*convolution, *algorithms, options)))
    return failure();
  decision.algorithms = std::move(*algorithms);
  return std::optional<Decision>(std::move(decision));
}

/// Lets the krons absorb what is in front of them, and adds what is still there
/// to the handles.
static LogicalResult absorb(RewriterBase &rewriter, WinogradConvolution &raised,
                            Handles &handles) {
  MLIRContext *context = rewriter.getContext();
  RewritePatternSet patterns(context);
  KronOp::getCanonicalizationPatterns(patterns, context);
  Followed followed(rewriter.getListener(), {raised.input, raised.filter,
                                             raised.product, raised.output});
  GreedyRewriteConfig config;
  config.setListener(&followed);
  SmallVector<Operation *> krons{raised.input, raised.filter, raised.output};
  if (failed(applyOpPatternsGreedily(krons, std::move(patterns), config)))
    return failure();
  SmallVector<Operation *> *lists[] = {&handles.inputs, &handles.filters,
                                       &handles.products, &handles.outputs};
  for (auto [list, op] : llvm::zip_equal(lists, followed.ops))
    if (op)
      list->push_back(op);
  return success();
}

DiagnosedSilenceableFailure WinogradRaiseOp::apply(TransformRewriter &rewriter,
                                                   TransformResults &results,
                                                   TransformState &state) {
  auto transform = cast<TransformOpInterface>(getOperation());
  std::optional<int64_t> tile;
  DiagnosedSilenceableFailure status = winograd::getInteger(
      transform, state, getDynamicTile(), getTileAttr(), tile);
  if (!status.succeeded())
    return status;
  winograd::RaiseOptions options{getNarrowTransforms(), getFollowImage()};
  Handles handles;
  SmallVector<Diagnostic> failures;
  for (Operation *target : state.getPayloadOps(getTarget())) {
    std::optional<Decision> decision;
    DiagnosedSilenceableFailure decided =
        winograd::attempt(transform, [&]() -> LogicalResult {
          FailureOr<std::optional<Decision>> made =
              decide(target, tile, options);
          if (succeeded(made))
            decision = std::move(*made);
          return made;
        });
    if (!decided.succeeded()) {
      decided.takeDiagnostics(failures);
      (void)decided.silence();
      continue;
    }
    if (!decision) {
      target->removeAttr(PlanAttr::attrName);
      continue;
    }
    FailureOr<WinogradConvolution> raised;
    winograd::PlacedBuffers buffers;
    if (decision->plan)
      raised = winograd::executePlan(rewriter, decision->convolution,
                                     decision->plan, options, buffers);
    else
      raised = winograd::raiseConvolution(rewriter, decision->convolution,
                                          decision->algorithms, options);
    if (failed(raised) || failed(absorb(rewriter, *raised, handles)))
      return DiagnosedSilenceableFailure::definiteFailure();
  }
  results.set(cast<OpResult>(getInput()), handles.inputs);
  results.set(cast<OpResult>(getFilter()), handles.filters);
  results.set(cast<OpResult>(getProduct()), handles.products);
  results.set(cast<OpResult>(getOutput()), handles.outputs);
  if (!failures.empty())
    return DiagnosedSilenceableFailure::silenceableFailure(std::move(failures));
  return status;
}

void WinogradRaiseOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  consumesHandle(getTargetMutable(), effects);
  onlyReadsHandle(getDynamicTileMutable(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  modifiesPayload(effects);
}

LogicalResult WinogradRaiseOp::verify() {
  if (getDynamicTile() && getTileAttr())
    return emitOpError("expected an attribute or a parameter, but got both");
  return success();
}
