//===- EmitMetal.cpp - Write the kernels of a module as Metal text --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/BuiltinOps.h"
#include "winograd/Conversion/SPIRVToMetal/MetalTranslation.h"
#include "winograd/Conversion/SPIRVToMetal/SPIRVToMetal.h"
#include "winograd/Support/OutputFiles.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADEMITMETAL
#include "winograd/Conversion/Passes.h.inc"
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
    auto write = [&](llvm::raw_ostream &os) { os << *text; };
    if (llvm::Error error = writeOutput(output, write)) {
      emitError(getOperation().getLoc(), llvm::toString(std::move(error)));
      return signalPassFailure();
    }
    markAllAnalysesPreserved();
  }
};
} // namespace
