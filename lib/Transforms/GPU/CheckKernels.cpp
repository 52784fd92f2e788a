//===- CheckKernels.cpp - Kernels against the limits of a device ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelResources.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/GPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKKERNELS
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static constexpr StringLiteral category = "winograd-kernels";

namespace {
class WinogradCheckKernels
    : public winograd::impl::WinogradCheckKernelsBase<WinogradCheckKernels> {
public:
  void runOnOperation() override {
    if (failed(checkGPUTarget(getOperation())))
      return signalPassFailure();
    target = getGPUTarget(getOperation());
    getOperation().walk([&](gpu::GPUFuncOp kernel) {
      if (kernel.isKernel() && failed(check(kernel)))
        signalPassFailure();
    });
    markAllAnalysesPreserved();
  }

private:
  LogicalResult check(gpu::GPUFuncOp kernel) {
    KernelResources needs = estimateResources(kernel);
    remark::analysis(kernel.getLoc(),
                     remark::RemarkOpts::name("needs").category(category))
        << remark::add(
               "{0}: {1} buffers, {2} threads, {3} bytes of workgroup memory, "
               "about {4} registers, about {5} instructions",
               kernel.getName(), needs.buffers, needs.threads,
               needs.workgroupBytes, needs.registers, needs.instructions);
    if (needs.registers > target.registers)
      remark::missed(kernel.getLoc(),
                     remark::RemarkOpts::name("spills").category(category))
          << remark::reason("{0} needs about {1} registers per thread, more "
                            "than {2}: values will be spilled",
                            kernel.getName(), needs.registers,
                            target.registers);
    if (needs.instructions > target.instructions)
      remark::missed(kernel.getLoc(),
                     remark::RemarkOpts::name("large-code").category(category))
          << remark::reason("{0} has about {1} instructions, more than {2}: "
                            "the instruction cache will not hold them",
                            kernel.getName(), needs.instructions,
                            target.instructions);
    auto compare = [&](StringRef what, int64_t need,
                       int64_t limit) -> LogicalResult {
      if (need <= limit)
        return success();
      return kernel.emitOpError("needs ")
             << need << " " << what << ", more than " << limit
             << ", which the device has";
    };
    if (failed(compare("buffers", needs.buffers, target.bindings)) ||
        failed(compare("threads per workgroup", needs.threads,
                       target.workgroupSize)) ||
        failed(compare("bytes of workgroup memory", needs.workgroupBytes,
                       target.workgroupMemory)))
      return failure();
    return success();
  }

  GPUTarget target;
};
} // namespace
