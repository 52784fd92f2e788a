//===- AnnotateKernels.cpp - Which buffers of a kernel cannot overlap -----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "winograd/Conversion/KernelsToSPIRV/MemoryAccess.h"
#include "winograd/Conversion/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADANNOTATEKERNELS
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The value whose memory a memref is, or a part of.
static Value getRoot(Value memref) {
  while (auto view = memref.getDefiningOp<ViewLikeOpInterface>())
    memref = view.getViewSource();
  return memref;
}

/// Whether memory allocated elsewhere cannot be this: a called function may
/// return what it got.
static bool isNamed(Value root) {
  return isa<BlockArgument>(root) || root.getDefiningOp<memref::AllocOp>() ||
         root.getDefiningOp<memref::GetGlobalOp>();
}

/// Whether two memrefs certainly have no memory in common. An allocation is
/// nobody else's; so is a constant, for what may be written.
static bool areDisjoint(Value a, Value b) {
  a = getRoot(a);
  b = getRoot(b);
  if (a == b)
    return false;
  auto global = a.getDefiningOp<memref::GetGlobalOp>();
  auto otherGlobal = b.getDefiningOp<memref::GetGlobalOp>();
  if (global && otherGlobal)
    return global.getName() != otherGlobal.getName();
  return (a.getDefiningOp<memref::AllocOp>() && isNamed(b)) ||
         (b.getDefiningOp<memref::AllocOp>() && isNamed(a));
}

/// What is written of a kernel's arguments. A use that is not known may write.
static SmallVector<bool> findWritten(gpu::GPUFuncOp kernel) {
  SmallVector<bool> written;
  unsigned count = kernel.getFunctionType().getNumInputs();
  for (BlockArgument argument : kernel.getArguments().take_front(count))
    written.push_back(!isa<MemRefType>(argument.getType()) ||
                      mayBeWritten(argument));
  return written;
}

/// Clears `isAlone` for arguments that share memory, written through one of
/// them, in a launch.
static void checkLaunch(gpu::LaunchFuncOp launch, ArrayRef<bool> written,
                        MutableArrayRef<bool> isAlone) {
  auto operands = launch.getKernelOperands();
  for (unsigned i = 0; i < written.size(); ++i)
    for (unsigned j = 0; j < i; ++j)
      if ((written[i] || written[j]) && !areDisjoint(operands[i], operands[j]))
        isAlone[i] = isAlone[j] = false;
}

namespace {
class WinogradAnnotateKernels
    : public winograd::impl::WinogradAnnotateKernelsBase<
          WinogradAnnotateKernels> {
public:
  void runOnOperation() override {
    struct Arguments {
      SmallVector<bool> written, isAlone;
    };
    DenseMap<Operation *, Arguments> kernels;
    SymbolTableCollection symbols;
    getOperation().walk([&](gpu::LaunchFuncOp launch) {
      auto kernel = symbols.lookupNearestSymbolFrom<gpu::GPUFuncOp>(
          launch, launch.getKernel());
      if (!kernel)
        return;
      auto [entry, isNew] = kernels.try_emplace(kernel);
      Arguments &arguments = entry->second;
      if (isNew) {
        arguments.written = findWritten(kernel);
        arguments.isAlone.assign(arguments.written.size(), true);
      }
      checkLaunch(launch, arguments.written, arguments.isAlone);
    });
    StringRef name = LLVM::LLVMDialect::getNoAliasAttrName();
    for (auto &[op, arguments] : kernels)
      for (auto [i, isAlone] : llvm::enumerate(arguments.isAlone))
        if (isAlone &&
            isa<MemRefType>(
                cast<gpu::GPUFuncOp>(op).getFunctionType().getInput(i))) {
          cast<gpu::GPUFuncOp>(op).setArgAttr(i, name,
                                              UnitAttr::get(&getContext()));
          ++numDisjoint;
        }
  }
};
} // namespace
