//===- HoistAsserts.cpp - Assertions about arguments come first -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SizeChecks.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "winograd/Checks/Passes.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCHECKSIZES
#include "winograd/Checks/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Sizes of results --> sizes of arguments; what is true is dropped.
static LogicalResult resolveSizes(RewriterBase &rewriter,
                                  FunctionOpInterface function) {
  MLIRContext *context = function.getContext();
  RewritePatternSet patterns(context);
  memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
  memref::populateResolveShapedTypeResultDimsPatterns(patterns);
  tensor::DimOp::getCanonicalizationPatterns(patterns, context);
  cf::AssertOp::getCanonicalizationPatterns(patterns, context);
  FrozenRewritePatternSet frozen(std::move(patterns));
  // What is equal by construction is one value in the second round.
  for (int round = 0; round < 2; ++round) {
    SmallVector<Operation *> ops;
    function->walk([&](Operation *op) {
      if (isa<tensor::DimOp, cf::AssertOp>(op) ||
          op->hasTrait<OpTrait::ConstantLike>() ||
          isa_and_nonnull<arith::ArithDialect>(op->getDialect()))
        ops.push_back(op);
    });
    GreedyRewriteConfig config;
    config.setStrictness(GreedyRewriteStrictness::ExistingAndNewOps);
    if (failed(applyOpPatternsGreedily(ops, frozen, config)))
      return failure();
    DominanceInfo dominance(function);
    eliminateCommonSubExpressions(rewriter, dominance, function);
  }
  return success();
}

/// Adds what `op`, of the block, is computed from, in order. False if something
/// of that cannot be moved to the start of the block.
static bool addSlice(Operation *op, Block *block,
                     llvm::SetVector<Operation *> &slice) {
  if (slice.contains(op))
    return true;
  for (Value operand : op->getOperands()) {
    if (operand.getParentBlock() != block)
      return false;
    Operation *producer = operand.getDefiningOp();
    if (producer && (!isPure(producer) || producer->getNumRegions() != 0 ||
                     !addSlice(producer, block, slice)))
      return false;
  }
  slice.insert(op);
  return true;
}

FailureOr<unsigned>
mlir::winograd::simplifySizeChecks(RewriterBase &rewriter,
                                   FunctionOpInterface function) {
  if (failed(resolveSizes(rewriter, function)))
    return failure();
  Block *entry = &function.getFunctionBody().front();
  llvm::SetVector<Operation *> first;
  for (auto check : entry->getOps<cf::AssertOp>()) {
    llvm::SetVector<Operation *> slice = first;
    if (addSlice(check, entry, slice))
      first = std::move(slice);
  }
  Operation *last = nullptr;
  for (Operation *op : first) {
    if (last)
      rewriter.moveOpAfter(op, last);
    else
      rewriter.moveOpBefore(op, entry, entry->begin());
    last = op;
  }
  unsigned count = 0;
  function->walk([&](cf::AssertOp) { ++count; });
  return count;
}

namespace {
class WinogradCheckSizes
    : public winograd::impl::WinogradCheckSizesBase<WinogradCheckSizes> {
public:
  void runOnOperation() override {
    FunctionOpInterface function = getOperation();
    if (function.isExternal())
      return;
    SmallVector<Operation *> ops;
    // A body that is run for each element is no place for checks of sizes.
    function->walk<WalkOrder::PreOrder>([&](Operation *op) {
      ops.push_back(op);
      return isa<linalg::LinalgOp, tensor::GenerateOp>(op)
                 ? WalkResult::skip()
                 : WalkResult::advance();
    });
    IRRewriter rewriter(&getContext());
    for (Operation *op : ops) {
      rewriter.setInsertionPoint(op);
      addSizeChecks(rewriter, op);
    }
    FailureOr<unsigned> count = simplifySizeChecks(rewriter, function);
    if (failed(count))
      return signalPassFailure();
    numChecks += *count;
  }
};
} // namespace
