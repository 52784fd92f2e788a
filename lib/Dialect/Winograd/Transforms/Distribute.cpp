//===- Distribute.cpp - Blocks to threads, scratch to each ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "winograd/Dialect/Winograd/IR/OpUtils.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADDISTRIBUTE
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Buffers begin at cache lines; the odd number of lines between them keeps
/// equal offsets in two of them out of one set of a cache.
static constexpr int64_t cacheLine = 64;
static constexpr int64_t stagger = 5 * cacheLine;

namespace {
/// The scratch memory of a loop's body.
class Scratch {
public:
  /// Collects what `body` allocates and could live in one allocation.
  explicit Scratch(Region &body) {
    body.walk([&](memref::AllocOp alloc) {
      MemRefType type = alloc.getType();
      if (!type.hasStaticShape() || !type.getLayout().isIdentity() ||
          type.getMemorySpace() || !type.getElementType().isIntOrFloat() ||
          type.getElementTypeBitWidth() % CHAR_BIT != 0)
        return;
      offsets.push_back(bytes);
      allocs.push_back(alloc);
      bytes += llvm::alignTo(type.getNumElements() *
                                 (type.getElementTypeBitWidth() / CHAR_BIT),
                             cacheLine) +
               stagger;
    });
    bytes = llvm::alignTo(bytes, cacheLine);
  }

  int64_t size() const { return bytes; }

  /// Replaces the allocations by views of `arena`, from `first` on.
  void moveTo(RewriterBase &rewriter, Value arena, OpFoldResult first) {
    for (auto [alloc, offset] : llvm::zip_equal(allocs, offsets)) {
      Location loc = alloc.getLoc();
      rewriter.setInsertionPoint(alloc);
      Value shift = getValueOrCreateConstantIndexOp(
          rewriter, loc,
          affine::makeComposedFoldedAffineApply(
              rewriter, loc, rewriter.getAffineDimExpr(0) + offset, {first}));
      rewriter.replaceOpWithNewOp<memref::ViewOp>(
          alloc, alloc.getType(), arena, shift, /*sizes=*/ValueRange{});
    }
  }

private:
  SmallVector<memref::AllocOp> allocs;
  SmallVector<int64_t> offsets;
  int64_t bytes = 0;
};

class WinogradDistribute
    : public winograd::impl::WinogradDistributeBase<WinogradDistribute> {
public:
  using WinogradDistributeBase::WinogradDistributeBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "threads", threads, 1)))
      return signalPassFailure();
    SmallVector<scf::ForallOp> loops;
    getOperation()->walk([&](scf::ForallOp loop) {
      if (loop.getNumResults() == 0)
        loops.push_back(loop);
    });
    for (scf::ForallOp loop : loops)
      distribute(loop);
  }

private:
  void distribute(scf::ForallOp forall) {
    IRRewriter rewriter(&getContext());
    Location loc = forall.getLoc();
    Scratch scratch(forall.getRegion());
    rewriter.setInsertionPoint(forall);
    auto index = [&](int64_t constant) -> Value {
      return arith::ConstantIndexOp::create(rewriter, loc, constant);
    };
    // How many blocks there are, and how many threads can work on them.
    OpFoldResult count = rewriter.getIndexAttr(1);
    SmallVector<OpFoldResult> counts;
    AffineExpr d0, d1, d2;
    bindDims(&getContext(), d0, d1, d2);
    for (auto [lower, upper, step] :
         llvm::zip_equal(forall.getMixedLowerBound(),
                         forall.getMixedUpperBound(), forall.getMixedStep())) {
      int64_t width = *getConstantIntValue(step);
      OpFoldResult trips = affine::makeComposedFoldedAffineApply(
          rewriter, loc, (d0 - d1).ceilDiv(width), {upper, lower});
      counts.push_back(trips);
      count = multiply(rewriter, loc, count, trips);
    }
    std::optional<int64_t> known = getConstantIntValue(count);
    int64_t workers =
        known ? std::min<int64_t>(threads, std::max<int64_t>(1, *known))
              : threads;
    int64_t bytes = scratch.size() * workers;
    Value arena;
    if (bytes > 0) {
      auto type = MemRefType::get({bytes}, rewriter.getI8Type());
      arena = memref::AllocOp::create(rewriter, loc, type,
                                      rewriter.getI64IntegerAttr(cacheLine));
    }
    numBytes += bytes;
    remark::analysis(loc, remark::RemarkOpts::name("scratch").category(
                              "winograd-distribute"))
        << remark::add("{0} bytes of scratch memory for each of {1} threads",
                       scratch.size(), workers)
        << remark::metric("ScratchBytes", scratch.size())
        << remark::metric("Threads", workers);

    Value total = getValueOrCreateConstantIndexOp(rewriter, loc, count);
    Value begin = index(0), end = total;
    OpFoldResult first = rewriter.getIndexAttr(0);
    if (workers > 1) {
      auto parallel = scf::ParallelOp::create(
          rewriter, loc, ValueRange{index(0)}, ValueRange{index(workers)},
          ValueRange{index(1)});
      Value worker = parallel.getInductionVars().front();
      rewriter.setInsertionPointToStart(parallel.getBody());
      // A contiguous share: [w * count / workers, (w + 1) * count / workers).
      auto share = [&](int64_t next) -> Value {
        Value scaled = arith::MulIOp::create(
            rewriter, loc,
            arith::AddIOp::create(rewriter, loc, worker, index(next)), total);
        return arith::DivUIOp::create(rewriter, loc, scaled, index(workers));
      };
      begin = share(0);
      end = share(1);
      first = affine::makeComposedFoldedAffineApply(
          rewriter, loc, d0 * scratch.size(), {OpFoldResult(worker)});
      first = getValueOrCreateConstantIndexOp(rewriter, loc, first);
    }
    auto loop = scf::ForOp::create(rewriter, loc, begin, end, index(1));
    rewriter.setInsertionPointToStart(loop.getBody());
    SmallVector<Value> ivs =
        delinearize(rewriter, loc, forall, counts, loop.getInductionVar());
    rewriter.eraseOp(forall.getTerminator());
    rewriter.inlineBlockBefore(forall.getBody(),
                               loop.getBody()->getTerminator(), ivs);
    rewriter.eraseOp(forall);
    if (arena)
      scratch.moveTo(rewriter, arena, first);
  }

  OpFoldResult multiply(RewriterBase &rewriter, Location loc, OpFoldResult a,
                        OpFoldResult b) {
    std::optional<int64_t> x = getConstantIntValue(a),
                           y = getConstantIntValue(b);
    if (x && y)
      return rewriter.getIndexAttr(*x * *y);
    return arith::MulIOp::create(
               rewriter, loc, getValueOrCreateConstantIndexOp(rewriter, loc, a),
               getValueOrCreateConstantIndexOp(rewriter, loc, b))
        .getResult();
  }

  /// The induction variables of the block with this number.
  SmallVector<Value> delinearize(RewriterBase &rewriter, Location loc,
                                 scf::ForallOp forall,
                                 ArrayRef<OpFoldResult> counts, Value number) {
    auto linear = affine::AffineDelinearizeIndexOp::create(
        rewriter, loc, number, counts, /*hasOuterBound=*/true);
    SmallVector<Value> ivs;
    AffineExpr d0, d1;
    bindDims(&getContext(), d0, d1);
    for (auto [position, lower, step] :
         llvm::zip_equal(linear.getResults(), forall.getMixedLowerBound(),
                         forall.getMixedStep()))
      ivs.push_back(getValueOrCreateConstantIndexOp(
          rewriter, loc,
          affine::makeComposedFoldedAffineApply(
              rewriter, loc, d0 * *getConstantIntValue(step) + d1,
              {OpFoldResult(position), lower})));
    return ivs;
  }
};
} // namespace
