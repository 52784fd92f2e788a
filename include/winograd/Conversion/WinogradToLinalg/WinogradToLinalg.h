//===- WinogradToLinalg.h - The dialect to linalg ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_WINOGRADTOLINALG_WINOGRADTOLINALG_H
#define WINOGRAD_CONVERSION_WINOGRADTOLINALG_WINOGRADTOLINALG_H

#include "mlir/IR/PatternMatch.h"
#include "mlir/Pass/Pass.h"

namespace mlir::winograd {

#define GEN_PASS_DECL_CONVERTWINOGRADTOLINALG
#include "winograd/Conversion/Passes.h.inc"

/// How operations are lowered, see the options of the pass.
struct LoweringOptions {
  int64_t lanes = 1; ///< of the innermost dimension, per step
  bool memorySpaces = true;
  bool allocate = true; ///< what the plan puts in memory
  bool whole = false;   ///< no loops
};

/// What has been lowered.
struct LoweredOperations {
  int64_t numKrons = 0, numProducts = 0, numBuffers = 0;
  SmallVector<Operation *> products; ///< what the products are now: linalg
};

/// Takes our attributes from `root` and what is in it, and our workers from
/// loops: what is left is for compilers that know nothing of us.
void dropAttributes(RewriterBase &rewriter, Operation *root);

/// Lowers some operations of the dialect, which lie in `scope`; that is
/// isolated from above, and what is known of sizes in it becomes types.
FailureOr<LoweredOperations> lowerToLinalg(RewriterBase &rewriter,
                                           ArrayRef<Operation *> ops,
                                           Operation *scope,
                                           const LoweringOptions &options);

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_WINOGRADTOLINALG_WINOGRADTOLINALG_H
