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
#include "winograd/Runner/CompileObserver.h"
#include <memory>
#include <optional>
#include <string>

namespace mlir::winograd {

/// Listens to the remarks of winograd-plan, and hands these and those of
/// winograd-verify-loops on to an observer, if there is one. While this lives,
/// what is refused is kept, and the errors that follow from it are not printed.
/// It takes the place of any other remark engine of the context.
class PlanRefusals {
public:
  explicit PlanRefusals(MLIRContext &context,
                        CompileObserver *observer = nullptr);
  ~PlanRefusals() { heard->observer = nullptr; }
  PlanRefusals(const PlanRefusals &) = delete;
  PlanRefusals &operator=(const PlanRefusals &) = delete;

  /// The figure and the limit of the first plan that was refused.
  const std::optional<std::string> &getFirst() const { return heard->first; }

private:
  struct Heard {
    std::optional<std::string> first;
    CompileObserver *observer;
  };
  class Streamer;

  /// The context's, as long as that lives.
  std::shared_ptr<Heard> heard;
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_PLANREFUSALS_H
