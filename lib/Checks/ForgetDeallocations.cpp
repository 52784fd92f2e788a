//===- ForgetDeallocations.cpp - What a host frees itself -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "winograd/Checks/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFORGETDEALLOCATIONS
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;

/// The memref that the value is a view of.
static Value skipViews(Value memref) {
  while (auto view = memref.getDefiningOp<ViewLikeOpInterface>())
    memref = view.getViewSource();
  return memref;
}

/// Whether ownership-based deallocation follows the memref to its end.
static bool isOwned(Value memref) {
  if (auto argument = dyn_cast<BlockArgument>(memref))
    return !isa<func::FuncOp>(argument.getOwner()->getParentOp()) ||
           !argument.getOwner()->isEntryBlock();
  return isa<memref::AllocOp, func::CallOp, RegionBranchOpInterface>(
      memref.getDefiningOp());
}

namespace {
class WinogradForgetDeallocations
    : public winograd::impl::WinogradForgetDeallocationsBase<
          WinogradForgetDeallocations> {
public:
  void runOnOperation() override {
    getOperation().walk([&](memref::DeallocOp op) {
      if (!isOwned(skipViews(op.getMemref())))
        return op->setAttr(
            bufferization::BufferizationDialect::kManualDeallocation,
            UnitAttr::get(&getContext()));
      op.erase();
      ++numForgotten;
    });
  }
};
} // namespace
