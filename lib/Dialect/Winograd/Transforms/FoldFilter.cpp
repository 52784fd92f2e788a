//===- FoldFilter.cpp - Transform constant filters -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FilterTransform.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/PassOptions.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDFILTER
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
class WinogradFoldFilter
    : public winograd::impl::WinogradFoldFilterBase<WinogradFoldFilter> {
public:
  using WinogradFoldFilterBase::WinogradFoldFilterBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "max-bytes", maxBytes, 0,
                           limits::mostFoldedBytes)))
      return signalPassFailure();
    SmallVector<KronOp> krons;
    getOperation()->walk([&](KronOp op) { krons.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (KronOp op : krons) {
      ElementsAttr value = evaluate(op);
      if (!value)
        continue;
      ++numFolded;
      numBytes += countBytes(value.getShapedType());
      rewriter.setInsertionPoint(op);
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, value);
    }
  }

private:
  /// Ĝ as a constant, if the kron transforms a constant filter that is not too
  /// large.
  ElementsAttr evaluate(KronOp op) {
    ElementsAttr attr;
    if (op.getRole() != KronRole::Filter || !op.getResult() ||
        !matchPattern(op.getSource(), m_Constant(&attr)))
      return {};
    auto from = cast<ShapedType>(attr.getType());
    auto to = cast<RankedTensorType>(op.getResult().getType());
    int64_t sourceBytes = countBytes(from), bytes = countBytes(to);
    if (sourceBytes == 0 || bytes == 0 || !to.hasStaticShape())
      return {};
    if (bytes > maxBytes) {
      ++numLeft;
      remark::missed(op.getLoc(), remark::RemarkOpts::name("left").category(
                                      "winograd-fold-filter"))
          << remark::reason("transformed at run time: the filter would have "
                            "{0} bytes (expected at most {1})",
                            bytes, maxBytes.getValue());
      return {};
    }
    // Elements of another size, or in another form, are not understood.
    ArrayRef<char> stored = getStoredBytes(attr);
    auto dense = dyn_cast<DenseElementsAttr>(attr);
    bool isSplat = dense && dense.isSplat();
    int64_t width = from.getElementTypeBitWidth() / CHAR_BIT;
    if (int64_t(stored.size()) != (isSplat ? width : sourceBytes))
      return {};
    return makeConstant(to, [&](MutableArrayRef<char> result) {
      transformFilter(op, stored, isSplat, result);
    });
  }
};
} // namespace
