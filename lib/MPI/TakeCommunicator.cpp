//===- TakeCommunicator.cpp - A communicator of the caller's --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "winograd/MPI/Passes.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADTAKECOMMUNICATOR
#include "winograd/MPI/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The functions that ask for the world's communicator, and those that call
/// them.
static llvm::SetVector<func::FuncOp> findUsers(ModuleOp module) {
  llvm::SetVector<func::FuncOp> users;
  module.walk([&](mpi::CommWorldOp op) {
    if (auto function = op->getParentOfType<func::FuncOp>())
      users.insert(function);
  });
  SymbolTableCollection symbols;
  SmallVector<func::CallOp> calls;
  module.walk([&](func::CallOp call) { calls.push_back(call); });
  for (size_t found = 0; found != users.size();) {
    found = users.size();
    for (func::CallOp call : calls) {
      auto callee = symbols.lookupNearestSymbolFrom<func::FuncOp>(
          call, call.getCalleeAttr());
      if (users.contains(callee))
        users.insert(call->getParentOfType<func::FuncOp>());
    }
  }
  return users;
}

namespace {
struct TakeCommunicator
    : winograd::impl::WinogradTakeCommunicatorBase<TakeCommunicator> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    llvm::SetVector<func::FuncOp> users = findUsers(module);
    Type type = mpi::CommType::get(&getContext());
    llvm::StringSet<> names;
    for (func::FuncOp function : users) {
      (void)function.insertArgument(0, type, DictionaryAttr(),
                                    function.getLoc());
      names.insert(function.getName());
    }
    for (func::FuncOp function : users) {
      Value communicator = function.getArgument(0);
      function.walk([&](mpi::CommWorldOp op) {
        op.replaceAllUsesWith(communicator);
        op.erase();
      });
      function.walk([&](func::CallOp call) {
        if (names.contains(call.getCallee()))
          call->insertOperands(0, communicator);
      });
    }
  }
};
} // namespace
