//===- TripCounts.h - How often loops are run -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_AOT_TRIPCOUNTS_H
#define WINOGRAD_LIB_AOT_TRIPCOUNTS_H

#include "llvm/IR/PassManager.h"

namespace mlir::winograd {

/// Writes on each loop whose trip count is a constant how often it is run. LLVM
/// otherwise takes all loops for equally long: it then keeps the constants of a
/// transform, which are used some times, in registers through a product, whose
/// sums are used a hundred times and spilled for them.
struct AnnotateTripCounts : public llvm::PassInfoMixin<AnnotateTripCounts> {
  llvm::PreservedAnalyses run(llvm::Function &function,
                              llvm::FunctionAnalysisManager &analyses);
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_AOT_TRIPCOUNTS_H
