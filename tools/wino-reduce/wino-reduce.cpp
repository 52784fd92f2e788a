//===- wino-reduce.cpp - mlir-reduce with Winograd ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/MLIRContext.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"
#include "winograd/InitAll.h"

int main(int argc, char **argv) {
  mlir::winograd::registerAllPasses();
  mlir::DialectRegistry registry;
  mlir::winograd::registerAllDialects(registry);
  mlir::MLIRContext context(registry);
  return mlir::failed(mlir::mlirReduceMain(argc, argv, context));
}
