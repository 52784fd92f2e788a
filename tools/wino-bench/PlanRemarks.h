//===- PlanRemarks.h - What winograd-plan says, as JSON ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_PLANREMARKS_H
#define WINO_BENCH_PLANREMARKS_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/JSON.h"
#include <memory>
#include <optional>

/// Collects the remarks of `winograd-plan`, until the next one for the same
/// context is made. As long as it lives, no diagnostic of a refusal is printed.
class PlanRemarks {
public:
  explicit PlanRemarks(mlir::MLIRContext &context);

  /// Of each convolution, in their order: `{"text": WHAT, "candidates":
  /// [{"name": PLAN, "figures": TEXT}]}`.
  llvm::json::Array take() { return std::move(collected->convolutions); }
  /// The figure and the limit, if a plan that was asked for was refused.
  const std::optional<std::string> &getRefusal() const {
    return collected->refusal;
  }

private:
  friend class PlanRemarkStreamer;
  struct Collected {
    llvm::json::Array convolutions;
    std::optional<std::string> refusal;
  };
  /// The context's streamer lives longer.
  std::shared_ptr<Collected> collected;
  mlir::ScopedDiagnosticHandler handler;
};

#endif // WINO_BENCH_PLANREMARKS_H
