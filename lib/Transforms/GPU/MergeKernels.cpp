//===- MergeKernels.cpp - One of several equal kernels --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Transforms/GPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADMERGEKERNELS
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The kernel of a module that has nothing else.
static gpu::GPUFuncOp getOnlyKernel(gpu::GPUModuleOp module) {
  auto kernels = module.getOps<gpu::GPUFuncOp>();
  if (!llvm::hasSingleElement(kernels) ||
      !llvm::hasSingleElement(module.getBody()->getOperations()))
    return {};
  return *kernels.begin();
}

/// The attributes of a kernel but for its name.
static DictionaryAttr getAttributes(gpu::GPUFuncOp kernel) {
  NamedAttrList attributes(kernel->getAttrDictionary());
  attributes.erase(SymbolTable::getSymbolAttrName());
  return attributes.getDictionary(kernel.getContext());
}

static bool areEqual(gpu::GPUFuncOp first, gpu::GPUFuncOp second) {
  return getAttributes(first) == getAttributes(second) &&
         OperationEquivalence::isRegionEquivalentTo(
             &first.getBody(), &second.getBody(),
             OperationEquivalence::IgnoreLocations);
}

namespace {
class WinogradMergeKernels
    : public winograd::impl::WinogradMergeKernelsBase<WinogradMergeKernels> {
public:
  using WinogradMergeKernelsBase::WinogradMergeKernelsBase;

  void runOnOperation() override {
    // Equal kernels have equally many operations, and the same attributes.
    DenseMap<std::pair<Attribute, size_t>, SmallVector<gpu::GPUFuncOp>> kept;
    for (auto module : llvm::make_early_inc_range(
             getOperation().getOps<gpu::GPUModuleOp>())) {
      gpu::GPUFuncOp kernel = getOnlyKernel(module);
      if (!kernel)
        continue;
      size_t size = 0;
      kernel.walk([&](Operation *) { ++size; });
      SmallVector<gpu::GPUFuncOp> &others = kept[{getAttributes(kernel), size}];
      auto *equal = llvm::find_if(others, [&](gpu::GPUFuncOp other) {
        return areEqual(other, kernel);
      });
      if (equal == others.end()) {
        others.push_back(kernel);
        continue;
      }
      replace(kernel, *equal);
      module.erase();
      ++numMerged;
    }
  }

private:
  static SymbolRefAttr getName(gpu::GPUFuncOp kernel) {
    auto module = kernel->getParentOfType<gpu::GPUModuleOp>();
    return SymbolRefAttr::get(module.getNameAttr(),
                              {FlatSymbolRefAttr::get(kernel.getNameAttr())});
  }

  void replace(gpu::GPUFuncOp kernel, gpu::GPUFuncOp by) {
    SymbolRefAttr from = getName(kernel), to = getName(by);
    getOperation().walk([&](gpu::LaunchFuncOp launch) {
      if (launch.getKernel() == from)
        launch.setKernelAttr(to);
    });
  }
};
} // namespace
