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

void HadamardReduceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                   MLIRContext *context) {
  patterns.add<PutInputFirst>(context);
}

void KronOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                         MLIRContext *context) {
  patterns.add<AbsorbZeroPad, DropOverwrittenFill>(context);
}

void BufferizeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                              MLIRContext *context) {
  patterns.add<BufferizeIsIdempotent>(context);
}
