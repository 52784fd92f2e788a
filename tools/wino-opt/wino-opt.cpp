//===- wino-opt.cpp - mlir-opt with Winograd ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "winograd/InitAll.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::winograd::registerAllDialects(registry);
  mlir::winograd::registerAllPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(
      argc, argv, "Winograd convolution compiler driver\n", registry));
}
