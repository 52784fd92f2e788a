//===- PlanGPU.cpp - Decide where values live on a GPU --------------------===//
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
#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/PlanPlacement.h"
#include "winograd/Dialect/Winograd/Transforms/PlanRefusal.h"
#include "winograd/Dialect/Winograd/Transforms/ProductLoops.h"
#include "winograd/Support/GPUCost.h"
#include "winograd/Support/Limits.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPLANGPU
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static StringRef getPlanName(PlanKind kind) {
  return planDescriptions[size_t(kind)].name;
}

/// The figures of a convolution that the plans are chosen by.
static GPUProblem getProblem(WinogradConvolution &convolution,
                             const ProductLoops &loops) {
  ConvolutionSizes sizes;
  SmallVector<CookToom> algorithms;
  KronOp output = convolution.output;
  for (int64_t index = 0, e = output.getNumTransformed(); index < e; ++index) {
    AlgorithmAttr algorithm = output.getAlgorithm(index);
    algorithms.push_back(algorithm.getCookToom());
    sizes.filter.push_back(algorithm.getR());
    sizes.output.push_back(algorithm.getM());
  }
  GPUProblem problem = makeGPUProblem(sizes, algorithms);
  problem.groups = loops.groups.size();
  problem.rows = loops.rows.size();
  problem.columns = loops.columns.size();
  problem.depth = loops.depth.size();
  // The direct convolution has the product's loops: positions are taps.
  const LoopGroup &depth = loops.depth;
  if (!depth.loops.empty() &&
      depth.loops.back() > *llvm::max_element(loops.positions.loops))
    problem.directSteps = depth.sizes.back();
  // Per output value, as many products as the filter has taps.
  problem.direct = double(problem.depth);
  auto type = cast<ShapedType>(output.getInit().getType());
  for (ArrayRef<int64_t> shape : {type.getShape(), ArrayRef(sizes.filter)})
    for (int64_t size : shape)
      problem.direct *= double(size);
  problem.bytes = getElementTypeOrSelf(convolution.product.getInit().getType())
                      .getIntOrFloatBitWidth() /
                  8;
  if (linalg::GenericOp epilogue = findEpilogue(output.getResult())) {
    problem.epilogueBuffers = epilogue.getNumDpsInputs() - 1;
    problem.epilogueOperations =
        llvm::range_size(epilogue.getBody()->without_terminator());
  }
  return problem;
}

namespace {
class WinogradPlanGPU
    : public winograd::impl::WinogradPlanGPUBase<WinogradPlanGPU> {
public:
  using WinogradPlanGPUBase::WinogradPlanGPUBase;

  void runOnOperation() override {
    if (std::string problem = checkPlanName(plan, /*onGPU=*/true);
        !problem.empty()) {
      getOperation()->emitError(problem);
      return signalPassFailure();
    }
    std::optional<PlanKind> asked = parsePlanKind(plan);
    Operation *op = getOperation();
    auto check = [&](StringRef name, int64_t value, int64_t least) {
      return checkOption(op, name, value, least, limits::deviceLimit);
    };
    if (failed(check("workgroup-memory", workgroupMemory, 0)) ||
        failed(check("workgroup-size", workgroupSize, 1)) ||
        failed(check("bindings", bindings, 1)) ||
        failed(check("registers", registers, 1)) ||
        failed(check("instructions", instructions, 1)))
      return signalPassFailure();
    target.workgroupMemory = workgroupMemory;
    target.workgroupSize = workgroupSize;
    target.bindings = bindings;
    target.registers = registers;
    target.instructions = instructions;
    for (WinogradConvolution &convolution : findConvolutions(op))
      if (failed(apply(convolution, asked)))
        return signalPassFailure();
  }

private:
  struct Candidate {
    PlanKind kind;
    GPUEstimate estimate;
  };

  static bool hasStaticShapes(WinogradConvolution &convolution) {
    return llvm::all_of(
        ValueRange{convolution.input.getSource(), convolution.input.getInit(),
                   convolution.product.getLhs(), convolution.product.getRhs(),
                   convolution.product.getInit(), convolution.output.getInit()},
        [](Value value) {
          return cast<ShapedType>(value.getType()).hasStaticShape();
        });
  }

  LogicalResult apply(WinogradConvolution &convolution,
                      std::optional<PlanKind> asked) {
    if (!hasStaticShapes(convolution))
      return convolution.output.emitOpError(
          "expected a convolution of static shape on a GPU");
    ProductLoops loops = ProductLoops::get(convolution);
    GPUProblem problem = getProblem(convolution, loops);
    SmallVector<Candidate> candidates{
        {PlanKind::FourBuffer, estimateFourBuffer(problem, target)},
        {PlanKind::ThreeBuffer, estimateFused(problem, target, false)},
        {PlanKind::Blocked, estimateFused(problem, target, true)},
        {PlanKind::SingleKernel, estimateSingleKernel(problem, target)}};
    // Asked for where it cannot be made, it says why.
    if (convolution.filter || asked == PlanKind::Direct)
      candidates.push_back(
          {PlanKind::Direct, estimateGPUDirect(problem, target)});
    llvm::sort(candidates, [](const Candidate &a, const Candidate &b) {
      return std::tie(a.estimate.time, a.kind) <
             std::tie(b.estimate.time, b.kind);
    });

    Location loc = convolution.output.getLoc();
    for (Candidate &candidate : candidates) {
      if (asked && candidate.kind != *asked)
        continue;
      if (candidate.estimate.refusal.empty())
        return place(convolution, candidate, asked.has_value());
      if (asked) {
        InFlightDiagnostic error =
            convolution.output.emitOpError("cannot have the plan ")
            << getPlanName(candidate.kind) << ", which "
            << candidate.estimate.refusal;
        setPlanRefusal(*error.getUnderlyingDiagnostic(),
                       candidate.estimate.refusal);
        return error;
      }
      ++numRefused;
      remark::missed(
          loc, remark::RemarkOpts::name("refused").category("winograd-plan"))
          << remark::reason("plan {0} {1}", getPlanName(candidate.kind),
                            candidate.estimate.refusal);
    }
    InFlightDiagnostic error = convolution.output.emitOpError(
        "expected a plan that the device can hold, but all were refused");
    for (const Candidate &candidate : candidates)
      error.attachNote() << "the plan " << getPlanName(candidate.kind) << " "
                         << candidate.estimate.refusal;
    return error;
  }

  LogicalResult place(WinogradConvolution &convolution,
                      const Candidate &candidate, bool wasAsked) {
    const auto &[kind, estimate] = candidate;
    Location loc = convolution.output.getLoc();
    PlacedBuffers made;
    if (kind == PlanKind::Direct) {
      if (failed(makeDirect(convolution)))
        return failure();
    } else {
      if (kind == PlanKind::ThreeBuffer || kind == PlanKind::Blocked) {
        const GPUSchedule &schedule = estimate.schedule;
        convolution.output->setDiscardableAttr(
            WorkgroupScheduleAttr::attrName,
            WorkgroupScheduleAttr::get(&getContext(), schedule.tiles,
                                       schedule.channels, schedule.depth,
                                       schedule.rows, schedule.columns));
      }
      made = placeValues(convolution, kind, MemorySpace::Workgroup);
    }
    numBuffers += made.count;
    numBytes += made.bytes;
    remark::analysis(loc,
                     remark::RemarkOpts::name("plan").category("winograd-plan"))
        << remark::add("plan {0}{1}", getPlanName(kind),
                       wasAsked ? ": asked for" : "")
        << remark::metric("Buffers", made.count)
        << remark::metric("Bytes", made.bytes)
        << remark::metric("WorkgroupBytes", estimate.workgroupBytes)
        << remark::metric("Threads", estimate.threads)
        << remark::metric("Registers", estimate.registers)
        << remark::metric("Instructions", estimate.instructions);
    return success();
  }

  GPUTarget target;
};
} // namespace
