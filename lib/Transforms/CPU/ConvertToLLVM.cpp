//===- ConvertToLLVM.cpp - Everything that is left to LLVM ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Conversion/ConvertToLLVM/ToLLVMPass.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Index/IR/IndexDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/PassManager.h"
#include "winograd/Transforms/CPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCONVERTTOLLVM
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// The dialects that are converted, which upstream's pass knows by their names
/// and expects to be there.
template <typename... Dialects> struct DialectList {
  static void insert(DialectRegistry &registry) {
    registry.insert<Dialects...>();
  }
  static SmallVector<std::string> names() {
    return {Dialects::getDialectNamespace().str()...};
  }
};
using Converted =
    DialectList<arith::ArithDialect, cf::ControlFlowDialect,
                complex::ComplexDialect, func::FuncDialect, index::IndexDialect,
                memref::MemRefDialect, ub::UBDialect, vector::VectorDialect>;

namespace {
class WinogradConvertToLLVM
    : public winograd::impl::WinogradConvertToLLVMBase<WinogradConvertToLLVM> {
public:
  void getDependentDialects(DialectRegistry &registry) const override {
    Converted::insert(registry);
    makePipeline().getDependentDialects(registry);
  }

  void runOnOperation() override {
    OpPassManager pipeline = makePipeline();
    if (failed(runPipeline(pipeline, getOperation())))
      signalPassFailure();
  }

private:
  static OpPassManager makePipeline() {
    ConvertToLLVMPassOptions options;
    options.filterDialects = Converted::names();
    options.useDynamic = true; // the module's data layout
    OpPassManager pipeline(ModuleOp::getOperationName());
    pipeline.addPass(createConvertToLLVMPass(options));
    return pipeline;
  }
};
} // namespace
