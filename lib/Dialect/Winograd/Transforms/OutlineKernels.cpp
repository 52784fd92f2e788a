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
    if (!definition || !matchPattern(definition, m_Constant()) ||
        isa<TensorType>(value.getType())) // a filter; each layer has its own
      continue;
    Operation *copy = rewriter.clone(*definition);
    replaceAllUsesInRegionWith(value, copy->getResult(0), region);
  }
}

/// For the conversion to LLVM: the point is to be one piece of code. It also
/// tells which functions were loops.
static constexpr StringLiteral kernelAttr = "passthrough";

/// The loops of `function` that become functions: on tensors the blocks of
/// convolutions, on memrefs all of the top level; in a kernel only the share of
/// a thread, which a parallel loop calls.
static SmallVector<LoopLikeOpInterface> findLoops(func::FuncOp function) {
  SmallVector<LoopLikeOpInterface> loops;
  auto add = [&](auto range) {
    for (auto loop : range)
      loops.push_back(cast<LoopLikeOpInterface>(loop.getOperation()));
  };
  for (Block &block : function.getBody()) {
    if (!function->hasAttr(kernelAttr)) {
      add(block.getOps<scf::ForallOp>());
      for (auto loop : block.getOps<scf::ForOp>())
        if (llvm::none_of(loop->getResultTypes(), llvm::IsaPred<TensorType>))
          loops.push_back(cast<LoopLikeOpInterface>(loop.getOperation()));
    }
    for (auto parallel : block.getOps<scf::ParallelOp>())
      add(parallel.getBody()->getOps<scf::ForOp>());
  }
  return loops;
}

namespace {
class WinogradOutlineKernels
    : public winograd::impl::WinogradOutlineKernelsBase<
          WinogradOutlineKernels> {
public:
  void runOnOperation() override {
    bool isUnchanged = true;
    for (auto function :
         llvm::to_vector(getOperation().getOps<func::FuncOp>())) {
      SmallVector<LoopLikeOpInterface> loops = findLoops(function);
      if (loops.empty())
        continue;
      isUnchanged = false;
      if (failed(outline(function, loops)))
        return signalPassFailure();
    }
    if (isUnchanged)
      markAllAnalysesPreserved();
  }

private:
  LogicalResult outline(func::FuncOp function,
                        MutableArrayRef<LoopLikeOpInterface> loops) {
    SymbolTable symbols(getOperation());
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

  FailureOr<func::FuncOp> outline(LoopLikeOpInterface loop, StringRef name) {
    IRRewriter rewriter(&getContext());
    rewriter.setInsertionPoint(loop);
    auto region = scf::ExecuteRegionOp::create(rewriter, loop.getLoc(),
                                               loop->getResultTypes());
    Block *block = rewriter.createBlock(&region.getRegion());
    rewriter.moveOpBefore(loop, block, block->end());
    rewriter.replaceAllUsesWith(loop->getResults(), region.getResults());
    rewriter.setInsertionPointToEnd(block);
    scf::YieldOp::create(rewriter, loop.getLoc(), loop->getResults());
    sinkConstants(rewriter, region.getRegion());
    FailureOr<func::FuncOp> kernel = outlineSingleBlockRegion(
        rewriter, loop.getLoc(), region.getRegion(), name);
    if (failed(kernel))
      return failure();
    kernel->setPrivate();
    (*kernel)->setAttr(kernelAttr, rewriter.getStrArrayAttr({"noinline"}));
    return kernel;
  }
};
} // namespace
