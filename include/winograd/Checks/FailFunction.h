//===- FailFunction.h - Where failed checks end -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CHECKS_FAILFUNCTION_H
#define WINOGRAD_CHECKS_FAILFUNCTION_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::winograd {

/// No identifier of C has a dot, so the name is free.
inline constexpr StringLiteral kFailFunction = "wino.fail";

/// `void wino.fail(const char *message, int64_t length)`, which does not
/// return. It is made if the module has none: it writes the message to standard
/// error, and aborts.
LLVM::LLVMFuncOp getFailFunction(ModuleOp module);

/// Leaves of that function, if the module has it, the declaration, so that the
/// code calls another. Returns whether there is one.
bool declareFailFunction(ModuleOp module);

/// Calls the function unless `condition`, an i1, is true.
void failUnless(OpBuilder &builder, Location loc, ModuleOp module,
                Value condition, StringRef message);

} // namespace mlir::winograd

#endif // WINOGRAD_CHECKS_FAILFUNCTION_H
