//===- CheckMalloc.cpp - A message where there is no memory ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Checks/FailFunction.h"
#include "winograd/Checks/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKMALLOC
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// p = malloc(size); require(p || !size);
static void check(OpBuilder &builder, ModuleOp module, LLVM::CallOp call) {
  builder.setInsertionPointAfter(call);
  Location loc = call.getLoc();
  Value memory = call.getResult(), size = call.getArgOperands().front();
  Value null = LLVM::ZeroOp::create(builder, loc, memory.getType());
  Value zero = LLVM::ConstantOp::create(builder, loc, size.getType(), 0);
  Value isThere =
      LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::ne, memory, null);
  Value isEmpty =
      LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::eq, size, zero);
  failUnless(builder, loc, module,
             LLVM::OrOp::create(builder, loc, isThere, isEmpty),
             "expected memory for a buffer, but got none");
}

namespace {
class WinogradCheckMalloc
    : public winograd::impl::WinogradCheckMallocBase<WinogradCheckMalloc> {
public:
  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto malloc = module.lookupSymbol<LLVM::LLVMFuncOp>("malloc");
    // A function of this name that the module has is not C's.
    if (!malloc || !malloc.isExternal() ||
        malloc.getFunctionType().getNumParams() != 1 ||
        !isa<LLVM::LLVMPointerType>(malloc.getFunctionType().getReturnType()))
      return markAllAnalysesPreserved();
    SmallVector<LLVM::CallOp> calls;
    module.walk([&](LLVM::CallOp call) {
      if (call.getCallee() == malloc.getSymName())
        calls.push_back(call);
    });
    OpBuilder builder(&getContext());
    for (LLVM::CallOp call : calls)
      check(builder, module, call);
  }
};
} // namespace
