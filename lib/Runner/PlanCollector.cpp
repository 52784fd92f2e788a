//===- PlanCollector.cpp - What winograd-plan wrote -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanCollector.h"

#include "mlir/Pass/Pass.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/Cost.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::winograd;

std::string PlanSummary::describe() const {
  std::string text = getPlanName(kind).str();
  if (!algorithms.empty())
    text += " " + describeAlgorithms(algorithms);
  if (!block.empty())
    text += " in blocks of " +
            llvm::join(
                llvm::map_range(
                    block, [](int64_t size) { return std::to_string(size); }),
                "x") +
            " tiles, panels of " + std::to_string(panel);
  return text;
}

static PlanSummary summarize(PlanAttr plan) {
  PlanSummary summary;
  summary.kind = plan.getKind();
  summary.algorithms =
      llvm::map_to_vector(plan.getAlgorithms(), [](AlgorithmAttr algorithm) {
        return algorithm.getCookToom();
      });
  summary.block.assign(plan.getBlock().begin(), plan.getBlock().end());
  summary.panel = plan.getPanel();
  return summary;
}

namespace {
class PlanCollector : public PassInstrumentation {
public:
  explicit PlanCollector(std::vector<PlanSummary> &plans) : plans(plans) {}

  void runAfterPass(Pass *pass, Operation *op) override {
    if (pass->getArgument() != "winograd-plan")
      return;
    op->walk([&](Operation *op) {
      if (auto plan = op->getAttrOfType<PlanAttr>(PlanAttr::attrName))
        plans.push_back(summarize(plan));
    });
  }

private:
  std::vector<PlanSummary> &plans;
};
} // namespace

std::unique_ptr<PassInstrumentation>
mlir::winograd::createPlanCollector(std::vector<PlanSummary> &plans) {
  return std::make_unique<PlanCollector>(plans);
}
