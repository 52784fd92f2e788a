//===- TileAndFuseOp.cpp - transform.winograd.tile_and_fuse ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Silenceable.h"
#include "winograd/Dialect/Winograd/Transforms/TileAndFuse.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/TransformOps/WinogradTransformOps.h"
#include "winograd/Utils/PassOptions.h"

using namespace mlir;
using namespace mlir::transform;
using winograd::KronOp;
using winograd::ScheduleAttr;
using winograd::WinogradConvolution;

namespace {
/// What is tiled, and how, found without changing it.
struct Decision {
  WinogradConvolution convolution;
  ScheduleAttr schedule;
  int64_t lanes;
  Operation *scope; ///< what is cleaned up afterwards
};
/// The sizes that a transform gives, if it gives any.
using Sizes = std::optional<SmallVector<int64_t>>;
} // namespace

/// The schedule on `output`, with the sizes that are given in their place.
static FailureOr<Attribute> getSchedule(KronOp output, const Sizes &block,
                                        const Sizes &panel) {
  Attribute attr = output->getDiscardableAttr(ScheduleAttr::attrName);
  if (!block && !panel) {
    if (!attr)
      return LogicalResult(
          output.emitOpError("expected a 'block' or a 'panel', or a '")
          << ScheduleAttr::attrName << "' (a plan with a block makes one)");
    return attr;
  }
  auto schedule = dyn_cast_or_null<ScheduleAttr>(attr);
  auto choose = [&](const Sizes &given, auto get) {
    if (given)
      return *given;
    return schedule ? SmallVector<int64_t>(get(schedule))
                    : SmallVector<int64_t>(output.getNumParallel(), 0);
  };
  SmallVector<int64_t> blocks =
      choose(block, [](ScheduleAttr s) { return s.getBlock(); });
  SmallVector<int64_t> panels =
      choose(panel, [](ScheduleAttr s) { return s.getPanel(); });
  Attribute made = ScheduleAttr::getChecked(
      [&] { return output.emitOpError(); }, output.getContext(),
      ArrayRef<int64_t>(blocks), ArrayRef<int64_t>(panels));
  if (!made)
    return failure();
  return made;
}

static FailureOr<Decision> decide(TransformOpInterface transform,
                                  Operation *target, const Sizes &block,
                                  const Sizes &panel,
                                  std::optional<int64_t> lanes) {
  auto output = dyn_cast<KronOp>(target);
  FailureOr<WinogradConvolution> convolution;
  if (output)
    convolution = winograd::matchConvolution(output);
  if (failed(convolution))
    return LogicalResult(
        target->emitOpError("is no output transform of a convolution"));
  if (lanes && failed(winograd::checkOption(target, "lanes", *lanes, 1,
                                            winograd::limits::lanes)))
    return failure();
  if (failed(winograd::checkCPUTarget(target)))
    return failure();
  FailureOr<Attribute> attr = getSchedule(output, block, panel);
  if (failed(attr))
    return failure();
  FailureOr<ScheduleAttr> schedule = winograd::checkSchedule(output, *attr);
  if (failed(schedule))
    return failure();
  if (winograd::hasNoElements(*convolution))
    return LogicalResult(output.emitOpError("has no elements to tile"));
  FailureOr<Operation *> scope = winograd::getScope(transform, target);
  if (failed(scope))
    return failure();
  return Decision{*convolution, *schedule,
                  lanes.value_or(winograd::getCPUTarget(output).lanes()),
                  *scope};
}

DiagnosedSilenceableFailure
WinogradTileAndFuseOp::apply(TransformRewriter &rewriter,
                             TransformResults &results, TransformState &state) {
  auto transform = cast<TransformOpInterface>(getOperation());
  Sizes block, panel;
  auto read = [&](std::optional<ArrayRef<int64_t>> sizes, ValueRange params,
                  Sizes &result) {
    if (!sizes)
      return DiagnosedSilenceableFailure::success();
    return winograd::getIntegers(transform, state, params, *sizes,
                                 result.emplace());
  };
  DiagnosedSilenceableFailure status =
      read(getStaticBlock(), getDynamicBlock(), block);
  if (status.succeeded())
    status = read(getStaticPanel(), getDynamicPanel(), panel);
  if (!status.succeeded())
    return status;
  SmallVector<Operation *> loops;
  SmallVector<Diagnostic> failures;
  SetVector<Operation *> scopes;
  for (Operation *target : state.getPayloadOps(getTarget())) {
    std::optional<Decision> decision;
    DiagnosedSilenceableFailure decided =
        winograd::attempt(transform, [&]() -> LogicalResult {
          FailureOr<Decision> made =
              decide(transform, target, block, panel, getLanes());
          if (succeeded(made))
            decision = *made;
          return made;
        });
    if (!decided.succeeded()) {
      decided.takeDiagnostics(failures);
      (void)decided.silence();
      continue;
    }
    scopes.insert(decision->scope);
    target->removeDiscardableAttr(ScheduleAttr::attrName);
    FailureOr<scf::ForallOp> tiled = winograd::tileAndFuse(
        rewriter, decision->convolution, decision->schedule, decision->lanes);
    if (failed(tiled))
      return DiagnosedSilenceableFailure::definiteFailure();
    loops.push_back(*tiled);
  }
  for (Operation *scope : scopes)
    if (failed(winograd::cleanUpTiles(rewriter, scope)))
      return DiagnosedSilenceableFailure::definiteFailure();
  results.set(cast<OpResult>(getBlocks()), loops);
  if (!failures.empty())
    return DiagnosedSilenceableFailure::silenceableFailure(std::move(failures));
  return status;
}

void WinogradTileAndFuseOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  consumesHandle(getTargetMutable(), effects);
  onlyReadsHandle(getDynamicBlockMutable(), effects);
  onlyReadsHandle(getDynamicPanelMutable(), effects);
  producesHandle(getOperation()->getOpResults(), effects);
  modifiesPayload(effects);
}

LogicalResult WinogradTileAndFuseOp::verify() {
  auto check = [&](std::optional<ArrayRef<int64_t>> sizes, ValueRange params,
                   StringRef name) -> LogicalResult {
    int64_t dynamic = sizes ? llvm::count_if(*sizes, ShapedType::isDynamic) : 0;
    if (dynamic == int64_t(params.size()))
      return success();
    return emitOpError("expected one parameter for each dynamic size of '")
           << name << "'";
  };
  if (failed(check(getStaticBlock(), getDynamicBlock(), "block")))
    return failure();
  return check(getStaticPanel(), getDynamicPanel(), "panel");
}
