//===- StridedCopy.cpp - Arrays with their axes in another order ------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/StridedCopy.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Threading.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace mlir;
using namespace mlir::winograd;

/// Iterations of a tile along the two loops whose values stand side by side on
/// either side: whole cache lines of both stay in the cache until all of them
/// has moved.
static constexpr int64_t tileExtent = 64;
/// Values that a thread takes at a time.
static constexpr int64_t taskValues = 1 << 16;

namespace {

/// The loops, of which the last two are within a tile: `column` writes values
/// side by side, `row` reads them so.
struct Nest {
  SmallVector<CopyLoop> outer;
  CopyLoop row, column;
};

} // namespace

/// Takes the loop with the smallest step out of the others.
static CopyLoop takeInnermost(SmallVectorImpl<CopyLoop> &loops,
                              int64_t CopyLoop::*step) {
  CopyLoop *innermost =
      llvm::min_element(loops, [&](const CopyLoop &a, const CopyLoop &b) {
        return a.*step < b.*step;
      });
  if (innermost == loops.end())
    return {1, 0, 0};
  CopyLoop loop = *innermost;
  loops.erase(innermost);
  return loop;
}

/// The loops of a tile, and those over tiles as outer ones.
static Nest makeNest(ArrayRef<CopyLoop> loops) {
  Nest nest;
  for (const CopyLoop &loop : loops)
    if (loop.extent != 1)
      nest.outer.push_back(loop);
  nest.column = takeInnermost(nest.outer, &CopyLoop::toStep);
  nest.row = takeInnermost(nest.outer, &CopyLoop::fromStep);
  return nest;
}

/// The part of a loop from `start` on that a tile has.
static int64_t getTileExtent(const CopyLoop &loop, int64_t start) {
  return std::min(tileExtent, loop.extent - start);
}

template <size_t width>
static void copyTile(const CopyLoop &row, const CopyLoop &column,
                     const char *from, char *to) {
  for (int64_t i = 0; i < row.extent; ++i)
    for (int64_t j = 0; j < column.extent; ++j)
      std::memcpy(to + (i * row.toStep + j * column.toStep) * width,
                  from + (i * row.fromStep + j * column.fromStep) * width,
                  width);
}

template <size_t width>
static void copyNest(MLIRContext *context, const Nest &nest, const char *from,
                     char *to) {
  SmallVector<int64_t> tiles;
  for (const CopyLoop &loop : nest.outer)
    tiles.push_back(loop.extent);
  for (const CopyLoop &loop : {nest.row, nest.column})
    tiles.push_back(llvm::divideCeil(loop.extent, tileExtent));
  SmallVector<int64_t> strides = computeStrides(tiles);
  int64_t count = computeProduct(tiles);
  auto copy = [&](int64_t index) {
    SmallVector<int64_t> position = delinearize(index, strides);
    CopyLoop row = nest.row, column = nest.column;
    int64_t i = position[position.size() - 2] * tileExtent,
            j = position.back() * tileExtent;
    row.extent = getTileExtent(row, i);
    column.extent = getTileExtent(column, j);
    int64_t fromOffset = i * row.fromStep + j * column.fromStep,
            toOffset = i * row.toStep + j * column.toStep;
    for (auto [loop, at] : llvm::zip(nest.outer, position)) {
      fromOffset += at * loop.fromStep;
      toOffset += at * loop.toStep;
    }
    copyTile<width>(row, column, from + fromOffset * width,
                    to + toOffset * width);
  };
  int64_t perTask = std::max<int64_t>(
      1, taskValues / (std::min(nest.row.extent, tileExtent) *
                       std::min(nest.column.extent, tileExtent)));
  parallelFor(context, 0, llvm::divideCeil(count, perTask), [&](size_t task) {
    int64_t first = task * perTask;
    for (int64_t i = first; i < std::min(count, first + perTask); ++i)
      copy(i);
  });
}

void winograd::copyStrided(MLIRContext *context, ArrayRef<CopyLoop> loops,
                           const char *from, char *to, int64_t width) {
  if (llvm::any_of(loops,
                   [](const CopyLoop &loop) { return loop.extent == 0; }))
    return;
  switch (width) {
  case 1:
    return copyNest<1>(context, makeNest(loops), from, to);
  case 2:
    return copyNest<2>(context, makeNest(loops), from, to);
  case 4:
    return copyNest<4>(context, makeNest(loops), from, to);
  case 8:
    return copyNest<8>(context, makeNest(loops), from, to);
  }
  // Wider values are rows of bytes.
  SmallVector<CopyLoop> bytes(loops);
  for (CopyLoop &loop : bytes) {
    loop.fromStep *= width;
    loop.toStep *= width;
  }
  bytes.push_back({width, 1, 1});
  copyNest<1>(context, makeNest(bytes), from, to);
}
