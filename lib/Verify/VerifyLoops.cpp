//===- VerifyLoops.cpp - Every loop belongs to one buffer -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopInvariant.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Verify/LoopCounts.h"
#include "winograd/Verify/Passes.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADVERIFYLOOPS
#include "winograd/Verify/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static void remarkCounts(FunctionOpInterface entry, const LoopCounts &counts) {
  auto remark = remark::analysis(
      entry->getLoc(),
      remark::RemarkOpts::name("loops").category(loopsCategory));
  if (!remark)
    return;
  remark << remark::add("{0}:", entry.getName())
         << remark::metric("Loops", counts.loops)
         << remark::metric("Kernels", counts.kernels)
         << remark::metric("Buffers", counts.buffers)
         << remark::metric("BufferBytes", counts.bufferBytes)
         << remark::metric("PrivateBuffers", counts.privateBuffers)
         << remark::metric("PrivateBytes", counts.privateBytes)
         << remark::metric("MovedBytes", counts.movedBytes);
  if (counts.flops)
    remark << remark::metric("Flops", std::llround(*counts.flops));
}

namespace {
class WinogradVerifyLoops
    : public winograd::impl::WinogradVerifyLoopsBase<WinogradVerifyLoops> {
public:
  using WinogradVerifyLoopsBase::WinogradVerifyLoopsBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    BufferAccesses accesses(getOperation());
    SmallVector<LoopViolation> violations;
    getOperation().walk([&](FunctionOpInterface function) {
      if (function.isExternal())
        return;
      checkLoops(function, accesses, violations);
      checkDuplicates(function, accesses, violations);
    });
    for (const LoopViolation &violation : violations)
      say(violation);
    numViolations += violations.size();
    countEntries(accesses);
    if (!violations.empty() && !report)
      signalPassFailure();
  }

private:
  void say(const LoopViolation &violation) {
    if (report) {
      remark::missed(
          violation.loop->getLoc(),
          remark::RemarkOpts::name("violation").category(loopsCategory))
          << remark::reason("{0}", violation.message);
      return;
    }
    InFlightDiagnostic error = violation.loop->emitOpError(violation.message);
    for (const auto &[location, note] : violation.notes)
      error.attachNote(location) << note;
  }

  void countEntries(const BufferAccesses &accesses) {
    DenseSet<Operation *> called;
    getOperation().walk([&](Operation *op) {
      if (FunctionOpInterface callee = accesses.getCallee(op))
        called.insert(callee);
    });
    getOperation().walk([&](FunctionOpInterface function) {
      if (function.isExternal() || called.contains(function) ||
          isa<gpu::GPUFuncOp>(function))
        return;
      LoopCounts counts = countLoops(function, accesses);
      numLoops += counts.loops;
      numKernels += counts.kernels;
      numBuffers += counts.buffers;
      numMovedBytes += counts.movedBytes;
      remarkCounts(function, counts);
    });
  }
};
} // namespace
