//===- Common.cpp - What the pipelines share ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

void winograd::addCleanup(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void winograd::addFusion(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createWinogradGeneralize());
  pm.addPass(createWinogradFuseElementwise());
  addCleanup(pm);
}
