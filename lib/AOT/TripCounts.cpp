//===- TripCounts.cpp - How often loops are run ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TripCounts.h"

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace mlir::winograd;

llvm::PreservedAnalyses
AnnotateTripCounts::run(llvm::Function &function,
                        llvm::FunctionAnalysisManager &analyses) {
  auto &loops = analyses.getResult<llvm::LoopAnalysis>(function);
  auto &evolution = analyses.getResult<llvm::ScalarEvolutionAnalysis>(function);
  bool hasChanged = false;
  for (llvm::Loop *loop : loops.getLoopsInPreorder())
    if (unsigned count = evolution.getSmallConstantTripCount(loop))
      hasChanged |= llvm::setLoopEstimatedTripCount(
          loop, count, /*EstimatedLoopInvocationWeight=*/1);
  return hasChanged ? llvm::PreservedAnalyses::none()
                    : llvm::PreservedAnalyses::all();
}
