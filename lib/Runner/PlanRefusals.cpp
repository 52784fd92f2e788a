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

using namespace mlir;
using namespace mlir::winograd;

namespace {
class RefusalStreamer : public remark::detail::MLIRRemarkStreamerBase {
public:
  explicit RefusalStreamer(std::shared_ptr<std::optional<std::string>> first)
      : first(std::move(first)) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    for (const remark::detail::Remark::Arg &arg : remark.getArgs())
      if (arg.key == "Refused" && !*first)
        *first = arg.val;
  }

private:
  std::shared_ptr<std::optional<std::string>> first;
};
} // namespace

PlanRefusals::PlanRefusals(MLIRContext &context)
    : first(std::make_shared<std::optional<std::string>>()),
      handler(&context, [first = first](Diagnostic &) {
        // Of a refusal; anything else is for the handler before this one.
        return success(first->has_value());
      }) {
  remark::RemarkCategories categories;
  categories.failed = planCategory.str();
  // (It fails if there is a place to write to that cannot be opened.)
  (void)remark::enableOptimizationRemarks(
      context, std::make_unique<RefusalStreamer>(first),
      std::make_unique<remark::RemarkEmittingPolicyAll>(), categories);
}
