//===- consumer.cpp - Winograd in somebody else's pipeline ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds two pass pipelines in C++, one of single passes and the whole one to a
// CPU, runs them on the module in the file that is named, and prints the
// results.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "winograd/Conversion/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/InitAll.h"
#include "winograd/Pipelines/CPU.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

/// Runs `pm` on a copy of `module` and prints it under `title`.
static LogicalResult runAndPrint(PassManager &pm, ModuleOp module,
                                 StringRef title) {
  OwningOpRef<ModuleOp> copy(module.clone());
  if (failed(pm.run(*copy)))
    return failure();
  llvm::outs() << "// " << title << "\n";
  copy->print(llvm::outs());
  return success();
}

int main(int argc, char **argv) {
  if (argc != 2) {
    llvm::errs() << "usage: consumer MODULE.mlir\n";
    return 2;
  }
  DialectRegistry registry;
  winograd::registerAllDialects(registry);
  MLIRContext context(registry);
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(argv[1], ParserConfig(&context));
  if (!module)
    return 1;

  PassManager passes(&context);
  winograd::WinogradPlanOptions plan;
  plan.planName = "blocked";
  plan.tile = 4;
  passes.addPass(winograd::createWinogradPlan(plan));
  passes.addPass(winograd::createConvertLinalgToWinograd());
  if (failed(runAndPrint(passes, *module, "passes")))
    return 1;

  PassManager pipeline(&context);
  winograd::CPUPipelineOptions options;
  options.tile = 4;
  winograd::buildWinogradToCPUPipeline(pipeline, options);
  return failed(runAndPrint(pipeline, *module, "pipeline"));
}
