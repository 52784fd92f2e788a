//===- PlanPlacement.cpp - Plans as buffers -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Transforms/PlanPlacement.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/Transforms/DirectConvolution.h"
#include "winograd/Support/Limits.h"

using namespace mlir;
using namespace mlir::winograd;

std::optional<PlanKind> winograd::parsePlanKind(StringRef name) {
  for (const PlanDescription &plan : planDescriptions)
    if (plan.name == name)
      return plan.kind;
  return std::nullopt;
}

std::string winograd::checkPlanName(StringRef name, bool onGPU) {
  std::string names = "auto";
  for (const PlanDescription &plan : planDescriptions) {
    if (plan.isForGPUsOnly && !onGPU)
      continue;
    if (name == plan.name)
      return "";
    bool isLast = &plan == std::end(planDescriptions) - 1;
    names += (isLast ? " or " : ", ") + plan.name.str();
  }
  if (name == "auto")
    return "";
  return "expected the option 'plan' to be " + names + ", but got '" +
         name.str() + "'";
}

/// Puts a buffer behind `value`, unless there is one.
static void materialize(Value value, MemorySpace space, PlacedBuffers &made) {
  if (value.getDefiningOp<BufferizeOp>() ||
      llvm::any_of(value.getUsers(), llvm::IsaPred<BufferizeOp>))
    return;
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  auto buffer =
      BufferizeOp::create(builder, value.getLoc(), value.getType(), value,
                          MemorySpaceAttr::get(value.getContext(), space));
  value.replaceAllUsesExcept(buffer.getResult(), buffer);
  if (space != MemorySpace::Global)
    return;
  ++made.count;
  auto type = cast<RankedTensorType>(value.getType());
  if (type.hasStaticShape())
    made.bytes = saturatingSum(made.bytes, countBytes(type));
}

PlacedBuffers winograd::placeValues(WinogradConvolution &convolution,
                                    PlanKind kind, MemorySpace onChip) {
  PlacedBuffers made;
  bool isInputStored =
      kind == PlanKind::ThreeBuffer || kind == PlanKind::FourBuffer;
  bool isProductStored = kind == PlanKind::FourBuffer;
  if (kind == PlanKind::SingleKernel)
    onChip = MemorySpace::Private;
  auto space = [&](bool isStored) {
    return isStored ? MemorySpace::Global : onChip;
  };
  materialize(convolution.input.getResult(), space(isInputStored), made);
  // A constant is in memory already, or will be when it is folded.
  if (!convolution.hasConstantFilter())
    materialize(convolution.product->getOperand(convolution.filterOperand),
                MemorySpace::Global, made);
  materialize(convolution.product.getResult(), space(isProductStored), made);
  // What follows elementwise is computed on the way.
  Value result = convolution.output.getResult();
  if (linalg::GenericOp epilogue = findEpilogue(result))
    result = epilogue->getResult(0);
  materialize(result, MemorySpace::Global, made);
  return made;
}

/// The memory that a value is in; global where no plan was made.
static MemorySpace getSpace(Value value) {
  for (Operation *user : value.getUsers())
    if (auto buffer = dyn_cast<BufferizeOp>(user))
      return buffer.getSpace();
  return MemorySpace::Global;
}

PlanKind winograd::readPlan(WinogradConvolution &convolution) {
  MemorySpace product = getSpace(convolution.product.getResult());
  if (product == MemorySpace::Global)
    return PlanKind::FourBuffer;
  if (product == MemorySpace::Private)
    return PlanKind::SingleKernel;
  return getSpace(convolution.input.getResult()) == MemorySpace::Global
             ? PlanKind::ThreeBuffer
             : PlanKind::Blocked;
}

LogicalResult winograd::makeDirect(WinogradConvolution &convolution) {
  IRRewriter rewriter(convolution.output.getContext());
  FailureOr<Value> direct = createDirectConvolution(rewriter, convolution);
  if (failed(direct))
    return failure();
  SmallVector<Value> operands(convolution.output->getOperands());
  rewriter.replaceOp(convolution.output, *direct);
  eraseDead(rewriter, operands);
  return success();
}

void winograd::eraseDead(RewriterBase &rewriter, ValueRange values) {
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
