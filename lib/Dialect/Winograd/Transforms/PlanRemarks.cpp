//===- PlanRemarks.cpp - What a planner says ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanRemarks.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/Transforms/PlanCategory.h"
#include "winograd/Support/Limits.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;

void winograd::remarkLeft(linalg::LinalgOp op, StringRef reason) {
  remark::missed(op.getLoc(),
                 remark::RemarkOpts::name("left").category(planCategory))
      << remark::reason("not rewritten: {0}", reason);
}

void winograd::remarkGiven(const Convolution &convolution, PlanKind kind) {
  linalg::LinalgOp op = convolution.op;
  remark::analysis(op.getLoc(),
                   remark::RemarkOpts::name("plan").category(planCategory))
      << remark::add("{0}: plan {1}, as given", convolution.describe(),
                     getPlanName(kind));
}

/// A transform reads zeros around an image. One that is padded with something
/// else is stored with its padding.
static void remarkPadding(const Convolution &convolution) {
  auto pad = convolution.getImage().getDefiningOp<tensor::PadOp>();
  if (!pad)
    return;
  Value padding = pad.getConstantPaddingValue();
  if (padding && matchPattern(padding, m_AnyZeroFloat()))
    return;
  std::string value = "what is calculated";
  if (FloatAttr constant;
      padding && matchPattern(padding, m_Constant(&constant)))
    value = llvm::formatv("{0}", constant.getValueAsDouble());
  linalg::LinalgOp op = convolution.op;
  remark::missed(op.getLoc(),
                 remark::RemarkOpts::name("padding").category(planCategory))
      << remark::reason(
             "the padded image is stored: it is padded with {0}, and "
             "a transform reads zeros",
             value);
}

void winograd::remarkChoice(const Convolution &convolution,
                            const PlanCandidate &chosen,
                            ArrayRef<PlanCandidate> candidates,
                            const PlanWishes &wishes, bool onGPU) {
  if (chosen.kind != PlanKind::Direct)
    remarkPadding(convolution);
  linalg::LinalgOp op = convolution.op;
  auto remark = remark::analysis(
      op.getLoc(), remark::RemarkOpts::name("plan").category(planCategory));
  if (!remark)
    return;
  remark << remark::add("{0}: plan {1}{2}", convolution.describe(),
                        chosen.describe(), wishes.kind ? ", asked for" : "");
  if (onGPU)
    remark << remark::metric("WorkgroupBytes", chosen.gpu.workgroupBytes)
           << remark::metric("Threads", chosen.gpu.threads)
           << remark::metric("Registers", chosen.gpu.registers)
           << remark::metric("Instructions", chosen.gpu.instructions);
  // One key for each candidate, one value for each of its figures.
  for (const PlanCandidate &candidate : candidates) {
    std::string name = candidate.describe();
    std::string figures = llvm::formatv(
        "time {0}, traffic {1}, memory {2}, adds {3}, promise {4:E2}, error "
        "{5:F2}{6}{7}",
        roundCycles(candidate.time), roundCycles(candidate.traffic),
        roundCycles(candidate.memory), int64_t(candidate.addedBytes),
        candidate.error.promise(), candidate.error.relative,
        candidate.refusal.empty() ? "" : ", refused: ", candidate.refusal);
    remark << remark::metric(name, figures);
  }
}

/// The candidate of this kind with the smallest tile.
static const PlanCandidate *findSmallest(ArrayRef<PlanCandidate> candidates,
                                         PlanKind kind) {
  auto countPositions = [](const PlanCandidate &candidate) {
    int64_t positions = 1;
    for (const CookToom &algorithm : candidate.algorithms)
      positions *= algorithm.alpha();
    return positions;
  };
  const PlanCandidate *smallest = nullptr;
  for (const PlanCandidate &candidate : candidates)
    if (candidate.kind == kind &&
        (!smallest || countPositions(candidate) < countPositions(*smallest)))
      smallest = &candidate;
  return smallest;
}

LogicalResult winograd::refuse(const Convolution &convolution,
                               ArrayRef<PlanCandidate> candidates,
                               const PlanWishes &wishes) {
  linalg::LinalgOp op = convolution.op;
  if (!wishes.kind) {
    InFlightDiagnostic error = op.emitOpError(
        "expected a plan that the device can hold, but all were refused");
    for (const PlanCandidate &candidate : candidates)
      error.attachNote() << "the plan " << candidate.describe() << " "
                         << candidate.refusal;
    return error;
  }
  const PlanCandidate *smallest = findSmallest(candidates, *wishes.kind);
  std::string refusal =
      smallest ? smallest->refusal
               : "has no F(m, r) of at least 2 outputs and at most " +
                     std::to_string(limits::positions) + " positions";
  if (smallest && wishes.tile == 0 && !smallest->algorithms.empty())
    refusal += ", with " + describeAlgorithms(smallest->algorithms);
  remark::failed(op.getLoc(),
                 remark::RemarkOpts::name("plan").category(planCategory))
      << remark::metric("Plan", getPlanName(*wishes.kind))
      << remark::metric("Refused", refusal);
  return op.emitOpError("cannot have the plan ")
         << getPlanName(*wishes.kind) << ", which " << refusal;
}
