//===- KernelMemory.cpp - What kernels do with their memory ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/KernelsToNVVM/KernelMemory.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::winograd;

/// What makes another memref of the same memory.
static Value getViewSource(Operation *op) {
  if (auto view = dyn_cast<ViewLikeOpInterface>(op))
    return view.getViewSource();
  return Value();
}

/// Whether something may write to the memory of `memref`.
static bool isWritten(Value memref) {
  return llvm::any_of(memref.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (getViewSource(user) == memref)
      return llvm::any_of(user->getResults(), isWritten);
    SmallVector<MemoryEffects::EffectInstance> instances;
    if (auto effects = dyn_cast<MemoryEffectOpInterface>(user))
      effects.getEffectsOnValue(memref, instances);
    // What has no effect on the memory (arith.select) may pass it on.
    return instances.empty() ||
           !llvm::all_of(instances, [](const auto &instance) {
             return isa<MemoryEffects::Read>(instance.getEffect());
           });
  });
}

llvm::BitVector winograd::findWrittenArguments(gpu::GPUFuncOp kernel) {
  unsigned count = kernel.getFunctionType().getNumInputs();
  llvm::BitVector written(count);
  for (unsigned i = 0; i < count; ++i)
    written[i] = isWritten(kernel.getArgument(i));
  return written;
}

/// The value whose memory it is.
static Value getRoot(Value memref) {
  while (Operation *op = memref.getDefiningOp()) {
    Value source = getViewSource(op);
    if (!source)
      break;
    memref = source;
  }
  return memref;
}

static bool isNew(Value root) { return root.getDefiningOp<memref::AllocOp>(); }

/// Whether new memory cannot be this: a called function may return what it got.
static bool isNamed(Value root) {
  return isNew(root) || root.getDefiningOp<memref::GetGlobalOp>() ||
         isa<BlockArgument>(root);
}

static bool mayShareMemory(Value a, Value b) {
  a = getRoot(a);
  b = getRoot(b);
  if (a == b)
    return true;
  if ((isNew(a) && isNamed(b)) || (isNew(b) && isNamed(a)))
    return false;
  auto globalA = a.getDefiningOp<memref::GetGlobalOp>();
  auto globalB = b.getDefiningOp<memref::GetGlobalOp>();
  return !globalA || !globalB || globalA.getName() == globalB.getName();
}

llvm::BitVector
winograd::findUnaliasedArguments(gpu::GPUFuncOp kernel,
                                 ArrayRef<gpu::LaunchFuncOp> launches,
                                 const llvm::BitVector &written) {
  unsigned count = written.size();
  llvm::BitVector unaliased(count, !launches.empty());
  for (gpu::LaunchFuncOp launch : launches)
    for (unsigned i = 0; i < count; ++i)
      for (unsigned j = 0; j < i; ++j)
        if ((written[i] || written[j]) &&
            mayShareMemory(launch.getKernelOperand(i),
                           launch.getKernelOperand(j))) {
          unaliased.reset(i);
          unaliased.reset(j);
        }
  return unaliased;
}
