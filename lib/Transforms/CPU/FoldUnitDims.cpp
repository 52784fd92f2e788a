//===- FoldUnitDims.cpp - Operations without loops of one iteration ------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/LoopMaps.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDUNITDIMS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// insert(x, fill(y)) -> insert(x, y), where x covers all of it.
struct DropCoveredFill : public OpRewritePattern<tensor::InsertSliceOp> {
  using OpRewritePattern<tensor::InsertSliceOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::InsertSliceOp op,
                                PatternRewriter &rewriter) const override {
    auto fill = op.getDest().getDefiningOp<linalg::FillOp>();
    ArrayRef<int64_t> sizes = op.getStaticSizes();
    if (!fill || ShapedType::isDynamicShape(sizes) ||
        sizes != op.getDestType().getShape())
      return rewriter.notifyMatchFailure(op, "expected all of a fill");
    rewriter.modifyOpInPlace(
        op, [&] { op.getDestMutable().assign(fill.output()); });
    return success();
  }
};

class WinogradFoldUnitDims
    : public winograd::impl::WinogradFoldUnitDimsBase<WinogradFoldUnitDims> {
public:
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](linalg::GenericOp op) {
      if (!llvm::is_contained(op.getStaticLoopRanges(), 0))
        trimOperands(rewriter, op);
    });
    linalg::ControlDropUnitDims control = getUnitDimsControl();
    RewritePatternSet patterns(&getContext());
    linalg::populateFoldUnitExtentDimsPatterns(patterns, control);
    walkAndApplyPatterns(getOperation(), std::move(patterns));

    RewritePatternSet cleanup(&getContext());
    linalg::populateMoveInitOperandsToInputPattern(cleanup);
    // A part of a filled tensor is one, which a register tile takes along.
    cleanup.add<DropCoveredFill>(&getContext());
    linalg::populateSwapExtractSliceWithFillPatterns(cleanup);
    linalg::populateFoldUnitExtentDimsCanonicalizationPatterns(cleanup,
                                                               control);
    if (failed(rewriteOperations(getOperation(), std::move(cleanup))))
      signalPassFailure();
  }
};
} // namespace
