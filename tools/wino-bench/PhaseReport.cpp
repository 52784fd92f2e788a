//===- PhaseReport.cpp - What is found out about phases -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PhaseReport.h"

#include <algorithm>

Spread Spread::of(llvm::SmallVector<double> seconds) {
  llvm::sort(seconds);
  auto quantile = [&](double part) {
    return seconds[size_t(part * double(seconds.size() - 1) + 0.5)];
  };
  Spread spread;
  spread.runs = seconds.size();
  spread.least = seconds.front();
  spread.p10 = quantile(0.1);
  spread.p90 = quantile(0.9);
  spread.most = seconds.back();
  spread.median = mlir::winograd::median(std::move(seconds));
  return spread;
}

llvm::StringRef getPhaseTitle(int phase) {
  static constexpr llvm::StringLiteral titles[] = {"direct",
                                                   "X̂",
                                                   "X̂ and its indexing",
                                                   "X̂ and Ĝ",
                                                   "their product",
                                                   "reduced to M̂",
                                                   "output transform"};
  return titles[phase];
}

llvm::StringRef getStatusName(PhaseStatus status) {
  switch (status) {
  case PhaseStatus::Measured:
    return "measured";
  case PhaseStatus::Refused:
    return "refused";
  case PhaseStatus::Failed:
    return "failed";
  case PhaseStatus::Unsupported:
    return "unsupported";
  }
}

const PhaseEntry *
ConvolutionReport::findMeasured(const PlanFigure &candidate) const {
  for (const PhaseEntry &entry : plans) {
    llvm::StringRef planned = entry.planned;
    // (What the planner says goes on with blocks and panels.)
    if (entry.isMeasured() && planned.consume_front(candidate.plan) &&
        (planned.empty() || planned.starts_with(" in blocks")))
      return &entry;
  }
  return nullptr;
}
