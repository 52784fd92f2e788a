//===- PlanRefusals.cpp - Plans that a device cannot hold -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanRefusals.h"

#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/Transforms/PlanCategory.h"
#include "winograd/Verify/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

class PlanRefusals::Streamer : public remark::detail::MLIRRemarkStreamerBase {
public:
  explicit Streamer(std::shared_ptr<Heard> heard) : heard(std::move(heard)) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    for (const remark::detail::Remark::Arg &arg : remark.getArgs())
      if (arg.key == "Refused" && !heard->first)
        heard->first = arg.val;
    if (heard->observer)
      heard->observer->hear(remark);
  }

private:
  std::shared_ptr<Heard> heard;
};

PlanRefusals::PlanRefusals(MLIRContext &context, CompileObserver *observer)
    : heard(std::make_shared<Heard>(Heard{std::nullopt, observer})),
      handler(&context, [heard = heard](Diagnostic &) {
        // Of a refusal; anything else is for the handler before this one.
        return success(heard->first.has_value());
      }) {
  remark::RemarkCategories categories;
  categories.failed = planCategory.str();
  if (observer)
    categories.analysis = categories.missed =
        (planCategory + "|" + loopsCategory).str();
  // (It fails if there is a place to write to that cannot be opened.)
  (void)remark::enableOptimizationRemarks(
      context, std::make_unique<Streamer>(heard),
      std::make_unique<remark::RemarkEmittingPolicyAll>(), categories);
}
