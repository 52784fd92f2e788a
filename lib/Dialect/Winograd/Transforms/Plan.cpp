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
      getOperation()->emitError("expected the option 'plan' to be auto, "
                                "four-buffer or direct, but got '")
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
    std::string why = "asked for";
    PlanKind kind = asked ? *asked : choose(convolution, why);
    Location loc = convolution.output.getLoc();
    Buffers made;
    switch (kind) {
    case PlanKind::FourBuffer:
      ++numFourBuffer;
      made = planFourBuffer(convolution);
      break;
    case PlanKind::Direct:
      ++numDirect;
      if (failed(planDirect(convolution)))
        return failure();
      break;
    }
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

  /// What a plan materialises; values of dynamic shape count no bytes.
  struct Buffers {
    int64_t count = 0;
    int64_t bytes = 0;
  };

  /// By operations, as far as the sizes are known.
  PlanKind choose(WinogradConvolution &convolution, std::string &why) {
    std::optional<PlanCosts> costs = estimateCosts(convolution);
    if (!costs) {
      why = "the sizes are not known";
      return PlanKind::FourBuffer;
    }
    bool canBeDirect = convolution.filter != nullptr;
    why = llvm::formatv("{0:N} operations, direct {1:N}",
                        int64_t(costs->winograd), int64_t(costs->direct));
    return canBeDirect && costs->direct <= costs->winograd
               ? PlanKind::Direct
               : PlanKind::FourBuffer;
  }

  Buffers planFourBuffer(WinogradConvolution &convolution) {
    Buffers made;
    materialize(convolution.input.getResult(), made);
    // A constant is in memory already, or will be when it is folded.
    if (!convolution.hasConstantFilter())
      materialize(convolution.product->getOperand(convolution.filterOperand),
                  made);
    materialize(convolution.product.getResult(), made);
    materialize(convolution.output.getResult(), made);
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
  void materialize(Value value, Buffers &made) {
    if (value.getDefiningOp<BufferizeOp>() ||
        llvm::any_of(value.getUsers(), llvm::IsaPred<BufferizeOp>))
      return;
    OpBuilder builder(&getContext());
    builder.setInsertionPointAfterValue(value);
    auto buffer = BufferizeOp::create(
        builder, value.getLoc(), value.getType(), value,
        MemorySpaceAttr::get(&getContext(), MemorySpace::Global));
    value.replaceAllUsesExcept(buffer.getResult(), buffer);
    ++made.count;
    auto type = cast<RankedTensorType>(value.getType());
    if (type.hasStaticShape())
      made.bytes += type.getNumElements() * type.getElementTypeBitWidth() / 8;
  }
};
} // namespace
