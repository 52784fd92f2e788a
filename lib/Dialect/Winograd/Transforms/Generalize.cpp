//===- Generalize.cpp - Named operations to generic ones -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADGENERALIZE
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradGeneralize
    : public winograd::impl::WinogradGeneralizeBase<WinogradGeneralize> {
public:
  /// What has a loop without iterations, e.g. over no channels, is its init.
  static bool isEmpty(linalg::LinalgOp op) {
    return op.hasPureTensorSemantics() &&
           llvm::is_contained(op.getStaticLoopRanges(), 0);
  }

  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (!isa<linalg::GenericOp, linalg::FillOp>(op.getOperation()) ||
          isEmpty(op))
        ops.push_back(op);
    });
    if (ops.empty())
      return markAllAnalysesPreserved();
    IRRewriter rewriter(&getContext());
    for (linalg::LinalgOp op : ops) {
      rewriter.setInsertionPoint(op);
      if (isEmpty(op)) {
        rewriter.replaceOp(op, op.getDpsInits());
        continue;
      }
      // What has no generic form stays as it is.
      (void)linalg::generalizeNamedOp(rewriter, op);
    }
  }
};
} // namespace
