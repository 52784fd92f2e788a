//===- LiftMemRefs.cpp - Convolutions on memrefs become ones on tensors ---===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemRefRun.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "winograd/Dialect/Winograd/Analysis/Convolution.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLIFTMEMREFS
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// A convolution on memrefs, or null.
static linalg::LinalgOp getConvolution(Operation *op) {
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  bool isOnMemRefs = linalgOp && linalgOp.hasPureBufferSemantics() &&
                     looksLikeConvolution(linalgOp);
  return isOnMemRefs ? linalgOp : linalg::LinalgOp();
}

/// The blocks below `root` that have convolutions on memrefs.
static llvm::SetVector<Block *> findBlocks(Operation *root) {
  llvm::SetVector<Block *> blocks;
  root->walk([&](Operation *op) {
    if (getConvolution(op))
      blocks.insert(op->getBlock());
  });
  return blocks;
}

namespace {
class WinogradLiftMemRefs
    : public winograd::impl::WinogradLiftMemRefsBase<WinogradLiftMemRefs> {
public:
  void runOnOperation() override {
    llvm::SetVector<Block *> blocks = findBlocks(getOperation());
    if (blocks.empty())
      return markAllAnalysesPreserved();
    for (Block *block : blocks)
      lift(*block);
    getOperation()->walk([&](Operation *op) {
      if (linalg::LinalgOp left = getConvolution(op))
        remarkLeft(left);
    });
  }

private:
  void lift(Block &block) {
    MemRefAliases aliases(getAnalysis<AliasAnalysis>());
    std::optional<MemRefRun> run;
    run.emplace(aliases);
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (isMemoryEffectFree(&op) || run->add(&op))
        continue;
      finish(*run);
      run.emplace(aliases);
      (void)run->add(&op); // or it stands between runs
    }
    finish(*run);
  }

  void finish(MemRefRun &run) {
    if (!run.hasConvolution())
      return;
    IRRewriter rewriter(&getContext());
    run.rewrite(rewriter);
    numLifted += run.countConvolutions();
    numBuffers += run.countBuffers();
  }

  static void remarkLeft(linalg::LinalgOp op) {
    remark::missed(op.getLoc(),
                   remark::RemarkOpts::name("left").category("winograd-lift"))
        << remark::reason("left on memrefs: {0}", checkLiftable(op));
  }
};
} // namespace
