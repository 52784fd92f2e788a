//===- PlanRefusals.h - Plans that a device cannot hold ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_PLANREFUSALS_H
#define WINOGRAD_LIB_RUNNER_PLANREFUSALS_H

#include "mlir/IR/Diagnostics.h"
#include <memory>
#include <optional>
#include <string>

namespace mlir::winograd {

/// Listens to the remarks of winograd-plan. While this lives, what is refused
/// is kept, and the errors that follow from it are not printed. It takes the
/// place of any other remark engine of the context.
class PlanRefusals {
public:
  explicit PlanRefusals(MLIRContext &context);

  /// The figure and the limit of the first plan that was refused.
  const std::optional<std::string> &getFirst() const { return *first; }

private:
  /// The context's, as long as that lives.
  std::shared_ptr<std::optional<std::string>> first;
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_PLANREFUSALS_H
