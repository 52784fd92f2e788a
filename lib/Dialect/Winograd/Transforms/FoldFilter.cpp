//===- FoldFilter.cpp - Transform constant filters -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Dialect/Winograd/Transforms/FoldFilter.h"
#include "FilterTransform.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/PassOptions.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADFOLDFILTER
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

ElementsAttr winograd::evaluateFilter(KronOp op, int64_t maxBytes,
                                      FilterRefusal &refusal) {
  auto refuse = [&](std::string reason) -> ElementsAttr {
    refusal.reason = std::move(reason);
    return {};
  };
  ElementsAttr attr;
  if (op.getRole() != KronRole::Filter)
    return refuse("it transforms no filter");
  if (!op.getResult() || !matchPattern(op.getSource(), m_Constant(&attr)))
    return refuse("its filter is no constant");
  auto from = cast<ShapedType>(attr.getType());
  auto to = cast<RankedTensorType>(op.getResult().getType());
  int64_t sourceBytes = countBytes(from), bytes = countBytes(to);
  if (sourceBytes == 0 || bytes == 0 || !to.hasStaticShape())
    return refuse("its filter has no elements, or a size that is not known");
  if (bytes > maxBytes) {
    refusal.isTooLarge = true;
    return refuse(
        llvm::formatv("the filter would have {0} bytes (expected at most {1})",
                      bytes, maxBytes));
  }
  // Elements of another size, or in another form, are not understood.
  ArrayRef<char> stored = getStoredBytes(attr);
  auto dense = dyn_cast<DenseElementsAttr>(attr);
  bool isSplat = dense && dense.isSplat();
  int64_t width = from.getElementTypeBitWidth() / CHAR_BIT;
  if (int64_t(stored.size()) != (isSplat ? width : sourceBytes))
    return refuse("its filter's values are stored in an unknown form");
  return makeConstant(to, [&](MutableArrayRef<char> result) {
    transformFilter(op, stored, isSplat, result);
  });
}

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
      FilterRefusal refusal;
      ElementsAttr value = evaluateFilter(op, maxBytes, refusal);
      if (refusal.isTooLarge) {
        ++numLeft;
        remark::missed(op.getLoc(), remark::RemarkOpts::name("left").category(
                                        "winograd-fold-filter"))
            << remark::reason("transformed at run time: {0}", refusal.reason);
      }
      if (!value)
        continue;
      ++numFolded;
      numBytes += countBytes(value.getShapedType());
      rewriter.setInsertionPoint(op);
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, value);
    }
  }
};
} // namespace
