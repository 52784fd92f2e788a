//===- LowerVectors.cpp - Vector operations to one dimension -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerTransposes.h"
#include "mlir/Conversion/VectorToSCF/VectorToSCF.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/LoweringPatterns.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Utils/Rewriting.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADLOWERVECTORS
#include "winograd/Transforms/CPU/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// transfer_read m[i..] with the map (d..) -> (0), one value for all lanes
///   -> broadcast(load m[i..])
struct LoadBroadcast : public OpRewritePattern<vector::TransferReadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransferReadOp op,
                                PatternRewriter &rewriter) const override {
    AffineMap map = op.getPermutationMap();
    bool isBroadcast = llvm::all_of(map.getResults(), [](AffineExpr expr) {
      return isa<AffineConstantExpr>(expr);
    });
    if (!isBroadcast || op.getMask() || op.hasOutOfBoundsDim() ||
        !isa<MemRefType>(op.getBase().getType()) ||
        isa<VectorType>(op.getShapedType().getElementType()))
      return rewriter.notifyMatchFailure(
          op, "expected an unmasked read in bounds of one scalar in a memref");
    Value scalar = memref::LoadOp::create(rewriter, op.getLoc(), op.getBase(),
                                          op.getIndices());
    rewriter.replaceOpWithNewOp<vector::BroadcastOp>(op, op.getVectorType(),
                                                     scalar);
    return success();
  }
};

/// extract(transfer_read m[.., i] : vector<n>)[k] -> load m[.., i + k], if only
/// single values are read: a load can broadcast, a register must be shuffled.
struct LoadExtracted : public OpRewritePattern<vector::ExtractOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::ExtractOp op,
                                PatternRewriter &rewriter) const override {
    auto read = op.getSource().getDefiningOp<vector::TransferReadOp>();
    auto isSingle = [](Operation *user) {
      auto extract = dyn_cast<vector::ExtractOp>(user);
      return extract && extract.getDynamicPosition().empty() &&
             !isa<VectorType>(extract.getType());
    };
    if (!read || read.getVectorType().getRank() != 1 || read.getMask() ||
        read.hasOutOfBoundsDim() ||
        !isa<MemRefType>(read.getBase().getType()) ||
        !llvm::all_of(read->getUsers(), isSingle))
      return rewriter.notifyMatchFailure(op,
                                         "expected single values of a read");
    auto dim = dyn_cast<AffineDimExpr>(read.getPermutationMap().getResult(0));
    if (!dim)
      return failure();
    SmallVector<Value> indices(read.getIndices());
    AffineExpr d0 = rewriter.getAffineDimExpr(0);
    indices[dim.getPosition()] = affine::AffineApplyOp::create(
        rewriter, op.getLoc(),
        AffineMap::get(1, 0, d0 + op.getStaticPosition()[0]),
        indices[dim.getPosition()]);
    rewriter.replaceOpWithNewOp<memref::LoadOp>(op, read.getBase(), indices);
    return success();
  }
};

/// contract of narrow operands, into a wide accumulator
///   -> contract of the extended operands: not every lowering can do the former
struct ExtendContraction : public OpRewritePattern<vector::ContractionOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::ContractionOp op,
                                PatternRewriter &rewriter) const override {
    Type wide = getElementTypeOrSelf(op.getAccType());
    bool isFloat = isa<FloatType>(wide), isExtended = false;
    SmallVector<Value> factors;
    for (Value factor : {op.getLhs(), op.getRhs()}) {
      auto type = cast<VectorType>(factor.getType());
      unsigned bits = type.getElementTypeBitWidth();
      if (bits < wide.getIntOrFloatBitWidth()) {
        isExtended = true;
        Type to = type.clone(wide);
        factor = isFloat
                     ? arith::ExtFOp::create(rewriter, op.getLoc(), to, factor)
                           .getResult()
                     : arith::ExtSIOp::create(rewriter, op.getLoc(), to, factor)
                           .getResult();
      }
      factors.push_back(factor);
    }
    if (!isExtended)
      return rewriter.notifyMatchFailure(op, "expected a wider accumulator");
    rewriter.modifyOpInPlace(op, [&] {
      op.getLhsMutable().set(factors[0]);
      op.getRhsMutable().set(factors[1]);
    });
    return success();
  }
};

/// gather of a memref whose neighbours do not lie side by side, as LLVM's
/// gather wants them -> one load for each value
struct LoadGathered : public OpRewritePattern<vector::GatherOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::GatherOp op,
                                PatternRewriter &rewriter) const override {
    auto base = dyn_cast<MemRefType>(op.getBase().getType());
    VectorType type = op.getVectorType();
    if (!base || base.getRank() == 0 || base.isLastDimUnitStride() ||
        type.getRank() != 1 || type.isScalable())
      return rewriter.notifyMatchFailure(op, "expected strides of a memref");
    Location loc = op.getLoc();
    Value result = op.getPassThru();
    Type indexType = rewriter.getIndexType();
    for (int64_t lane = 0; lane < type.getDimSize(0); ++lane) {
      Value isRead =
          vector::ExtractOp::create(rewriter, loc, op.getMask(), lane);
      Value offset =
          vector::ExtractOp::create(rewriter, loc, op.getIndices(), lane);
      if (!offset.getType().isIndex())
        offset = arith::IndexCastOp::create(rewriter, loc, indexType, offset);
      SmallVector<Value> indices(op.getOffsets());
      indices.back() =
          arith::AddIOp::create(rewriter, loc, indices.back(), offset);
      auto read = [&](OpBuilder &builder, Location) {
        Value value =
            memref::LoadOp::create(builder, loc, op.getBase(), indices);
        scf::YieldOp::create(
            builder, loc,
            vector::InsertOp::create(builder, loc, value, result, lane)
                .getResult());
      };
      auto keep = [&](OpBuilder &builder, Location) {
        scf::YieldOp::create(builder, loc, result);
      };
      result =
          scf::IfOp::create(rewriter, loc, isRead, read, keep).getResult(0);
    }
    rewriter.replaceOp(op, result);
    return success();
  }
};

class WinogradLowerVectors
    : public winograd::impl::WinogradLowerVectorsBase<WinogradLowerVectors> {
public:
  void runOnOperation() override {
    if (failed(lowerTransposes()) || failed(lowerTransfers()) ||
        failed(lowerGathers()))
      signalPassFailure();
  }

private:
  /// A read or write that permutes becomes one that does not, and a transpose
  /// in registers. This comes first: unrolled, it would move single values.
  LogicalResult lowerTransposes() {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<LoadBroadcast, LoadExtracted>(context, /*benefit=*/10);
    patterns.add<ExtendContraction>(context);
    vector::populateVectorMultiReductionLoweringPatterns(
        patterns, vector::VectorMultiReductionLowering::InnerParallel);
    vector::populateVectorTransferPermutationMapLoweringPatterns(patterns);
    populateTransposeLoweringPatterns(patterns);
    vector::TransposeOp::getCanonicalizationPatterns(patterns, context);
    vector::BroadcastOp::getCanonicalizationPatterns(patterns, context);
    return rewriteOperations(getOperation(), std::move(patterns));
  }

  LogicalResult lowerGathers() {
    RewritePatternSet patterns(&getContext());
    patterns.add<LoadGathered>(&getContext());
    return rewriteOperations(getOperation(), std::move(patterns));
  }

  LogicalResult lowerTransfers() {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<LoadBroadcast>(context, /*benefit=*/10);
    populateVectorToSCFConversionPatterns(
        patterns, VectorTransferToSCFOptions().enableFullUnroll());
    vector::populateVectorTransferLoweringPatterns(patterns,
                                                   /*maxTransferRank=*/1,
                                                   /*benefit=*/5);
    vector::TransferReadOp::getCanonicalizationPatterns(patterns, context);
    vector::ExtractOp::getCanonicalizationPatterns(patterns, context);
    vector::BroadcastOp::getCanonicalizationPatterns(patterns, context);
    return rewriteOperations(getOperation(), std::move(patterns));
  }
};
} // namespace
