//===- KernelArguments.cpp - What kernels do with arguments ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Transforms/GPU/KernelArguments.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::winograd;

bool winograd::launchesKernels(Operation *op) {
  return op->walk([](gpu::LaunchFuncOp) { return WalkResult::interrupt(); })
      .wasInterrupted();
}

KernelLaunches winograd::collectLaunches(ModuleOp module) {
  KernelLaunches launches;
  SymbolTableCollection symbols;
  module.walk([&](gpu::LaunchFuncOp launch) {
    if (auto kernel = symbols.lookupNearestSymbolFrom<gpu::GPUFuncOp>(
            launch, launch.getKernelAttr()))
      launches[kernel].push_back(launch);
  });
  return launches;
}

/// Whether something may write to the memory of `memref`.
static bool mayBeWritten(Value memref) {
  return llvm::any_of(memref.getUsers(), [&](Operation *user) {
    auto view = dyn_cast<ViewLikeOpInterface>(user);
    if (view && view.getViewSource() == memref)
      return mayBeWritten(view.getViewDest());
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
  for (BlockArgument argument : kernel.getArguments().take_front(count))
    written[argument.getArgNumber()] =
        isa<MemRefType>(argument.getType()) && mayBeWritten(argument);
  return written;
}

static bool isNew(Value root) { return root.getDefiningOp<memref::AllocOp>(); }

/// Whether new memory cannot be this: a called function may return what it got.
static bool isNamed(Value root) {
  return isNew(root) || root.getDefiningOp<memref::GetGlobalOp>() ||
         isa<BlockArgument>(root);
}

static bool mayShareMemory(MemrefValue memrefA, MemrefValue memrefB) {
  Value a = memref::skipViewLikeOps(memrefA);
  Value b = memref::skipViewLikeOps(memrefB);
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
                                 ArrayRef<gpu::LaunchFuncOp> launches) {
  llvm::BitVector written = findWrittenArguments(kernel);
  SmallVector<unsigned> memrefs;
  for (auto [i, type] : llvm::enumerate(kernel.getFunctionType().getInputs()))
    if (isa<MemRefType>(type))
      memrefs.push_back(i);
  llvm::BitVector unaliased(written.size());
  if (!launches.empty())
    for (unsigned i : memrefs)
      unaliased.set(i);
  for (gpu::LaunchFuncOp launch : launches)
    for (unsigned i : memrefs)
      for (unsigned j : memrefs)
        if (i != j && (written[i] || written[j]) &&
            mayShareMemory(cast<MemrefValue>(launch.getKernelOperand(i)),
                           cast<MemrefValue>(launch.getKernelOperand(j))))
          unaliased.reset(i);
  return unaliased;
}
