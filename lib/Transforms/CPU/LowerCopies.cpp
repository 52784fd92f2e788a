//===- LowerCopies.cpp - Strided copies to loops -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Constants.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWERCOPIES
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Whether a copy of this memref is one memcpy.
static bool isContiguous(Value value) {
  auto type = dyn_cast<MemRefType>(value.getType());
  return type && type.getLayout().isIdentity();
}

/// Bytes of a row that LLVM copies without a loop, by a few registers that
/// overlap.
static constexpr int64_t mostRowBytes = 256;

/// Whether the values of each row lie side by side, in both, and are so few
/// that a loop would not be made of vectors, or end in single values.
static bool hasShortRows(MemRefType source, MemRefType target) {
  auto isShort = [](MemRefType type) {
    SmallVector<int64_t> strides;
    int64_t offset;
    return type.getRank() > 0 && !type.isDynamicDim(type.getRank() - 1) &&
           type.getElementType().isIntOrFloat() &&
           succeeded(type.getStridesAndOffset(strides, offset)) &&
           strides.back() == 1;
  };
  if (!isShort(source) || !isShort(target))
    return false;
  auto row =
      MemRefType::get(source.getShape().take_back(1), source.getElementType());
  return countBytes(row) <= mostRowBytes;
}

/// Copies row by row.
static void copyRows(RewriterBase &rewriter, Location loc, Value source,
                     Value target) {
  auto type = cast<MemRefType>(source.getType());
  int64_t outer = type.getRank() - 1;
  Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0),
        one = arith::ConstantIndexOp::create(rewriter, loc, 1);
  SmallVector<OpFoldResult> offsets;
  for (int64_t axis = 0; axis < outer; ++axis) {
    auto loop = scf::ForOp::create(
        rewriter, loc, zero,
        getValueOrCreateConstantIndexOp(
            rewriter, loc, memref::getMixedSize(rewriter, loc, source, axis)),
        one);
    offsets.push_back(loop.getInductionVar());
    rewriter.setInsertionPointToStart(loop.getBody());
  }
  offsets.push_back(rewriter.getIndexAttr(0));
  SmallVector<OpFoldResult> sizes(outer + 1, rewriter.getIndexAttr(1)),
      strides = sizes;
  int64_t length = type.getShape().back();
  sizes.back() = rewriter.getIndexAttr(length);
  auto getRow = [&](Value whole) -> Value {
    MemRefType row = memref::SubViewOp::inferRankReducedResultType(
        {length}, cast<MemRefType>(whole.getType()), offsets, sizes, strides);
    return memref::SubViewOp::create(rewriter, loc, row, whole, offsets, sizes,
                                     strides);
  };
  memref::CopyOp::create(rewriter, loc, getRow(source), getRow(target));
}

/// Whether a `linalg.generic` on memrefs only copies.
static bool isCopy(linalg::GenericOp op) {
  return op.hasPureBufferSemantics() && linalg::isaCopyOpInterface(op) &&
         isa<MemRefType>(op.getInputs()[0].getType());
}

namespace {
class WinogradLowerCopies
    : public winograd::impl::WinogradLowerCopiesBase<WinogradLowerCopies> {
public:
  void runOnOperation() override {
    SmallVector<Operation *> copies;
    getOperation()->walk([&](Operation *op) {
      if (auto copy = dyn_cast<memref::CopyOp>(op)) {
        bool isRanked = isa<MemRefType>(copy.getSource().getType()) &&
                        isa<MemRefType>(copy.getTarget().getType());
        if (isRanked &&
            !(isContiguous(copy.getSource()) && isContiguous(copy.getTarget())))
          copies.push_back(op);
      }
      if (auto generic = dyn_cast<linalg::GenericOp>(op);
          generic && isCopy(generic))
        copies.push_back(op);
    });
    if (copies.empty())
      return markAllAnalysesPreserved();
    IRRewriter rewriter(&getContext());
    for (Operation *op : copies) {
      auto copy = dyn_cast<memref::CopyOp>(op);
      Value source =
          copy ? copy.getSource() : cast<linalg::GenericOp>(op).getInputs()[0];
      Value target =
          copy ? copy.getTarget() : cast<linalg::GenericOp>(op).getOutputs()[0];
      rewriter.setInsertionPoint(op);
      if (hasShortRows(cast<MemRefType>(source.getType()),
                       cast<MemRefType>(target.getType())))
        copyRows(rewriter, op->getLoc(), source, target);
      else if (copy)
        linalg::makeMemRefCopyOp(rewriter, op->getLoc(), source, target);
      else
        continue; // loops, as it is
      rewriter.eraseOp(op);
    }
  }
};
} // namespace
