//===- AnnotateForSPIRV.cpp - Which buffers of a kernel cannot overlap ----===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "winograd/Conversion/KernelsToSPIRV/KernelsToSPIRV.h"
#include "winograd/Transforms/GPU/KernelArguments.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADANNOTATEKERNELS
#include "winograd/Conversion/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradAnnotateKernels
    : public winograd::impl::WinogradAnnotateKernelsBase<
          WinogradAnnotateKernels> {
public:
  void runOnOperation() override {
    StringRef name = LLVM::LLVMDialect::getNoAliasAttrName();
    auto unit = UnitAttr::get(&getContext());
    for (auto &[kernel, launches] : collectLaunches(getOperation())) {
      llvm::BitVector unaliased = findUnaliasedArguments(kernel, launches);
      for (unsigned i : unaliased.set_bits()) {
        kernel.setArgAttr(i, name, unit);
        ++numDisjoint;
      }
    }
  }
};
} // namespace
