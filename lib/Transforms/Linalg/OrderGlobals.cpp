//===- OrderGlobals.cpp - Globals in the order of the program -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/Transforms/BufferUtils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "winograd/Transforms/Linalg/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADORDERGLOBALS
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradOrderGlobals
    : public winograd::impl::WinogradOrderGlobalsBase<WinogradOrderGlobals> {
public:
  void runOnOperation() override {
    // Bufferization takes a global that there is, of this alignment.
    bufferization::BufferizationOptions options;
    SymbolTableCollection symbols;
    WalkResult walk = getOperation().walk([&](arith::ConstantOp op) {
      bool isWrong = isa<RankedTensorType>(op.getType()) &&
                     failed(bufferization::getGlobalFor(
                         op, symbols, options.bufferAlignment));
      return isWrong ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (walk.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
