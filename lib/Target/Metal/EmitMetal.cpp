//===- EmitMetal.cpp - Write the kernels of a module as Metal text --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Support/FileUtilities.h"
#include "winograd/Target/Metal/MetalTranslation.h"
#include "winograd/Target/Metal/Passes.h"
#include "llvm/Support/ToolOutputFile.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADEMITMETAL
#include "winograd/Target/Metal/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradEmitMetal
    : public winograd::impl::WinogradEmitMetalBase<WinogradEmitMetal> {
public:
  using WinogradEmitMetalBase::WinogradEmitMetalBase;

  void runOnOperation() override {
    llvm::Expected<std::string> text = translateToMetal(getOperation());
    if (!text) {
      emitError(getOperation().getLoc(), llvm::toString(text.takeError()));
      return signalPassFailure();
    }
    std::string problem;
    std::unique_ptr<llvm::ToolOutputFile> file =
        openOutputFile(output, &problem);
    if (!file) {
      emitError(getOperation().getLoc(), problem);
      return signalPassFailure();
    }
    file->os() << *text;
    file->keep();
    markAllAnalysesPreserved();
  }
};
} // namespace
