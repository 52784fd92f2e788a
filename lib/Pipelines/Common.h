//===- Common.h - What the pipelines share ----------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_PIPELINES_COMMON_H
#define WINOGRAD_LIB_PIPELINES_COMMON_H

#include "mlir/Pass/PassManager.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {

/// canonicalize, cse
void addCleanup(OpPassManager &pm);

/// Sizes are compared; what has several forms gets one that the later passes
/// know.
void addNormalization(OpPassManager &pm);

/// Named operations become generic ones, and what is elementwise behind one
/// operation becomes one, so that a plan knows what rides along.
void addFusion(OpPassManager &pm);

/// What the pipeline's options say to winograd-plan, on every target.
template <typename PipelineOptionsTy>
WinogradPlanOptions getPlanOptions(const PipelineOptionsTy &options) {
  WinogradPlanOptions plan;
  plan.planName = options.stopAfter.empty() ? options.plan.getValue()
                                            : std::string("four-buffer");
  plan.tile = options.tile;
  plan.maxError = options.maxError;
  plan.maxConstantGrowth = options.maxConstantGrowth;
  plan.finiteOnly = options.finiteOnly;
  plan.narrowTransforms = options.narrowTransforms;
  return plan;
}

/// Constant filters are transformed, and steps behind `stopAfter`, if it is not
/// empty, left out.
void addFolding(OpPassManager &pm, StringRef stopAfter);

/// winograd-verify-loops, as the option `verify-loops` of a pipeline says.
void addLoopVerification(OpPassManager &pm, StringRef mode);

/// What is wrong with the value of that option; empty if nothing is.
std::string checkLoopVerification(StringRef mode);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_PIPELINES_COMMON_H
