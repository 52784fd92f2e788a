//===- CheckLowered.cpp - Nothing but the LLVM dialect is left -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Transforms/CPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKLOWERED
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static bool isLowered(Operation *op) {
  return isa<ModuleOp>(op) || isa<LLVM::LLVMDialect>(op->getDialect()) ||
         op->getName().getDialectNamespace() == "omp";
}

namespace {
class WinogradCheckLowered
    : public winograd::impl::WinogradCheckLoweredBase<WinogradCheckLowered> {
public:
  void runOnOperation() override {
    markAllAnalysesPreserved();
    // A cast is only the trace of an operation that is left beside it.
    Operation *cast = nullptr, *left = nullptr;
    getOperation()->walk([&](Operation *op) {
      if (isLowered(op))
        return WalkResult::advance();
      bool isCast = isa<UnrealizedConversionCastOp>(op);
      Operation *&first = isCast ? cast : left;
      first = first ? first : op;
      return isCast ? WalkResult::advance() : WalkResult::interrupt();
    });
    if (!left)
      left = cast;
    if (!left)
      return;
    left->emitError("'")
        << left->getName()
        << "' could not be lowered to the LLVM dialect: the pipeline has no "
           "conversion for it, or not for these types";
    signalPassFailure();
  }
};
} // namespace
