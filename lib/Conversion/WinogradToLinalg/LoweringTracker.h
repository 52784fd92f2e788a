//===- LoweringTracker.h - What lowering is at work on ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_LOWERINGTRACKER_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_LOWERINGTRACKER_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::winograd {

/// The listener of a rewriter, while it lives. It follows what is being
/// lowered: tiling and peeling make krons of krons, and canonicalization
/// replaces products.
class LoweringTracker : public RewriterBase::ForwardingListener {
public:
  explicit LoweringTracker(RewriterBase &rewriter)
      : ForwardingListener(rewriter.getListener()), rewriter(rewriter),
        outer(rewriter.getListener()) {
    rewriter.setListener(this);
  }
  ~LoweringTracker() override { rewriter.setListener(outer); }

  void notifyOperationInserted(Operation *op,
                               OpBuilder::InsertPoint previous) override {
    ForwardingListener::notifyOperationInserted(op, previous);
    // (A block that is inlined moves its operations.)
    if (!previous.isSet() && isa<KronOp>(op))
      krons.insert(op);
  }
  void notifyOperationReplaced(Operation *op, ValueRange values) override {
    ForwardingListener::notifyOperationReplaced(op, values);
    if (!products.remove(op) || values.size() != 1)
      return;
    Value value = values.front();
    while (auto cast = value.getDefiningOp<tensor::CastOp>())
      value = cast.getSource();
    if (auto product = value.getDefiningOp<linalg::LinalgOp>())
      products.insert(product);
  }
  void notifyOperationErased(Operation *op) override {
    ForwardingListener::notifyOperationErased(op);
    given.remove(op);
    krons.erase(op);
    products.remove(op);
  }

  llvm::SetVector<Operation *> given; ///< what is still there
  llvm::DenseSet<Operation *> krons;
  llvm::SetVector<Operation *> products;

private:
  RewriterBase &rewriter;
  OpBuilder::Listener *outer;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOLINALG_LOWERINGTRACKER_H
