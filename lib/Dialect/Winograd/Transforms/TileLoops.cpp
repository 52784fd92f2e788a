//===- TileLoops.cpp - Loops over tiles -----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileLoops.h"
#include "OutputTiles.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Makes the loops of one nest, from the outermost to the innermost.
class LoopNest {
public:
  LoopNest(RewriterBase &rewriter, Location loc, ArrayRef<int64_t> sizes,
           ArrayRef<int64_t> extents, TileBody body, bool isParallel)
      : rewriter(rewriter), loc(loc), sizes(sizes), extents(extents),
        body(body), isParallel(isParallel) {}

  /// The loops inside of those that `tile` has a part of.
  FailureOr<Value> create(Value destination);

private:
  /// What makes one loop: a body that gets the offset.
  using LoopBody = function_ref<FailureOr<Value>(OpFoldResult, Value)>;
  FailureOr<Value> createLoop(int64_t end, int64_t step, Value destination,
                              LoopBody loopBody);
  FailureOr<Value> createParallelLoop(int64_t end, int64_t step,
                                      Value destination, LoopBody loopBody);

  RewriterBase &rewriter;
  Location loc;
  ArrayRef<int64_t> sizes, extents;
  TileBody body;
  bool isParallel;
  LoopTile tile; ///< of the loops around
};
} // namespace

FailureOr<Value> LoopNest::createLoop(int64_t end, int64_t step,
                                      Value destination, LoopBody loopBody) {
  auto index = [&](int64_t constant) -> Value {
    return arith::ConstantIndexOp::create(rewriter, loc, constant);
  };
  auto loop = scf::ForOp::create(rewriter, loc, index(0), index(end),
                                 index(step), ValueRange{destination});
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(loop.getBody());
  FailureOr<Value> result = loopBody(OpFoldResult(loop.getInductionVar()),
                                     loop.getRegionIterArgs().front());
  if (failed(result))
    return failure();
  scf::YieldOp::create(rewriter, loc, *result);
  return loop.getResult(0);
}

// The same, for a body that ends in an insertion into its destination.
FailureOr<Value> LoopNest::createParallelLoop(int64_t end, int64_t step,
                                              Value destination,
                                              LoopBody loopBody) {
  OpFoldResult lower = rewriter.getIndexAttr(0),
               upper = rewriter.getIndexAttr(end),
               width = rewriter.getIndexAttr(step);
  auto loop =
      scf::ForallOp::create(rewriter, loc, {lower}, {upper}, {width},
                            ValueRange{destination}, /*mapping=*/std::nullopt);
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(loop.getBody());
  FailureOr<Value> result = loopBody(OpFoldResult(loop.getInductionVar(0)),
                                     loop.getRegionIterArgs().front());
  if (failed(result))
    return failure();
  auto part = result->getDefiningOp<tensor::InsertSliceOp>();
  storeTile(rewriter, loop, part.getSource(), part);
  rewriter.eraseOp(part);
  return loop.getResult(0);
}

FailureOr<Value> LoopNest::create(Value destination) {
  size_t depth = tile.offsets.size();
  if (depth == extents.size())
    return body(tile, destination);
  int64_t extent = extents[depth], size = sizes[depth];
  auto descend = [&](OpFoldResult offset, int64_t part,
                     Value value) -> FailureOr<Value> {
    tile.offsets.push_back(offset);
    tile.sizes.push_back(rewriter.getIndexAttr(part));
    FailureOr<Value> result = create(value);
    tile.offsets.pop_back();
    tile.sizes.pop_back();
    return result;
  };
  if (size == 0 || size >= extent)
    return descend(rewriter.getIndexAttr(0), extent, destination);

  int64_t whole = extent / size * size;
  if (whole == size) {
    FailureOr<Value> first =
        descend(rewriter.getIndexAttr(0), size, destination);
    if (failed(first))
      return failure();
    destination = *first;
  } else {
    auto part = [&](OpFoldResult offset, Value value) {
      return descend(offset, size, value);
    };
    FailureOr<Value> looped =
        isParallel ? createParallelLoop(whole, size, destination, part)
                   : createLoop(whole, size, destination, part);
    if (failed(looped))
      return failure();
    destination = *looped;
  }
  if (whole == extent)
    return destination;
  return descend(rewriter.getIndexAttr(whole), extent - whole, destination);
}

FailureOr<Value> winograd::createTileLoops(RewriterBase &rewriter, Location loc,
                                           ArrayRef<int64_t> sizes,
                                           ArrayRef<int64_t> extents,
                                           Value destination, TileBody body,
                                           bool isParallel) {
  return LoopNest(rewriter, loc, sizes, extents, body, isParallel)
      .create(destination);
}
