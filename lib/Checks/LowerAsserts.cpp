//===- LowerAsserts.cpp - Assertions to calls -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "winograd/Checks/FailFunction.h"
#include "winograd/Checks/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWERASSERTS
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradLowerAsserts
    : public winograd::impl::WinogradLowerAssertsBase<WinogradLowerAsserts> {
public:
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SmallVector<cf::AssertOp> ops;
    module.walk([&](cf::AssertOp op) {
      // Kernels have a module of their own, and nobody to write to.
      if (op->getParentWithTrait<OpTrait::SymbolTable>() == module)
        ops.push_back(op);
    });
    OpBuilder builder(&getContext());
    for (cf::AssertOp op : ops) {
      builder.setInsertionPoint(op);
      failUnless(builder, op.getLoc(), module, op.getArg(), op.getMsg());
      op.erase();
    }
  }
};
} // namespace
