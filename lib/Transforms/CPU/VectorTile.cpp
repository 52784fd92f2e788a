//===- VectorTile.cpp - What of an operation fits registers ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VectorTile.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Support/Limits.h"
#include "winograd/Utils/LoopMaps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::winograd;

bool winograd::isStepping(AffineMap map, unsigned loop, int64_t step) {
  for (auto [axis, expr] : llvm::enumerate(map.getResults())) {
    if (!expr.isFunctionOfDim(loop))
      continue;
    // The loop itself, or the sum of it and others (a convolution's image).
    AffineExpr dim = getAffineDimExpr(loop, map.getContext());
    AffineExpr rest =
        simplifyAffineExpr(expr - dim * step, map.getNumDims(), 0);
    if (axis + 1 != map.getNumResults() || rest.isFunctionOfDim(loop))
      return false;
  }
  return true;
}

/// The loop that alone indexes the map's last result.
static std::optional<unsigned> getInnermost(AffineMap map) {
  if (map.getNumResults() == 0)
    return std::nullopt;
  auto dim = dyn_cast<AffineDimExpr>(map.getResults().back());
  return dim ? std::optional(dim.getPosition()) : std::nullopt;
}

namespace {
/// The loops that become vectors.
struct VectorLoops {
  unsigned lane;                  ///< innermost in the results
  std::optional<unsigned> across; ///< innermost in what is transposed
};
} // namespace

/// Whether a vector of such elements is in memory what an array of them is: one
/// of i1 is bits, where the array has bytes.
static bool isVectorElement(Type type) {
  if (type.isIndex())
    return true;
  if (!type.isIntOrFloat())
    return false;
  unsigned bits = type.getIntOrFloatBitWidth();
  return bits >= CHAR_BIT && llvm::isPowerOf2_32(bits);
}

static std::optional<VectorLoops> findVectorLoops(linalg::LinalgOp op) {
  bool hasVectors = llvm::all_of(op->getOperandTypes(), [](Type type) {
    return isVectorElement(getElementTypeOrSelf(type));
  });
  if (!hasVectors || !hasGrowingIndices(op))
    return std::nullopt;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  std::optional<unsigned> lane = getInnermost(maps.back());
  if (!lane)
    return std::nullopt;
  VectorLoops loops{*lane, std::nullopt};
  for (auto [operand, map] : llvm::zip_equal(op->getOpOperands(), maps)) {
    if (isStepping(map, *lane, 1))
      continue;
    // Of what a window of stride 2 reads, every other value is taken.
    if (!op.hasDynamicShape() && op.isDpsInput(&operand) &&
        isStepping(map, *lane, 2))
      continue;
    std::optional<unsigned> inner = getInnermost(map);
    bool canTranspose = op.getNumParallelLoops() == op.getNumLoops() &&
                        op.getNumDpsInits() == 1 && inner &&
                        map.isProjectedPermutation() &&
                        (!loops.across || loops.across == inner);
    if (!canTranspose)
      return std::nullopt;
    loops.across = inner;
  }
  return loops;
}

/// Iterations from which on a loop's values are rows rather than those of a
/// longer loop that lie farther apart.
static constexpr int64_t leastRows = 4;

/// Whether values of the operands that are broadcast are neighbours along the
/// loop: they are loaded one by one, as the sums need them. Of those that are
/// not LLVM loads all of a tile's first, and has no registers left.
static bool hasNeighbours(linalg::LinalgOp op, unsigned lane, unsigned loop) {
  int64_t range = op.getStaticLoopRanges()[loop];
  if (!ShapedType::isDynamic(range) && range < leastRows)
    return false;
  return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *input) {
    AffineMap map = op.getMatchingIndexingMap(input);
    return !map.isFunctionOfDim(lane) && map.getNumResults() > 0 &&
           map.getResults().back().isFunctionOfDim(loop);
  });
}

/// The rows of a register tile: the parallel loop, other than the lane, along
/// which the operand with the lane is reused; of several one whose values are
/// neighbours, or else the longest.
static std::optional<unsigned> findRows(linalg::LinalgOp op, unsigned lane) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  std::optional<unsigned> best;
  // Of equally long ones the innermost: its rows are closest in memory.
  auto isBetter = [&](unsigned loop, unsigned other) {
    bool isClose = hasNeighbours(op, lane, loop);
    if (isClose != hasNeighbours(op, lane, other))
      return isClose;
    bool isUnknown = ShapedType::isDynamic(ranges[loop]);
    if (isUnknown == ShapedType::isDynamic(ranges[other]))
      return ranges[loop] >= ranges[other];
    // A batch of unknown size may be one image.
    return isUnknown ? ranges[other] < leastRows : ranges[loop] >= leastRows;
  };
  for (OpOperand *input : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(input);
    if (!map.isFunctionOfDim(lane))
      continue;
    for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray()))
      if (type == utils::IteratorType::parallel && loop != lane &&
          !map.isFunctionOfDim(loop) && ranges[loop] != 1 &&
          (!best || isBetter(loop, *best)))
        best = loop;
  }
  return best;
}

/// The rows of a register tile of a window that slides over channels one by one
/// (pooling, depthwise convolutions), and the window's loop along them: values
/// of the operand with the lane are read for several rows, those of others, the
/// taps, are the same for all. None where `row`, of `findRows`, is no window's:
/// along output channels more is reused.
static std::optional<std::pair<unsigned, unsigned>>
findWindowRows(linalg::LinalgOp op, unsigned lane,
               std::optional<unsigned> row) {
  auto isOfImage = [&](OpOperand *input) {
    AffineMap map = op.getMatchingIndexingMap(input);
    return map.isFunctionOfDim(lane) && map.isFunctionOfDim(*row);
  };
  if (row && llvm::none_of(op.getDpsInputOperands(), isOfImage))
    return std::nullopt;
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  auto isOfLoop = [&](AffineExpr index, unsigned loop,
                      utils::IteratorType iterator) {
    return iterators[loop] == iterator && ranges[loop] > 1 &&
           index.isFunctionOfDim(loop);
  };
  std::optional<std::pair<unsigned, unsigned>> best;
  for (OpOperand *input : op.getDpsInputOperands()) {
    AffineMap map = op.getMatchingIndexingMap(input);
    if (!map.isFunctionOfDim(lane))
      continue;
    for (AffineExpr index : map.getResults())
      for (unsigned row = 0; row < ranges.size(); ++row)
        for (unsigned tap = 0; tap < ranges.size(); ++tap)
          if (row != lane &&
              isOfLoop(index, row, utils::IteratorType::parallel) &&
              isOfLoop(index, tap, utils::IteratorType::reduction) &&
              llvm::all_of(op.getDpsInputOperands(), [&](OpOperand *other) {
                return other == input ||
                       !op.getMatchingIndexingMap(other).isFunctionOfDim(row);
              }))
            best = {row, tap};
  }
  return best;
}

/// The vectors per row of a register tile: fewer than `columns` if what is left
/// of an extent would be more than a vector, and no whole ones. No vector unit
/// has vectors of that length.
static int64_t chooseColumns(int64_t extent, int64_t lanes, int64_t columns) {
  if (ShapedType::isDynamic(extent))
    return columns;
  while (columns > 1) {
    int64_t rest = extent % (columns * lanes);
    if (rest < lanes || rest % lanes == 0)
      return columns;
    --columns;
  }
  return columns;
}

/// The lanes of a row of a register tile. Of few vectors and one value more,
/// which would be no vector, it is shorter vectors instead.
static int64_t chooseLanes(int64_t extent, int64_t lanes, int64_t columns) {
  if (ShapedType::isDynamic(extent) || extent <= lanes ||
      extent > 2 * lanes + 1 || extent % lanes != 1)
    return lanes * columns;
  return llvm::divideCeil(extent, llvm::divideCeil(extent, lanes));
}

/// The innermost reduction of a product of projected permutations, if values
/// that are broadcast are neighbours along it; a convolution's window has none,
/// nor has what multiplies vectors by vectors, which would be no outer product.
static std::optional<unsigned> findUnrolled(linalg::LinalgOp op,
                                            unsigned lane) {
  if (!llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return std::nullopt;
  if (op.getNumDpsInputs() > 1 &&
      llvm::all_of(op.getDpsInputOperands(), [&](OpOperand *input) {
        return op.getMatchingIndexingMap(input).isFunctionOfDim(lane);
      }))
    return std::nullopt;
  for (int64_t loop = op.getNumLoops() - 1; loop >= 0; --loop)
    if (op.getIteratorTypesArray()[loop] == utils::IteratorType::reduction) {
      bool isAcross = llvm::any_of(op.getDpsInputOperands(), [&](auto *input) {
        AffineMap map = op.getMatchingIndexingMap(input);
        return !map.isFunctionOfDim(lane) && map.isFunctionOfDim(loop) &&
               getInnermost(map) != unsigned(loop);
      });
      return isAcross ? std::nullopt : std::optional<unsigned>(loop);
    }
  return std::nullopt;
}

/// At most `most` rows, of which tiles are equal if about as many rows divide
/// all, and else are as equal as can be.
static int64_t chooseEqualRows(int64_t all, int64_t most) {
  if (all <= most)
    return all;
  for (int64_t rows = most; 3 * rows >= 2 * most; --rows)
    if (all % rows == 0)
      return rows;
  return llvm::divideCeil(all, llvm::divideCeil(all, most));
}

std::optional<SmallVector<int64_t>>
winograd::getRegisterTile(linalg::LinalgOp op, const VectorShape &shape) {
  std::optional<VectorLoops> loops = findVectorLoops(op);
  if (!loops)
    return std::nullopt;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  // A loop without iterations has no tiles, and no vector is as short.
  if (llvm::is_contained(ranges, 0))
    return std::nullopt;
  auto clipped = [&](int64_t size, unsigned loop) {
    return ShapedType::isDynamic(ranges[loop]) ? size
                                               : std::min(size, ranges[loop]);
  };
  SmallVector<int64_t> sizes(ranges.size(), 1);
  sizes[loops->lane] = clipped(shape.lanes, loops->lane);
  if (loops->across)
    sizes[*loops->across] = clipped(shape.lanes, *loops->across);
  if (op.getNumReductionLoops() == 0)
    return sizes;
  int64_t columns =
      chooseColumns(ranges[loops->lane], shape.lanes, shape.columns);
  sizes[loops->lane] = clipped(
      chooseLanes(ranges[loops->lane], shape.lanes, columns), loops->lane);
  std::optional<unsigned> row = findRows(op, loops->lane);
  if (auto window = findWindowRows(op, loops->lane, row)) {
    // Half of the registers are for what the rows share.
    sizes[loops->lane] = clipped(shape.lanes, loops->lane);
    int64_t rows = std::max<int64_t>(shape.rows * shape.columns / 2, 1);
    sizes[window->first] = chooseEqualRows(ranges[window->first], rows);
    return sizes;
  }
  if (row) {
    int64_t rows = columns == shape.columns
                       ? shape.rows
                       : shape.rows * shape.columns / columns - 2;
    sizes[*row] = clipped(std::max<int64_t>(rows, 1), *row);
    // Equal tiles are better than large ones and a small one: seven rows are
    // four and three, not six and one.
    if (!ShapedType::isDynamic(ranges[*row]))
      sizes[*row] = llvm::divideCeil(
          ranges[*row], llvm::divideCeil(ranges[*row], sizes[*row]));
  }
  if (std::optional<unsigned> unrolled = findUnrolled(op, loops->lane))
    sizes[*unrolled] = clipped(shape.unroll, *unrolled);
  return sizes;
}

/// Bytes of an operand that iterations of these loops touch.
static int64_t countBytes(linalg::LinalgOp op, OpOperand *operand,
                          ArrayRef<unsigned> loops) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  AffineMap map = op.getMatchingIndexingMap(operand);
  int64_t bytes = llvm::divideCeil(
      getElementTypeOrSelf(operand->get().getType()).getIntOrFloatBitWidth(),
      CHAR_BIT);
  for (unsigned loop : loops)
    if (map.isFunctionOfDim(loop))
      bytes = saturatingProduct(bytes, ranges[loop]);
  return bytes;
}

/// Taps of a window that follow each other in straight-line code at most.
static constexpr int64_t mostTaps = 8;

std::optional<TapLoop> winograd::getTapLoop(linalg::LinalgOp op) {
  std::optional<VectorLoops> loops = findVectorLoops(op);
  if (!loops || op.getNumReductionLoops() == 0)
    return std::nullopt;
  auto window = findWindowRows(op, loops->lane, findRows(op, loops->lane));
  if (!window)
    return std::nullopt;
  int64_t taps = op.getStaticLoopRanges()[window->second];
  int64_t unroll = llvm::divideCeil(taps, llvm::divideCeil(taps, mostTaps));
  return TapLoop{window->second, unroll};
}

SmallVector<int64_t> winograd::getTileOrder(linalg::LinalgOp op,
                                            ArrayRef<int64_t> tile,
                                            int64_t cacheBytes) {
  std::optional<VectorLoops> vectors = findVectorLoops(op);
  if (!vectors || op.getNumReductionLoops() == 0 || op.hasDynamicShape() ||
      !llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return {};
  unsigned lane = vectors->lane;
  std::optional<unsigned> row = findRows(op, lane);
  if (!row)
    return {};
  SmallVector<unsigned> loops = {lane, *row};
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray()))
    if (type == utils::IteratorType::reduction)
      loops.push_back(loop);
  // What the outer loop's tiles read again of the inner loop's operand.
  auto countAgain = [&](unsigned outer, unsigned inner) {
    int64_t bytes = 0;
    for (OpOperand *operand : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      if (map.isFunctionOfDim(inner) && !map.isFunctionOfDim(outer))
        bytes = saturatingSum(bytes, countBytes(op, operand, loops));
    }
    int64_t range = op.getStaticLoopRanges()[outer];
    return bytes > cacheBytes
               ? saturatingProduct(bytes, llvm::divideCeil(range, tile[outer]))
               : 0;
  };
  unsigned outer = std::min(lane, *row), inner = std::max(lane, *row);
  if (countAgain(outer, inner) <= countAgain(inner, outer))
    return {};
  auto order = llvm::to_vector(llvm::seq<int64_t>(op.getNumLoops()));
  std::swap(order[outer], order[inner]);
  return order;
}

/// Iterations that are worth being a vector's.
static constexpr int64_t leastLanes = 4;

std::optional<SmallVector<unsigned>>
winograd::getWindowOrder(linalg::LinalgOp op) {
  if (op.getNumReductionLoops() == 0 || findVectorLoops(op) ||
      op.getNumDpsInits() != 1)
    return std::nullopt;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  std::optional<unsigned> lane = getInnermost(maps.back());
  if (!lane || *lane + 1 == op.getNumLoops())
    return std::nullopt;
  int64_t range = op.getStaticLoopRanges()[*lane];
  if (!ShapedType::isDynamic(range) && range < leastLanes)
    return std::nullopt;
  for (AffineMap map : maps)
    for (auto [axis, index] : llvm::enumerate(map.getResults()))
      if (axis + 1 != map.getNumResults() && index.isFunctionOfDim(*lane))
        return std::nullopt;
  SmallVector<unsigned> order;
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop)
    if (loop != *lane)
      order.push_back(loop);
  order.push_back(*lane);
  return order;
}

/// Values of a row of a matrix that is worth going through row by row.
static constexpr int64_t longRow = 256;

bool winograd::streamsOnce(linalg::LinalgOp op) {
  std::optional<VectorLoops> loops = findVectorLoops(op);
  if (!loops || op.getNumReductionLoops() != 1 || op.hasDynamicShape() ||
      findRows(op, loops->lane) || !findUnrolled(op, loops->lane))
    return false;
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  int64_t others = 1;
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray()))
    if (type == utils::IteratorType::parallel && loop != loops->lane)
      others *= ranges[loop];
  return others == 1 && ranges[loops->lane] >= longRow;
}

bool winograd::isRegisterTile(linalg::LinalgOp op, const VectorShape &shape) {
  int64_t size = 1;
  for (int64_t range : op.getStaticLoopRanges())
    if (range == 0 || llvm::MulOverflow(size, range, size))
      return false;
  int64_t reduction = shape.rows * shape.columns * shape.lanes * shape.unroll;
  int64_t transpose = shape.lanes * shape.lanes;
  return size <= std::max(reduction, transpose) && findVectorLoops(op);
}
