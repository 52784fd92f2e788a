//===- PlanComparison.h - All plans of one convolution, timed -*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_PLANCOMPARISON_H
#define WINO_BENCH_PLANCOMPARISON_H

#include "Options.h"
#include "mlir/IR/MLIRContext.h"
#include "winograd/Runner/PlanSummary.h"
#include <vector>

/// A plan, and the least time that a call took.
struct TimedPlan {
  mlir::winograd::PlanSummary plan;
  double seconds = 0;
};

/// The plans of one convolution, and which of them the planner chooses.
struct PlanComparison {
  std::vector<TimedPlan> plans;
  size_t chosen = 0;

  const TimedPlan &getChosen() const { return plans[chosen]; }
  const TimedPlan &getBest() const;
  /// The chosen one's time over the best one's.
  double getRatio() const { return getChosen().seconds / getBest().seconds; }
};

/// Which plans there are besides what the planner chooses.
struct ComparedPlans {
  /// The bound on their errors, as `winograd-plan` has it.
  double maxError;
  /// Those with an m up to this.
  int64_t mostOutputs;
};

/// Times the direct convolution, F(m, r) in blocks for each m of at least 2
/// whose tiles the planner looks at, and what it takes by itself, which can
/// have another m in each dimension. They take turns, `options.rounds` times;
/// of each the least of the rounds' medians counts, since other programs only
/// add to it; of one thread, the time for which it runs.
llvm::Expected<PlanComparison> comparePlans(const ComparisonOptions &options,
                                            const ConvolutionShape &shape,
                                            const ComparedPlans &compared,
                                            mlir::MLIRContext &context);

#endif // WINO_BENCH_PLANCOMPARISON_H
