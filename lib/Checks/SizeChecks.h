//===- SizeChecks.h - Assertions about sizes --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CHECKS_SIZECHECKS_H
#define WINOGRAD_LIB_CHECKS_SIZECHECKS_H

#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace mlir::winograd {

/// Asserts before the operation that the sizes of its operands fit each other.
void addSizeChecks(OpBuilder &builder, Operation *op);

/// Expresses sizes by those of the arguments, drops the assertions that hold
/// always, and moves those to the start of the function that only need its
/// arguments. Returns how many are left.
FailureOr<unsigned> simplifySizeChecks(RewriterBase &rewriter,
                                       FunctionOpInterface function);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CHECKS_SIZECHECKS_H
