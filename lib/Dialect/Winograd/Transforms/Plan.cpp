//===- Plan.cpp - Decide where values live -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/TargetDescription.h"
#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/PlanKind.h"
#include "winograd/Dialect/Winograd/Transforms/PlanPlacement.h"
#include "winograd/Support/Limits.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPLAN
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradPlan : public winograd::impl::WinogradPlanBase<WinogradPlan> {
public:
  using WinogradPlanBase::WinogradPlanBase;

  void runOnOperation() override {
    if (std::string problem = checkPlanName(plan, /*onGPU=*/false);
        !problem.empty()) {
      getOperation()->emitError(problem);
      return signalPassFailure();
    }
    if (failed(checkCPUTarget(getOperation())))
      return signalPassFailure();
    std::optional<PlanKind> asked = parsePlanKind(plan);
    for (WinogradConvolution &convolution : findConvolutions(getOperation()))
      if (failed(apply(convolution, asked)))
        return signalPassFailure();
  }

private:
  LogicalResult apply(WinogradConvolution &convolution,
                      std::optional<PlanKind> asked) {
    PlanCosts costs =
        estimateCosts(convolution, getCPUTarget(convolution.output));
    if (!block.empty() && failed(overrideBlock(convolution, costs.block)))
      return failure();
    ScheduleAttr schedule = makeSchedule(convolution, costs.block);
    PlanKind kind = asked ? *asked : choose(convolution, costs, schedule);
    if (!schedule && kind != PlanKind::Direct && kind != PlanKind::FourBuffer)
      return convolution.output.emitOpError("cannot have the plan ")
             << planDescriptions[size_t(kind)].name
             << ", which needs channels of known size";
    Location loc = convolution.output.getLoc();
    std::string why = llvm::formatv(
        "{0}{1:N} cycles estimated in blocks, direct {2:N}",
        asked ? "asked for; " : "", roundCycles(costs.block.cycles),
        roundCycles(costs.direct));
    PlacedBuffers made;
    if (kind == PlanKind::Direct) {
      if (failed(makeDirect(convolution)))
        return failure();
    } else {
      made = placeValues(convolution, kind, MemorySpace::Private);
      if (schedule)
        convolution.output->setDiscardableAttr(ScheduleAttr::attrName,
                                               schedule);
    }
    count(kind);
    numBuffers += made.count;
    numBytes += made.bytes;
    remark::analysis(loc,
                     remark::RemarkOpts::name("plan").category("winograd-plan"))
        << remark::add("plan {0}: {1}", planDescriptions[size_t(kind)].name,
                       why)
        << remark::metric("Buffers", made.count)
        << remark::metric("Bytes", made.bytes);
    return success();
  }

  LogicalResult overrideBlock(WinogradConvolution &convolution,
                              BlockShape &shape) {
    bool isPositive =
        llvm::all_of(block, [](int64_t tiles) { return tiles > 0; });
    if (block.size() != shape.tiles.size() || !isPositive)
      return convolution.output.emitOpError("expected the option 'block' to "
                                            "have ")
             << shape.tiles.size() << " positive numbers, one for each "
             << "transformed dimension";
    // What an image does not have is no part of a block.
    auto extents = convolution.output.getParallelExtents();
    size_t window = 0;
    for (const AxisAccess &access :
         getAxisAccesses(convolution.output.getWrite(),
                         convolution.output.getNumParallel())) {
      if (!access.isWindow())
        continue;
      int64_t extent = extents[*access.parallel];
      int64_t most = ShapedType::isDynamic(extent)
                         ? limits::dynamicBlock
                         : std::max<int64_t>(extent, 1);
      shape.tiles[window] = std::min(block[window], most);
      ++window;
    }
    return success();
  }

  void count(PlanKind kind) {
    switch (kind) {
    case PlanKind::Blocked:
      ++numBlocked;
      break;
    case PlanKind::ThreeBuffer:
      ++numThreeBuffer;
      break;
    case PlanKind::FourBuffer:
      ++numFourBuffer;
      break;
    case PlanKind::SingleKernel:
      llvm_unreachable("a plan for GPUs");
    case PlanKind::Direct:
      ++numDirect;
      break;
    }
  }

  /// By the estimated time.
  PlanKind choose(WinogradConvolution &convolution, const PlanCosts &costs,
                  ScheduleAttr schedule) {
    bool canBeDirect = convolution.filter != nullptr;
    if (canBeDirect && costs.direct <= costs.block.cycles)
      return PlanKind::Direct;
    return schedule ? PlanKind::Blocked : PlanKind::FourBuffer;
  }
};
} // namespace
