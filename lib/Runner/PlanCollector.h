//===- PlanCollector.h - What winograd-plan wrote -------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_PLANCOLLECTOR_H
#define WINOGRAD_LIB_RUNNER_PLANCOLLECTOR_H

#include "mlir/Pass/PassInstrumentation.h"
#include "winograd/Runner/PlanSummary.h"
#include <memory>
#include <vector>

namespace mlir::winograd {

/// Adds to `plans` what the pass `winograd-plan` leaves on each convolution, in
/// their order.
std::unique_ptr<PassInstrumentation>
createPlanCollector(std::vector<PlanSummary> &plans);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_PLANCOLLECTOR_H
