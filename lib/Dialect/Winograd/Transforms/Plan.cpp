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
#include "winograd/Dialect/Winograd/IR/TargetDescription.h"
#include "winograd/Dialect/Winograd/Transforms/ConvolutionMatch.h"
#include "winograd/Dialect/Winograd/Transforms/DirectConvolution.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/PlanKind.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPLAN
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

std::optional<PlanKind> winograd::parsePlanKind(StringRef name) {
  for (const PlanDescription &plan : planDescriptions)
    if (plan.name == name)
      return plan.kind;
  return std::nullopt;
}

namespace {
class WinogradPlan : public winograd::impl::WinogradPlanBase<WinogradPlan> {
public:
  using WinogradPlanBase::WinogradPlanBase;

  void runOnOperation() override {
    std::optional<PlanKind> asked = parsePlanKind(plan);
    if (!asked && plan != "auto") {
      getOperation()->emitError(
          "expected the option 'plan' to be auto, blocked, "
          "three-buffer, four-buffer or direct, but got "
          "'")
          << plan.getValue() << "'";
      return signalPassFailure();
    }
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
    std::string why =
        llvm::formatv("{0}{1:N} cycles estimated in blocks, direct {2:N}",
                      asked ? "asked for; " : "", int64_t(costs.block.cycles),
                      int64_t(costs.direct));
    Buffers made;
    if (kind == PlanKind::Direct) {
      if (failed(planDirect(convolution)))
        return failure();
    } else {
      made = placeValues(convolution, kind);
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
    shape.tiles.assign(block.begin(), block.end());
    return success();
  }

  /// What a plan materialises; values of dynamic shape count no bytes.
  struct Buffers {
    int64_t count = 0;
    int64_t bytes = 0;
  };

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

  Buffers placeValues(WinogradConvolution &convolution, PlanKind kind) {
    Buffers made;
    bool isInputStored = kind != PlanKind::Blocked;
    bool isProductStored = kind == PlanKind::FourBuffer;
    auto space = [](bool isStored) {
      return isStored ? MemorySpace::Global : MemorySpace::Private;
    };
    materialize(convolution.input.getResult(), space(isInputStored), made);
    // A constant is in memory already, or will be when it is folded.
    if (!convolution.hasConstantFilter())
      materialize(convolution.product->getOperand(convolution.filterOperand),
                  MemorySpace::Global, made);
    materialize(convolution.product.getResult(), space(isProductStored), made);
    // What follows elementwise is computed on the way.
    Value result = convolution.output.getResult();
    if (linalg::GenericOp epilogue =
            findEpilogue(convolution.output.getResult()))
      result = epilogue->getResult(0);
    materialize(result, MemorySpace::Global, made);
    return made;
  }

  LogicalResult planDirect(WinogradConvolution &convolution) {
    IRRewriter rewriter(&getContext());
    FailureOr<Value> direct = createDirectConvolution(rewriter, convolution);
    if (failed(direct))
      return failure();
    SmallVector<Value> operands(convolution.output->getOperands());
    rewriter.replaceOp(convolution.output, *direct);
    eraseDead(rewriter, operands);
    return success();
  }

  /// Erases what computed the values, as far as nobody uses it any more.
  static void eraseDead(RewriterBase &rewriter, ValueRange values) {
    SetVector<Operation *> worklist;
    auto push = [&](ValueRange operands) {
      for (Value operand : operands)
        if (Operation *op = operand.getDefiningOp())
          worklist.insert(op);
    };
    push(values);
    while (!worklist.empty()) {
      Operation *op = worklist.pop_back_val();
      if (!isOpTriviallyDead(op))
        continue;
      push(op->getOperands());
      rewriter.eraseOp(op);
    }
  }

  /// Puts a buffer behind `value`, unless there is one.
  void materialize(Value value, MemorySpace space, Buffers &made) {
    if (value.getDefiningOp<BufferizeOp>() ||
        llvm::any_of(value.getUsers(), llvm::IsaPred<BufferizeOp>))
      return;
    OpBuilder builder(&getContext());
    builder.setInsertionPointAfterValue(value);
    auto buffer =
        BufferizeOp::create(builder, value.getLoc(), value.getType(), value,
                            MemorySpaceAttr::get(&getContext(), space));
    value.replaceAllUsesExcept(buffer.getResult(), buffer);
    if (space != MemorySpace::Global)
      return;
    ++made.count;
    auto type = cast<RankedTensorType>(value.getType());
    if (type.hasStaticShape())
      made.bytes += type.getNumElements() * type.getElementTypeBitWidth() / 8;
  }
};
} // namespace
