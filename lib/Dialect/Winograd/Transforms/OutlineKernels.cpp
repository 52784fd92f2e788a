//===- OutlineKernels.cpp - Loop nests into functions --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/RegionUtils.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADOUTLINEKERNELS
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Copies the constants that `region` uses from outside to its start.
static void sinkConstants(RewriterBase &rewriter, Region &region) {
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(region, captured);
  rewriter.setInsertionPointToStart(&region.front());
  for (Value value : captured) {
    Operation *definition = value.getDefiningOp();
    if (!definition || !matchPattern(definition, m_Constant()))
      continue;
    Operation *copy = rewriter.clone(*definition);
    replaceAllUsesInRegionWith(value, copy->getResult(0), region);
  }
}

namespace {
class WinogradOutlineKernels
    : public winograd::impl::WinogradOutlineKernelsBase<
          WinogradOutlineKernels> {
public:
  void runOnOperation() override {
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (!function.isExternal() && failed(outline(function)))
        return signalPassFailure();
  }

private:
  LogicalResult outline(func::FuncOp function) {
    SymbolTable symbols(getOperation());
    SmallVector<scf::ForOp> loops;
    for (Block &block : function.getBody())
      llvm::append_range(loops, block.getOps<scf::ForOp>());
    for (auto [number, loop] : llvm::enumerate(loops)) {
      std::string name = (function.getName() + "_kernel" + Twine(number)).str();
      while (symbols.lookup(name))
        name += "_";
      FailureOr<func::FuncOp> kernel = outline(loop, name);
      if (failed(kernel))
        return loop.emitOpError("could not be moved into a function");
      symbols.insert(*kernel);
      ++numKernels;
    }
    return success();
  }

  FailureOr<func::FuncOp> outline(scf::ForOp loop, StringRef name) {
    IRRewriter rewriter(&getContext());
    rewriter.setInsertionPoint(loop);
    auto region = scf::ExecuteRegionOp::create(rewriter, loop.getLoc(),
                                               loop.getResultTypes());
    Block *block = rewriter.createBlock(&region.getRegion());
    rewriter.moveOpBefore(loop, block, block->end());
    rewriter.replaceAllUsesWith(loop.getResults(), region.getResults());
    rewriter.setInsertionPointToEnd(block);
    scf::YieldOp::create(rewriter, loop.getLoc(), loop.getResults());
    sinkConstants(rewriter, region.getRegion());
    FailureOr<func::FuncOp> kernel = outlineSingleBlockRegion(
        rewriter, loop.getLoc(), region.getRegion(), name);
    if (failed(kernel))
      return failure();
    kernel->setPrivate();
    // For the conversion to LLVM: the point is to be one piece of code.
    (*kernel)->setAttr("passthrough", rewriter.getStrArrayAttr({"noinline"}));
    return kernel;
  }
};
} // namespace
