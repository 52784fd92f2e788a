//===- raise.cpp - The raise alone ----------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "winograd/Conversion/LinalgToWinograd/LinalgToWinograd.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

int main(int argc, char **argv) {
  MLIRContext context;
  context.loadDialect<func::FuncDialect, linalg::LinalgDialect>();
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(argv[argc - 1], ParserConfig(&context));
  PassManager passes(&context);
  winograd::ConvertLinalgToWinogradOptions raise;
  raise.tile = 4;
  passes.addPass(winograd::createConvertLinalgToWinograd(raise));
  if (!module || failed(passes.run(*module)))
    return 1;
  module->print(llvm::outs());
  return 0;
}
