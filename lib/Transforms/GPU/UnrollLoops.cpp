//===- UnrollLoops.cpp - Loops around operations on tensors ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "winograd/Support/Limits.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADUNROLLLOOPS
#include "winograd/Transforms/GPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

static bool isTensor(Type type) { return isa<TensorType>(type); }

/// Whether a loop of the host has to do with tensors.
static bool isAroundTensors(scf::ForOp loop) {
  if (loop->getParentOfType<linalg::LinalgOp>())
    return false;
  WalkResult result = loop->walk([](Operation *op) {
    bool isFound = llvm::any_of(op->getOperandTypes(), isTensor) ||
                   llvm::any_of(op->getResultTypes(), isTensor);
    return isFound ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

namespace {
class WinogradUnrollLoops
    : public winograd::impl::WinogradUnrollLoopsBase<WinogradUnrollLoops> {
public:
  using WinogradUnrollLoopsBase::WinogradUnrollLoopsBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "most", most, 0)) ||
        failed(
            checkOption(getOperation(), "most-operations", mostOperations, 0)))
      return signalPassFailure();
    // Inner ones first, as a post-order walk finds them.
    SmallVector<scf::ForOp> loops;
    getOperation()->walk([&](scf::ForOp loop) {
      if (isAroundTensors(loop))
        loops.push_back(loop);
    });
    for (scf::ForOp loop : loops)
      if (failed(unroll(loop)))
        return signalPassFailure();
  }

private:
  /// A loop that only passes values on, which upstream leaves as it is.
  static void replaceByValues(scf::ForOp loop, int64_t trips) {
    SmallVector<Value> values(loop.getInitArgs());
    for (int64_t trip = 0; trip < trips; ++trip) {
      IRMapping now;
      now.map(loop.getRegionIterArgs(), values);
      for (auto [value, yielded] :
           llvm::zip_equal(values, loop.getYieldedValues()))
        value = now.lookupOrDefault(yielded);
    }
    loop.replaceAllUsesWith(values);
    loop.erase();
  }

  /// The operations in the loop, of which an iteration has a copy each.
  static int64_t count(scf::ForOp loop) {
    int64_t operations = 0;
    for (Operation &op : loop.getBody()->without_terminator())
      op.walk([&](Operation *) { ++operations; });
    return operations;
  }

  LogicalResult unroll(scf::ForOp loop) {
    std::optional<APInt> trips = loop.getStaticTripCount();
    if (!trips)
      return loop.emitOpError("expected a loop around tensors to have constant "
                              "bounds, since a GPU's launches are a list");
    if (trips->ugt(most))
      return loop.emitOpError("expected at most ")
             << most.getValue() << " iterations of a loop around tensors, but "
             << "got " << trips->getZExtValue();
    if (trips->isZero()) {
      loop.replaceAllUsesWith(loop.getInitArgs());
      loop.erase();
      return success();
    }
    if (llvm::hasSingleElement(*loop.getBody()) &&
        !loop.getInductionVar().hasNUsesOrMore(1)) {
      replaceByValues(loop, trips->getZExtValue());
      return success();
    }
    int64_t operations = saturatingProduct(trips->getZExtValue(), count(loop));
    if (operations > mostOperations)
      return loop.emitOpError("expected a nest of loops around tensors that "
                              "unrolls to at most ")
             << mostOperations.getValue() << " operations, but got "
             << operations;
    return loopUnrollFull(loop);
  }
};
} // namespace
