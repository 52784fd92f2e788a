//===- PlaceParts.cpp - Parts are computed in their place -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "winograd/Transforms/CPU/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPLACEPARTS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether a value is made of others outside of all loops: in those, slices are
/// what tiling made, whose values are in place already.
static bool joinsParts(Operation *op) {
  return !op->getParentOfType<LoopLikeOpInterface>() &&
         isa<tensor::ConcatOp, tensor::InsertSliceOp>(op);
}

/// What a value is computed in, as far as loops and destinations tell.
static Value findDestination(Value value) {
  while (auto result = dyn_cast<OpResult>(value)) {
    if (auto loop = dyn_cast<scf::ForallOp>(result.getOwner()))
      value = loop.getTiedOpOperand(result)->get();
    else if (auto op = dyn_cast<DestinationStyleOpInterface>(result.getOwner()))
      value = op.getTiedOpOperand(result)->get();
    else
      break;
  }
  return value;
}

/// A buffer that was asked for is one that may be a part of another.
static void releaseBuffer(RewriterBase &rewriter, Value part) {
  auto buffer =
      findDestination(part).getDefiningOp<bufferization::AllocTensorOp>();
  if (!buffer || buffer.getCopy() || buffer.getMemorySpace())
    return;
  rewriter.setInsertionPoint(buffer);
  rewriter.replaceOpWithNewOp<tensor::EmptyOp>(buffer, buffer.getType(),
                                               buffer.getDynamicSizes());
}

namespace {
class WinogradPlaceParts
    : public winograd::impl::WinogradPlacePartsBase<WinogradPlaceParts> {
public:
  using WinogradPlacePartsBase::WinogradPlacePartsBase;

  void runOnOperation() override {
    SmallVector<Operation *> joins;
    getOperation()->walk([&](Operation *op) {
      if (joinsParts(op))
        joins.push_back(op);
    });
    if (joins.empty())
      return markAllAnalysesPreserved();
    IRRewriter rewriter(&getContext());
    for (Operation *op : joins)
      if (failed(prepare(rewriter, op)))
        return signalPassFailure();
    if (failed(bufferization::eliminateEmptyTensors(rewriter, getOperation())))
      signalPassFailure();
  }

private:
  /// concat(a, b) -> insert_slice(b, insert_slice(a, empty))
  LogicalResult prepare(RewriterBase &rewriter, Operation *op) {
    if (auto insertion = dyn_cast<tensor::InsertSliceOp>(op)) {
      releaseBuffer(rewriter, insertion.getSource());
      return success();
    }
    auto concat = cast<tensor::ConcatOp>(op);
    for (Value part : concat.getInputs())
      releaseBuffer(rewriter, part);
    rewriter.setInsertionPoint(concat);
    FailureOr<SmallVector<Value>> parts = concat.decomposeOperation(rewriter);
    if (failed(parts))
      return concat.emitOpError("could not be decomposed");
    rewriter.replaceOp(concat, *parts);
    ++numConcats;
    return success();
  }
};
} // namespace
