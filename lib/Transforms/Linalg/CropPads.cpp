//===- CropPads.cpp - Padding by negative widths --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Transforms/Linalg/CropPads.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "winograd/Transforms/Linalg/Passes.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADCROPPADS
#include "winograd/Transforms/Linalg/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether a width is known to be no crop.
static bool isNeverNegative(OpFoldResult width) {
  if (std::optional<int64_t> constant = getConstantIntValue(width))
    return *constant >= 0;
  FailureOr<int64_t> bound = ValueBoundsConstraintSet::computeConstantBound(
      presburger::BoundType::LB, cast<Value>(width));
  return succeeded(bound) && *bound >= 0;
}

namespace {
/// What is left of one dimension of the source, and what is added to it.
struct Part {
  OpFoldResult offset, size, low, high;
};

/// pad(x, low, high) -> pad(extract_slice(x), max(low, 0), max(high, 0))
///
/// Of n elements, those from o = min(max(-low, 0), n) to max(n + min(high, 0),
/// o) stay. A crop of more than there is takes of the other side's padding, so
/// that max(min(low, r), 0) and max(min(high, r), 0) are added, r = low + n +
/// high.
struct CropPad : OpRewritePattern<tensor::PadOp> {
  CropPad(MLIRContext *context, bool onlyKnown)
      : OpRewritePattern(context), onlyKnown(onlyKnown) {}

  LogicalResult matchAndRewrite(tensor::PadOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<OpFoldResult> low = op.getMixedLowPad(),
                              high = op.getMixedHighPad();
    auto isNoCrop = [&](OpFoldResult width) {
      return (onlyKnown && !getConstantIntValue(width)) ||
             isNeverNegative(width);
    };
    bool isEmpty = llvm::is_contained(op.getSourceType().getShape(), 0);
    if (!isEmpty && llvm::all_of(low, isNoCrop) && llvm::all_of(high, isNoCrop))
      return rewriter.notifyMatchFailure(op, "expected widths that may be "
                                             "negative, or an empty source");
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, op.getSource());
    SmallVector<Part> parts;
    for (auto [size, before, behind] : llvm::zip_equal(sizes, low, high))
      parts.push_back(isNeverNegative(before) && isNeverNegative(behind)
                          ? Part{rewriter.getIndexAttr(0), size, before, behind}
                          : crop(rewriter, loc, size, before, behind));
    bool isAllPadding = llvm::any_of(
        parts, [](Part part) { return isConstantIntValue(part.size, 0); });
    rewriter.replaceOp(op, isAllPadding ? generate(rewriter, op, parts)
                                        : padSlice(rewriter, op, parts));
    return success();
  }

private:
  bool onlyKnown;

  /// The padding alone: verifiers take no empty slice at the end of an axis.
  static Value generate(RewriterBase &rewriter, tensor::PadOp op,
                        ArrayRef<Part> parts) {
    Location loc = op.getLoc();
    AffineExpr s0, s1, s2;
    bindSymbols(op.getContext(), s0, s1, s2);
    SmallVector<Value> sizes;
    for (auto [axis, part] : llvm::enumerate(parts))
      if (op.getResultType().isDynamicDim(axis))
        sizes.push_back(getValueOrCreateConstantIndexOp(
            rewriter, loc,
            affine::makeComposedFoldedAffineApply(
                rewriter, loc, s0 + s1 + s2,
                {part.low, part.size, part.high})));
    if (Value padding = op.getConstantPaddingValue()) {
      Value empty =
          tensor::EmptyOp::create(rewriter, loc, op.getResultType(), sizes);
      return linalg::FillOp::create(rewriter, loc, padding, empty).getResult(0);
    }
    auto generated =
        tensor::GenerateOp::create(rewriter, loc, op.getResultType(), sizes);
    rewriter.inlineRegionBefore(op.getRegion(), generated.getBody(),
                                generated.getBody().end());
    return generated;
  }

  static Value padSlice(RewriterBase &rewriter, tensor::PadOp op,
                        ArrayRef<Part> parts) {
    SmallVector<OpFoldResult> offsets, sizes, low, high,
        strides(parts.size(), rewriter.getIndexAttr(1));
    for (Part part : parts) {
      offsets.push_back(part.offset);
      sizes.push_back(part.size);
      low.push_back(part.low);
      high.push_back(part.high);
    }
    Value slice = tensor::ExtractSliceOp::create(
        rewriter, op.getLoc(), op.getSource(), offsets, sizes, strides);
    auto pad = tensor::PadOp::create(rewriter, op.getLoc(), op.getResultType(),
                                     slice, low, high, op.getNofold());
    rewriter.inlineRegionBefore(op.getRegion(), pad.getRegion(),
                                pad.getRegion().end());
    return pad;
  }

  static Part crop(OpBuilder &b, Location loc, OpFoldResult size,
                   OpFoldResult low, OpFoldResult high) {
    AffineExpr n = b.getAffineSymbolExpr(0), l = b.getAffineSymbolExpr(1),
               h = b.getAffineSymbolExpr(2), zero = b.getAffineConstantExpr(0);
    using Values = ArrayRef<OpFoldResult>;
    auto least = [&](Values of, ArrayRef<AffineExpr> exprs) {
      return affine::makeComposedFoldedAffineMin(
          b, loc, AffineMap::get(0, of.size(), exprs, b.getContext()), of);
    };
    auto most = [&](Values of, ArrayRef<AffineExpr> exprs) {
      return affine::makeComposedFoldedAffineMax(
          b, loc, AffineMap::get(0, of.size(), exprs, b.getContext()), of);
    };
    // The symbols of each map: the size, and what follows it in the list.
    OpFoldResult cropped = most({size, low}, {-l, zero});
    OpFoldResult offset = least({size, cropped}, {n, l});
    OpFoldResult end = least({size, high}, {n, n + l});
    OpFoldResult behind = most({size, end, offset}, {l, h});
    OpFoldResult kept = affine::makeComposedFoldedAffineApply(
        b, loc, l - h, {size, behind, offset});
    OpFoldResult front = least({size, low, high}, {l, n + l + h});
    OpFoldResult back = least({size, low, high}, {h, n + l + h});
    return {offset, kept, most({size, front}, {l, zero}),
            most({size, back}, {l, zero})};
  }
};

class WinogradCropPads
    : public winograd::impl::WinogradCropPadsBase<WinogradCropPads> {
public:
  void runOnOperation() override { cropPads(getOperation()); }
};
} // namespace

void winograd::cropPads(Operation *root, bool onlyKnown,
                        RewriterBase::Listener *listener) {
  RewritePatternSet patterns(root->getContext());
  patterns.add<CropPad>(root->getContext(), onlyKnown);
  // Without folding: the fold of a tensor.pad whose result has the type of its
  // source is the source, also where one side is padded and the other cropped.
  walkAndApplyPatterns(root, std::move(patterns), listener);
}
