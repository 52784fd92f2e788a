//===- DebugInfo.cpp - Lines for a debugger -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/AOT/DebugInfo.h"

#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"

using namespace mlir;

void winograd::addDebugInfo(OpPassManager &pm) {
  LLVM::DIScopeForLLVMFuncOpPassOptions options;
  options.emissionKind = LLVM::DIEmissionKind::LineTablesOnly;
  pm.addPass(LLVM::createDIScopeForLLVMFuncOpPass(options));
}
