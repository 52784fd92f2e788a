//===- Common.cpp - What the pipelines share ------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "winograd/Verify/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

void winograd::addCleanup(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void winograd::addNormalization(OpPassManager &pm) {
  pm.addPass(createWinogradCheckModules());
  pm.addPass(createWinogradLiftMemRefs()); // of who has bufferized before
  pm.addPass(createWinogradCheckDimensions());
  pm.addPass(createWinogradCropPads()); // before a fold gets it wrong
  pm.addNestedPass<func::FuncOp>(createWinogradNormalizeSlices());
  // arith and math on tensors --> linalg
  pm.addNestedPass<func::FuncOp>(createConvertElementwiseToLinalgPass());
  // LLVM raises vectors to integral powers by one scalar exponent only.
  math::MathExpandOpsPassOptions expand;
  expand.opMnemonics = {"fpowi"};
  pm.addNestedPass<func::FuncOp>(math::createMathExpandOpsPass(expand));
}

void winograd::addFusion(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createWinogradGeneralize());
  pm.addNestedPass<func::FuncOp>(createWinogradNormalizeGathers());
  pm.addNestedPass<func::FuncOp>(createWinogradSplitRepeats());
  pm.addNestedPass<func::FuncOp>(createWinogradFoldConstants());
  pm.addPass(createWinogradFuseElementwise());
  pm.addNestedPass<func::FuncOp>(createWinogradFoldScales());
  pm.addNestedPass<func::FuncOp>(createWinogradFoldConstants());
  addCleanup(pm);
}

void winograd::addFolding(OpPassManager &pm, StringRef stopAfter) {
  pm.addPass(createWinogradFoldFilter());
  if (!stopAfter.empty()) {
    WinogradStopAfterOptions stop;
    stop.step = stopAfter.str();
    pm.addPass(createWinogradStopAfter(stop));
  }
  addCleanup(pm);
}

void winograd::addLoopVerification(OpPassManager &pm, StringRef mode) {
  if (mode == "off")
    return;
  WinogradVerifyLoopsOptions options;
  options.report = mode == "report";
  pm.addPass(createWinogradVerifyLoops(options));
}

std::string winograd::checkLoopVerification(StringRef mode) {
  if (mode == "off" || mode == "error" || mode == "report")
    return "";
  return ("expected 'verify-loops' to be off, error or report, but got '" +
          mode + "'")
      .str();
}
