//===- DescribeHost.cpp - Describe the machine ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/DescriptionFile.h"
#include "winograd/Target/Processor.h"
#include "winograd/Target/TargetDescription.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADDESCRIBEHOST
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradDescribeHost
    : public winograd::impl::WinogradDescribeHostBase<WinogradDescribeHost> {
public:
  using WinogradDescribeHostBase::WinogradDescribeHostBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "threads", threads, 1,
                           limits::threads)) ||
        failed(readFile()) || failed(checkCPUTarget(getOperation())))
      return signalPassFailure();
    FailureOr<CPUTarget> target = getProcessor();
    if (failed(target))
      return signalPassFailure();
    target->threads = threads;
    describeCPUTarget(getOperation(), *target);
  }

private:
  LogicalResult readFile() {
    if (description.empty())
      return success();
    llvm::Error error = describeByFile(getOperation(), description);
    return error ? getOperation().emitError(llvm::toString(std::move(error)))
                 : success();
  }

  /// The processor that the module names, or this machine's.
  FailureOr<CPUTarget> getProcessor() {
    auto named = getOperation()->getAttrOfType<LLVM::TargetAttr>(
        LLVM::LLVMDialect::getTargetAttrName());
    if (!named)
      return detectCPUTarget();
    LLVM::TargetFeaturesAttr features = named.getFeatures();
    llvm::Expected<CPUTarget> target =
        describeProcessor(named.getTriple(), named.getChip(),
                          features ? features.getFeaturesString() : "");
    if (target)
      return *target;
    return getOperation().emitError() << llvm::toString(target.takeError());
  }
};
} // namespace
