//===- CheckModules.cpp - Modules in modules ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Checks/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKMODULES
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// Whether it is still to be compiled: it is on tensors, or linalg's.
static bool isUncompiled(Operation *op) {
  return isa<linalg::LinalgOp>(op) ||
         llvm::any_of(op->getOperandTypes(), llvm::IsaPred<TensorType>) ||
         llvm::any_of(op->getResultTypes(), llvm::IsaPred<TensorType>);
}

namespace {
class WinogradCheckModules
    : public winograd::impl::WinogradCheckModulesBase<WinogradCheckModules> {
public:
  void runOnOperation() override {
    for (auto inner : getOperation().getOps<ModuleOp>()) {
      WalkResult walk = inner.walk([](Operation *op) {
        return isUncompiled(op) ? WalkResult::interrupt()
                                : WalkResult::advance();
      });
      if (!walk.wasInterrupted())
        continue;
      InFlightDiagnostic error = emitError(
          inner.getLoc(), "expected no linalg or tensors in a module inside of "
                          "the module");
      error.attachNote() << "a pipeline on the inner module comes first: "
                            "builtin.module(builtin.module(...),...)";
      return signalPassFailure();
    }
    markAllAnalysesPreserved();
  }
};
} // namespace
