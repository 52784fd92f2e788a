//===- PlanRemarks.cpp - What winograd-plan says, as JSON -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanRemarks.h"

#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/Transforms/PlanCategory.h"

using namespace mlir;
using namespace mlir::winograd;

class PlanRemarkStreamer : public remark::detail::MLIRRemarkStreamerBase {
public:
  explicit PlanRemarkStreamer(std::shared_ptr<PlanRemarks::Collected> collected)
      : collected(std::move(collected)) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    if (remark.getCategoryName() != planCategory)
      return;
    llvm::json::Object convolution;
    llvm::json::Array candidates;
    for (const remark::detail::Remark::Arg &arg : remark.getArgs()) {
      if (arg.key == "Refused" && !collected->refusal)
        collected->refusal = arg.val;
      // The text, and the keys that are no names of plans.
      if (arg.key == "Remark" || arg.key == "Reason")
        convolution["text"] = arg.val;
      else if (StringRef(arg.val).starts_with("time "))
        candidates.push_back(
            llvm::json::Object{{"name", arg.key}, {"figures", arg.val}});
    }
    convolution["candidates"] = std::move(candidates);
    collected->convolutions.push_back(std::move(convolution));
  }

private:
  std::shared_ptr<PlanRemarks::Collected> collected;
};

PlanRemarks::PlanRemarks(MLIRContext &context)
    : collected(std::make_shared<Collected>()),
      handler(&context, [collected = collected](Diagnostic &) {
        // Anything else is for the handler before this one.
        return success(collected->refusal.has_value());
      }) {
  remark::RemarkCategories categories;
  categories.failed = categories.analysis = categories.missed =
      planCategory.str();
  // (It fails if there is a place to write to that cannot be opened.)
  (void)remark::enableOptimizationRemarks(
      context, std::make_unique<PlanRemarkStreamer>(collected),
      std::make_unique<remark::RemarkEmittingPolicyAll>(), categories);
}
