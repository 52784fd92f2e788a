//===- LowerTransposes.cpp - Transposes in registers ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A matrix of n rows of n values, n a power of two, is transposed in two parts.
// First, in every block of four columns, the 4 x 4 transposes of four rows
// each: two rounds of interleaving within the blocks, which are 128 bits of
// f32, as every vector unit's cheap shuffles are. Then the blocks are
// transposed as Eklundh ("A fast computer method for matrix transposing", 1972)
// does: for the distances d = 1, 2, 4, ... the rows g and g + d of blocks
// exchange those blocks that lie off the diagonal:
//
//   (a0 a1 ..., b0 b1 ...)  ->  (a0 b0 ..., a1 b1 ...)   for d = 1
//
// Every step is one vector.shuffle of two vectors.
//
//===----------------------------------------------------------------------===//

#include "LowerTransposes.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

/// Values in a block.
static constexpr int64_t blockSize = 4;

namespace {
/// Transposes a square matrix of vectors.
class RegisterTranspose {
public:
  RegisterTranspose(OpBuilder &builder, Location loc, SmallVector<Value> matrix)
      : builder(builder), loc(loc), rows(std::move(matrix)), n(rows.size()) {}

  SmallVector<Value> run() {
    for (int64_t first = 0; first < n; first += blockSize)
      transposeBlocks(first);
    // rows[4 g + j] has, in block b, the values [4 g ...] of column 4 b + j.
    for (int64_t distance = 1; distance < n / blockSize; distance *= 2)
      for (int64_t group = 0; group < n / blockSize; ++group)
        if (!(group & distance))
          for (int64_t j = 0; j < blockSize; ++j)
            exchange(rows[blockSize * group + j],
                     rows[blockSize * (group + distance) + j], distance);
    return rows;
  }

private:
  /// Element `index(k)` of the concatenation of a and b for every k.
  Value shuffle(Value a, Value b, function_ref<int64_t(int64_t)> index) {
    SmallVector<int64_t> mask;
    for (int64_t k = 0; k < n; ++k)
      mask.push_back(index(k));
    return vector::ShuffleOp::create(builder, loc, a, b, mask);
  }

  /// Interleaves runs of `width` values of the lower (or upper) halves of the
  /// blocks of a and b.
  Value interleave(Value a, Value b, int64_t width, bool upper) {
    return shuffle(a, b, [&](int64_t k) {
      int64_t block = k / blockSize * blockSize, within = k % blockSize;
      int64_t run = within / width, fromB = run % 2;
      return block + (upper ? blockSize / 2 : 0) + run / 2 * width +
             within % width + fromB * n;
    });
  }

  void transposeBlocks(int64_t first) {
    Value *r = &rows[first];
    Value lower01 = interleave(r[0], r[1], 1, false);
    Value upper01 = interleave(r[0], r[1], 1, true);
    Value lower23 = interleave(r[2], r[3], 1, false);
    Value upper23 = interleave(r[2], r[3], 1, true);
    r[0] = interleave(lower01, lower23, 2, false);
    r[1] = interleave(lower01, lower23, 2, true);
    r[2] = interleave(upper01, upper23, 2, false);
    r[3] = interleave(upper01, upper23, 2, true);
  }

  void exchange(Value &a, Value &b, int64_t distance) {
    auto isOdd = [&](int64_t k) { return (k / blockSize & distance) != 0; };
    int64_t shift = distance * blockSize;
    Value lower =
        shuffle(a, b, [&](int64_t k) { return isOdd(k) ? n + k - shift : k; });
    Value upper =
        shuffle(a, b, [&](int64_t k) { return isOdd(k) ? n + k : k + shift; });
    a = lower;
    b = upper;
  }

  OpBuilder &builder;
  Location loc;
  SmallVector<Value> rows;
  int64_t n;
};

/// transfer_read with the map (d..) -> (d3, d1)
///   -> transpose(transfer_read with the map (d..) -> (d1, d3))
struct SortTransferRead : public OpRewritePattern<vector::TransferReadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransferReadOp op,
                                PatternRewriter &rewriter) const override {
    AffineMap map = op.getPermutationMap();
    auto position = [&](unsigned i) {
      auto dim = dyn_cast<AffineDimExpr>(map.getResult(i));
      return dim ? int64_t(dim.getPosition()) : int64_t(-1);
    };
    if (map.getNumResults() != 2 || op.getMask() || position(1) < 0 ||
        position(0) <= position(1))
      return rewriter.notifyMatchFailure(op, "expected an unmasked transpose");
    VectorType type = op.getVectorType();
    auto sorted = VectorType::get({type.getDimSize(1), type.getDimSize(0)},
                                  type.getElementType());
    AffineMap sortedMap =
        AffineMap::get(map.getNumDims(), 0,
                       {map.getResult(1), map.getResult(0)}, op.getContext());
    SmallVector<bool> inBounds = op.getInBoundsValues();
    std::swap(inBounds[0], inBounds[1]);
    Value read = vector::TransferReadOp::create(
        rewriter, op.getLoc(), sorted, op.getBase(), op.getIndices(),
        op.getPadding(), sortedMap, inBounds);
    rewriter.replaceOpWithNewOp<vector::TransposeOp>(op, read,
                                                     ArrayRef<int64_t>{1, 0});
    return success();
  }
};

/// transpose(broadcast v : vector<n> to vector<m x n>)
///   -> n rows that are one value of v each
struct BroadcastRows : public OpRewritePattern<vector::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    auto broadcast = op.getVector().getDefiningOp<vector::BroadcastOp>();
    VectorType to = op.getResultVectorType();
    auto row =
        broadcast ? dyn_cast<VectorType>(broadcast.getSourceType()) : nullptr;
    if (!row || row.getRank() != 1 || to.getRank() != 2 || to.isScalable() ||
        op.getPermutation()[0] != 1 || row.getDimSize(0) != to.getDimSize(0))
      return rewriter.notifyMatchFailure(op, "expected rows that are equal");
    Location loc = op.getLoc();
    Value result = ub::PoisonOp::create(rewriter, loc, to);
    auto rowType = VectorType::get(to.getDimSize(1), to.getElementType());
    for (int64_t i = 0; i < to.getDimSize(0); ++i) {
      Value scalar =
          vector::ExtractOp::create(rewriter, loc, broadcast.getSource(), i);
      Value value = vector::BroadcastOp::create(rewriter, loc, rowType, scalar);
      result = vector::InsertOp::create(rewriter, loc, value, result, i);
    }
    rewriter.replaceOp(op, result);
    return success();
  }
};

/// vector.transpose [1, 0] of a matrix, both sides longer than 1
///   -> shuffles of its rows, padded to a square
struct LowerTranspose : public OpRewritePattern<vector::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    VectorType from = op.getSourceVectorType(), to = op.getResultVectorType();
    if (from.getRank() != 2 || op.getPermutation()[0] != 1 ||
        from.isScalable() || llvm::is_contained(from.getShape(), 1))
      return rewriter.notifyMatchFailure(op, "expected a matrix");
    Location loc = op.getLoc();
    int64_t numRows = from.getDimSize(0), numColumns = from.getDimSize(1);
    int64_t n = std::max(
        blockSize, int64_t(llvm::PowerOf2Ceil(std::max(numRows, numColumns))));
    auto rowType = VectorType::get(n, from.getElementType());
    SmallVector<Value> rows;
    for (int64_t row = 0; row < numRows; ++row)
      rows.push_back(resize(
          rewriter,
          vector::ExtractOp::create(rewriter, loc, op.getVector(), row), n));
    if (numRows < n)
      rows.resize(n, ub::PoisonOp::create(rewriter, loc, rowType));
    rows = RegisterTranspose(rewriter, loc, std::move(rows)).run();
    Value result = ub::PoisonOp::create(rewriter, loc, to);
    for (int64_t row = 0; row < numColumns; ++row)
      result = vector::InsertOp::create(
          rewriter, loc, resize(rewriter, rows[row], numRows), result, row);
    rewriter.replaceOp(op, result);
    return success();
  }

private:
  /// The first `size` values, or all of them and then undefined ones.
  static Value resize(OpBuilder &builder, Value vector, int64_t size) {
    int64_t old = cast<VectorType>(vector.getType()).getDimSize(0);
    if (old == size)
      return vector;
    SmallVector<int64_t> mask(size, vector::ShuffleOp::kPoisonIndex);
    for (int64_t k = 0; k < std::min(old, size); ++k)
      mask[k] = k;
    return vector::ShuffleOp::create(builder, vector.getLoc(), vector, vector,
                                     mask);
  }
};
} // namespace

void winograd::populateTransposeLoweringPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerTranspose, SortTransferRead>(patterns.getContext());
  patterns.add<BroadcastRows>(patterns.getContext(), /*benefit=*/2);
}
