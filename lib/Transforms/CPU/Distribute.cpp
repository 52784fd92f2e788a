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
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "winograd/Support/Limits.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Constants.h"
#include "winograd/Utils/PassOptions.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADDISTRIBUTE
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

/// Buffers begin at cache lines; the odd number of lines between them keeps
/// equal offsets in two of them out of one set of a cache.
static constexpr int64_t cacheLine = 64;
static constexpr int64_t stagger = 5 * cacheLine;
/// The bytes of a buffer for which each thread has a part of one allocation;
/// what has more fails alone.
static constexpr int64_t maxBuffer = int64_t(1) << 36;

namespace {
/// The scratch memory of a loop's body.
class Scratch {
public:
  /// Collects what `body` allocates and could live in one allocation.
  explicit Scratch(Region &body) {
    body.walk([&](memref::AllocOp alloc) {
      MemRefType type = alloc.getType();
      if (!type.getLayout().isIdentity() || type.getMemorySpace() ||
          !type.getElementType().isIntOrFloat() ||
          type.getElementTypeBitWidth() % CHAR_BIT != 0)
        return;
      std::optional<int64_t> most = countMost(alloc);
      if (!most || *most > maxBuffer)
        return;
      offsets.push_back(bytes);
      allocs.push_back(alloc);
      bytes += llvm::alignTo(*most, cacheLine) + stagger;
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
          alloc, alloc.getType(), arena, shift, alloc.getDynamicSizes());
    }
  }

private:
  /// The most bytes that it can have: a tile at an edge is smaller than others.
  static std::optional<int64_t> countMost(memref::AllocOp alloc) {
    SmallVector<int64_t> shape(alloc.getType().getShape());
    auto next = alloc.getDynamicSizes().begin();
    for (int64_t &size : shape) {
      if (!ShapedType::isDynamic(size))
        continue;
      FailureOr<int64_t> bound = ValueBoundsConstraintSet::computeConstantBound(
          presburger::BoundType::UB, {*next++, std::nullopt},
          /*stopCondition=*/nullptr, /*closedUB=*/true);
      if (failed(bound))
        return std::nullopt;
      size = std::max<int64_t>(*bound, 0);
    }
    return countBytes(alloc.getType().clone(shape));
  }

  SmallVector<memref::AllocOp> allocs;
  SmallVector<int64_t> offsets;
  int64_t bytes = 0;
};

/// The loop over panels that a block consists of, and what follows it: threads
/// can share a block by its panels, when each does what precedes the loop.
struct Panels {
  scf::ForallOp loop; ///< null where a block is one piece
  int64_t count = 0;  ///< steps of the loop
  SmallVector<Operation *> rest;

  explicit Panels(scf::ForallOp block) {
    auto loops = llvm::to_vector(block.getBody()->getOps<scf::ForallOp>());
    if (loops.size() != 1 || loops.front().getRank() != 1)
      return;
    scf::ForallOp nested = loops.front();
    auto begin = getConstantIntValue(nested.getMixedLowerBound().front());
    auto end = getConstantIntValue(nested.getMixedUpperBound().front());
    auto step = getConstantIntValue(nested.getMixedStep().front());
    if (!begin || !end || !step)
      return;
    loop = nested;
    count = llvm::divideCeil(*end - *begin, *step);
    for (Operation *op = loop->getNextNode(); !isa<scf::InParallelOp>(op);
         op = op->getNextNode())
      rest.push_back(op);
    if (llvm::all_of(rest, doesNothing))
      rest.clear();
  }

  /// Insertions in place leave copies of memory onto itself.
  static bool doesNothing(Operation *op) {
    auto copy = dyn_cast<memref::CopyOp>(op);
    return copy ? copy.getSource() == copy.getTarget() : isMemoryEffectFree(op);
  }

  /// What can be shared out; the rest is like one more panel.
  int64_t parts() const { return loop ? count + (rest.empty() ? 0 : 1) : 1; }
};

class WinogradDistribute
    : public winograd::impl::WinogradDistributeBase<WinogradDistribute> {
public:
  using WinogradDistributeBase::WinogradDistributeBase;

  void runOnOperation() override {
    if (failed(checkOption(getOperation(), "threads", threads, 1,
                           limits::threads)))
      return signalPassFailure();
    SmallVector<scf::ForallOp> loops;
    getOperation()->walk<WalkOrder::PreOrder>([&](scf::ForallOp loop) {
      if (loop.getNumResults() == 0)
        loops.push_back(loop);
      return WalkResult::skip();
    });
    if (loops.empty())
      return markAllAnalysesPreserved();
    for (scf::ForallOp loop : loops)
      distribute(loop);
  }

private:
  void distribute(scf::ForallOp forall) {
    IRRewriter rewriter(&getContext());
    Location loc = forall.getLoc();
    Scratch scratch(forall.getRegion());
    rewriter.setInsertionPoint(forall);
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
    Panels panels(forall);
    bool sharesBlocks =
        threads > 1 && panels.parts() > 1 && (!known || *known % threads != 0);
    int64_t parts = sharesBlocks ? panels.parts() : 1;
    int64_t workers =
        known ? std::min<int64_t>(threads, std::max<int64_t>(1, *known * parts))
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
    Range share{index(rewriter, loc, 0), total};
    OpFoldResult first = rewriter.getIndexAttr(0);
    if (workers > 1) {
      auto parallel =
          scf::ParallelOp::create(rewriter, loc, ValueRange{share.begin},
                                  ValueRange{index(rewriter, loc, workers)},
                                  ValueRange{index(rewriter, loc, 1)});
      Value worker = parallel.getInductionVars().front();
      rewriter.setInsertionPointToStart(parallel.getBody());
      share = takeShare(rewriter, loc, worker, workers, total, parts);
      first = affine::makeComposedFoldedAffineApply(
          rewriter, loc, d0 * scratch.size(), {OpFoldResult(worker)});
      first = getValueOrCreateConstantIndexOp(rewriter, loc, first);
    }
    createBlockLoop(rewriter, forall, counts, share, panels, parts);
    if (arena)
      scratch.moveTo(rewriter, arena, first);
  }

  static Value index(OpBuilder &builder, Location loc, int64_t constant) {
    return arith::ConstantIndexOp::create(builder, loc, constant);
  }

  /// From a first to behind a last.
  struct Range {
    Value begin, end;
  };

  /// A contiguous share of all blocks' parts:
  /// [w * parts / workers, (w + 1) * parts / workers).
  Range takeShare(RewriterBase &rewriter, Location loc, Value worker,
                  int64_t workers, Value blocks, int64_t parts) {
    Value total = blocks;
    if (parts > 1)
      total = rewriter.createOrFold<arith::MulIOp>(loc, blocks,
                                                   index(rewriter, loc, parts));
    auto from = [&](int64_t next) -> Value {
      Value number = arith::AddIOp::create(rewriter, loc, worker,
                                           index(rewriter, loc, next));
      Value scaled = arith::MulIOp::create(rewriter, loc, number, total);
      return arith::DivUIOp::create(rewriter, loc, scaled,
                                    index(rewriter, loc, workers));
    };
    Value begin = from(0);
    return {begin, from(1)};
  }

  /// A loop over the blocks of which `share`, counted in parts, has some.
  void createBlockLoop(RewriterBase &rewriter, scf::ForallOp forall,
                       ArrayRef<OpFoldResult> counts, Range share,
                       Panels &panels, int64_t parts) {
    Location loc = forall.getLoc();
    Range blocks = share;
    if (parts > 1) {
      Value width = index(rewriter, loc, parts);
      blocks = {arith::DivUIOp::create(rewriter, loc, share.begin, width),
                arith::CeilDivUIOp::create(rewriter, loc, share.end, width)};
    }
    auto loop = scf::ForOp::create(rewriter, loc, blocks.begin, blocks.end,
                                   index(rewriter, loc, 1));
    rewriter.setInsertionPointToStart(loop.getBody());
    Value number = loop.getInductionVar();
    SmallVector<Value> ivs = delinearize(rewriter, loc, forall, counts, number);
    rewriter.eraseOp(forall.getTerminator());
    rewriter.inlineBlockBefore(forall.getBody(),
                               loop.getBody()->getTerminator(), ivs);
    rewriter.eraseOp(forall);
    if (parts > 1)
      sharePanels(rewriter, panels, number, share);
    // What is left is done by one thread.
    SmallVector<scf::ForallOp> serial;
    loop.walk([&](scf::ForallOp nested) { serial.push_back(nested); });
    for (scf::ForallOp nested : serial) {
      rewriter.setInsertionPoint(nested);
      (void)scf::forallToForLoop(rewriter, nested);
    }
  }

  /// The loop over panels does those of the block that are in `share`.
  void sharePanels(RewriterBase &rewriter, Panels &panels, Value block,
                   Range share) {
    scf::ForallOp forall = panels.loop;
    Location loc = forall.getLoc();
    rewriter.setInsertionPoint(forall);
    Value first = arith::MulIOp::create(rewriter, loc, block,
                                        index(rewriter, loc, panels.parts()));
    auto clamp = [&](Value part, int64_t most) -> Value {
      Value number = arith::SubIOp::create(rewriter, loc, part, first);
      number = arith::MaxSIOp::create(rewriter, loc, number,
                                      index(rewriter, loc, 0));
      return arith::MinSIOp::create(rewriter, loc, number,
                                    index(rewriter, loc, most));
    };
    AffineExpr d0, d1;
    bindDims(&getContext(), d0, d1);
    int64_t step = *getConstantIntValue(forall.getMixedStep().front());
    auto value = [&](Value number) {
      return getValueOrCreateConstantIndexOp(
          rewriter, loc,
          affine::makeComposedFoldedAffineApply(
              rewriter, loc, d0 * step + d1,
              {number, forall.getMixedLowerBound().front()}));
    };
    Value begin = value(clamp(share.begin, panels.count));
    Value end = value(clamp(share.end, panels.count));
    replaceByLoop(rewriter, forall, begin, end);
    if (panels.rest.empty())
      return;
    rewriter.setInsertionPoint(panels.rest.front());
    Value last = arith::AddIOp::create(rewriter, loc, first,
                                       index(rewriter, loc, panels.parts()));
    Value hasRest = arith::CmpIOp::create(
        rewriter, loc, arith::CmpIPredicate::uge, share.end, last);
    auto condition = scf::IfOp::create(rewriter, loc, hasRest,
                                       /*withElseRegion=*/false);
    for (Operation *op : panels.rest)
      rewriter.moveOpBefore(op, condition.thenBlock()->getTerminator());
  }

  /// From `begin` to `end` by the step of `forall`, which has one dimension.
  void replaceByLoop(RewriterBase &rewriter, scf::ForallOp forall, Value begin,
                     Value end) {
    Location loc = forall.getLoc();
    Value step = getValueOrCreateConstantIndexOp(rewriter, loc,
                                                 forall.getMixedStep().front());
    auto loop = scf::ForOp::create(rewriter, loc, begin, end, step);
    rewriter.eraseOp(forall.getTerminator());
    rewriter.inlineBlockBefore(forall.getBody(),
                               loop.getBody()->getTerminator(),
                               loop.getInductionVar());
    rewriter.eraseOp(forall);
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
