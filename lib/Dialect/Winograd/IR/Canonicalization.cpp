//===- Canonicalization.cpp - The rules' helpers and registration --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The rules stand in WinogradCanonicalization.td.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Dialect/Winograd/IR/AxisAccess.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Utils/LoopMaps.h"

using namespace mlir;
using namespace mlir::winograd;

/// Whether `value` is a tensor.pad with static padding by the constant zero, of
/// only those axes that `read` reads through windows. Negative padding crops:
/// what it cuts away would become visible again.
static bool isZeroPad(Value value, AffineMap read, unsigned numTransformed) {
  auto pad = value.getDefiningOp<tensor::PadOp>();
  if (!pad)
    return false;
  SmallVector<AxisAccess> accesses =
      getAxisAccesses(read, read.getNumDims() - numTransformed);
  for (auto [access, low, high] :
       llvm::zip_equal(accesses, pad.getStaticLow(), pad.getStaticHigh())) {
    if (ShapedType::isDynamic(low) || ShapedType::isDynamic(high) || low < 0 ||
        high < 0)
      return false;
    if (!access.isWindow() && (low != 0 || high != 0))
      return false;
  }
  Value padding = pad.getConstantPaddingValue();
  return padding && matchPattern(padding, m_AnyZeroFloat());
}

/// `read`, for the source of the tensor.pad instead of its result.
static AffineMapAttr shiftByPad(AffineMap read, Value value) {
  auto pad = value.getDefiningOp<tensor::PadOp>();
  SmallVector<AffineExpr> results;
  for (auto [expr, low] :
       llvm::zip_equal(read.getResults(), pad.getStaticLow()))
    results.push_back(expr - low);
  return AffineMapAttr::get(
      AffineMap::get(read.getNumDims(), 0, results, read.getContext()));
}

namespace {
#include "winograd/Dialect/Winograd/IR/WinogradCanonicalization.cpp.inc"
} // namespace

/// Whether the value is X̂, in a buffer or not.
static bool isTransformedInput(Value value) {
  while (auto buffer = value.getDefiningOp<BufferizeOp>())
    value = buffer.getValue();
  auto kron = value.getDefiningOp<KronOp>();
  return kron && kron.getRole() == KronRole::Input;
}

namespace {
/// Ĝ · X̂ -> X̂ · Ĝ: passes look for X̂ in front. (Products commute exactly.)
struct PutInputFirst : public OpRewritePattern<HadamardReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(HadamardReduceOp op,
                                PatternRewriter &rewriter) const override {
    if (isTransformedInput(op.getLhs()) || !isTransformedInput(op.getRhs()))
      return rewriter.notifyMatchFailure(op, "expected the input as rhs only");
    DictionaryAttr attributes = op->getDiscardableAttrDictionary();
    auto product = rewriter.replaceOpWithNewOp<HadamardReduceOp>(
        op, ArrayRef<AffineMap>{op.getMap(1), op.getMap(0), op.getMap(2)},
        op.getRhs(), op.getLhs(), op.getInit());
    product->setDiscardableAttrs(attributes);
    return success();
  }
};
} // namespace

/// How the source of a copy is read where its result is read by `read`, if the
/// copy only exchanges dimensions, or also reverses them: what is outside of
/// the one is outside of the other, too. Else null.
static AffineMap composeWithCopy(AffineMap read, linalg::GenericOp copy,
                                 bool mayReverse) {
  if (!onlyMovesValues(copy))
    return {};
  OpOperand *input = copy.getDpsInputOperand(0);
  AffineMap map = copy.getMatchingIndexingMap(input);
  auto from = dyn_cast<RankedTensorType>(input->get().getType());
  auto to = cast<RankedTensorType>(copy.getResult(0).getType());
  if (!from || from.getElementType() != to.getElementType() ||
      map.getNumResults() != map.getNumDims())
    return {};
  SmallVector<bool> used(map.getNumDims(), false);
  for (auto [axis, expr] : llvm::enumerate(map.getResults())) {
    std::optional<AxisAccess> access =
        matchAxisAccess(expr, map.getNumDims(), map.getNumDims());
    if (!access || !access->parallel || !access->others.empty() ||
        used[*access->parallel])
      return {};
    used[*access->parallel] = true;
    int64_t size = from.getDimSize(axis);
    bool isSame = size == to.getDimSize(*access->parallel);
    bool isForward = access->scale == 1 && access->offset == 0;
    bool isReversed = mayReverse && access->scale == -1 &&
                      access->offset == size - 1 &&
                      !ShapedType::isDynamic(size);
    if (!isSame || (!isForward && !isReversed))
      return {};
  }
  return map.compose(read);
}

namespace {
/// kron(copy(g), T, read) -> kron(g, T, copy's map . read): an image or a
/// filter with its dimensions exchanged, or a filter that is read backwards, is
/// not stored so.
struct AbsorbCopy : public OpRewritePattern<KronOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(KronOp op,
                                PatternRewriter &rewriter) const override {
    auto copy = op.getSource().getDefiningOp<linalg::GenericOp>();
    if (op.getRole() == KronRole::Output || !copy)
      return rewriter.notifyMatchFailure(op, "expected a copy to read");
    AffineMap read =
        composeWithCopy(op.getRead(), copy,
                        /*mayReverse=*/op.getRole() == KronRole::Filter);
    if (!read)
      return rewriter.notifyMatchFailure(op, "expected a plain copy");
    rewriter.modifyOpInPlace(op, [&] {
      op.setRead(read);
      op.getSourceMutable().assign(copy.getDpsInputOperand(0)->get());
    });
    return success();
  }
};
} // namespace

void HadamardReduceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                   MLIRContext *context) {
  patterns.add<PutInputFirst>(context);
}

void KronOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                         MLIRContext *context) {
  patterns.add<AbsorbZeroPad, DropOverwrittenFill, AbsorbCopy>(context);
}

void BufferizeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                              MLIRContext *context) {
  patterns.add<BufferizeIsIdempotent>(context);
}
