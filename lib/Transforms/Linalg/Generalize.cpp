//===- Generalize.cpp - Named operations to generic ones -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "winograd/Transforms/Linalg/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADGENERALIZE
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// What has a loop without iterations, e.g. over no channels, is its init.
static bool isEmpty(linalg::LinalgOp op) {
  return op.hasPureTensorSemantics() &&
         llvm::is_contained(op.getStaticLoopRanges(), 0);
}

/// Takes apart what linalg defines by simpler operations.
static void decomposeAll(RewriterBase &rewriter, Operation *root) {
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) {
    if (isa<linalg::AggregatedOpInterface, linalg::PackOp, linalg::UnPackOp>(
            op))
      ops.push_back(op);
  });
  for (Operation *op : ops) {
    rewriter.setInsertionPoint(op);
    // What cannot be taken apart stays, for others to report.
    if (auto pack = dyn_cast<linalg::PackOp>(op)) {
      (void)linalg::lowerPack(rewriter, pack);
    } else if (auto unpack = dyn_cast<linalg::UnPackOp>(op)) {
      (void)linalg::lowerUnPack(rewriter, unpack);
    } else if (op->getNumResults() > 0 &&
               isa<FloatType>(getElementTypeOrSelf(op->getResult(0)))) {
      // (Of integers, linalg.softmax has no meaning, and crashes.)
      FailureOr<SmallVector<Value>> values =
          cast<linalg::AggregatedOpInterface>(op).decomposeOperation(rewriter);
      if (succeeded(values))
        rewriter.replaceOp(op, *values);
    }
  }
}

/// What a user, or another pass, says of the operation; linalg's own attributes
/// are of the named form.
static SmallVector<NamedAttribute> getWishes(Operation *op) {
  return llvm::filter_to_vector(
      op->getDiscardableAttrs(), [](NamedAttribute attr) {
        Dialect *dialect = attr.getNameDialect();
        return dialect && !isa<linalg::LinalgDialect>(dialect);
      });
}

/// A named operation's body stands nowhere; a debugger is told of the
/// operation.
static void locateBody(linalg::GenericOp op) {
  for (Operation &inner : *op.getBlock())
    if (isa<UnknownLoc>(inner.getLoc()))
      inner.setLoc(op.getLoc());
}

static void generalizeAll(RewriterBase &rewriter, Operation *root) {
  SmallVector<linalg::LinalgOp> ops;
  root->walk([&](linalg::LinalgOp op) {
    if (!isa<linalg::GenericOp, linalg::FillOp>(op.getOperation()) ||
        isEmpty(op))
      ops.push_back(op);
  });
  for (linalg::LinalgOp op : ops) {
    rewriter.setInsertionPoint(op);
    if (isEmpty(op)) {
      rewriter.replaceOp(op, op.getDpsInits());
      continue;
    }
    SmallVector<NamedAttribute> wishes = getWishes(op);
    FailureOr<linalg::GenericOp> generic =
        linalg::generalizeNamedOp(rewriter, op);
    if (failed(generic)) // What has no generic form stays as it is.
      continue;
    for (NamedAttribute wish : wishes)
      (*generic)->setAttr(wish.getName(), wish.getValue());
    locateBody(*generic);
  }
}

namespace {
class WinogradGeneralize
    : public winograd::impl::WinogradGeneralizeBase<WinogradGeneralize> {
public:
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    decomposeAll(rewriter, getOperation());
    generalizeAll(rewriter, getOperation());
  }
};
} // namespace
