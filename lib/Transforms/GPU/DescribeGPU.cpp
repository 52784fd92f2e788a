//===- DescribeGPU.cpp - Describe a GPU -----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "winograd/Utils/PassOptions.h"
#include "llvm/ADT/StringSwitch.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADDESCRIBEGPU
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static std::optional<GPUTarget> getKind(StringRef device) {
  return llvm::StringSwitch<std::optional<GPUTarget>>(device)
      .Case("generic", GPUTarget())
      .Case("nvidia", GPUTarget::nvidia())
      .Case("software", GPUTarget::software())
      .Default(std::nullopt);
}

namespace {
class WinogradDescribeGPU
    : public winograd::impl::WinogradDescribeGPUBase<WinogradDescribeGPU> {
public:
  using WinogradDescribeGPUBase::WinogradDescribeGPUBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    std::optional<GPUTarget> kind = getKind(device);
    if (!kind) {
      module.emitError("expected the option 'device' to be generic, nvidia or "
                       "software, but got '")
          << device.getValue() << "'";
      return signalPassFailure();
    }
    auto check = [&](StringRef name, int64_t value, int64_t least) {
      return value == -1
                 ? success()
                 : checkOption(module, name, value, least, limits::deviceLimit);
    };
    if (failed(check("workgroup-memory", workgroupMemory, 0)) ||
        failed(check("workgroup-size", workgroupSize, 1)) ||
        failed(check("bindings", bindings, 1)) ||
        failed(check("registers", registers, 1)) ||
        failed(check("instructions", instructions, 1)) ||
        failed(check("threads-in-step", lanes, 1)) ||
        failed(checkGPUTarget(module)))
      return signalPassFailure();
    auto given = [](int64_t value) {
      return value == -1 ? std::nullopt : std::optional(value);
    };
    describeGPUTarget(module, *kind,
                      {given(workgroupMemory), given(workgroupSize),
                       given(bindings), given(registers), given(instructions),
                       given(lanes)});
  }
};
} // namespace
