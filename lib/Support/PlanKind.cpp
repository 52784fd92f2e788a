//===- PlanKind.cpp - The plans -------------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/PlanKind.h"
#include <iterator>

using namespace mlir::winograd;

namespace {
struct PlanDescription {
  llvm::StringLiteral name;
  bool isForGPUsOnly = false;
};
} // namespace

/// In the order of `PlanKind`.
static constexpr PlanDescription descriptions[] = {
    {"single-kernel", /*isForGPUsOnly=*/true},
    {"blocked"},
    {"three-buffer"},
    {"four-buffer"},
    {"direct"},
};

llvm::StringRef mlir::winograd::getPlanName(PlanKind kind) {
  return descriptions[size_t(kind)].name;
}

std::optional<PlanKind> mlir::winograd::parsePlanKind(llvm::StringRef name) {
  for (size_t index = 0; index < std::size(descriptions); ++index)
    if (descriptions[index].name == name)
      return PlanKind(index);
  return std::nullopt;
}

std::vector<std::string> mlir::winograd::getPlanNames(bool onGPU) {
  std::vector<std::string> names;
  for (const PlanDescription &plan : descriptions)
    if (onGPU || !plan.isForGPUsOnly)
      names.push_back(plan.name.str());
  return names;
}

std::string mlir::winograd::checkPlanName(llvm::StringRef name, bool onGPU) {
  std::string names = "auto";
  if (name == names)
    return "";
  std::vector<std::string> plans = getPlanNames(onGPU);
  for (const std::string &plan : plans) {
    if (name == plan)
      return "";
    names += (plan == plans.back() ? " or " : ", ") + plan;
  }
  return "expected the option 'plan' to be " + names + ", but got '" +
         name.str() + "'";
}
