//===- RegisterTile.cpp - The points of one thread ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/WinogradToGPU/RegisterTile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::winograd;

/// Of `extent` iterations, the points per thread, up to `most`, that need the
/// least time: each step of `threads` threads loads a value per point, and some
/// of the other loop.
static int64_t choosePoints(int64_t extent, int64_t most) {
  int64_t best = 1;
  // Waste at the end of the loop counts against the loads that are saved.
  auto cost = [&](int64_t points) {
    int64_t threads = llvm::divideCeil(extent, points);
    return double(threads * points) * (1.0 + 2.0 / double(points));
  };
  for (int64_t points = 2; points <= std::min(extent, most); ++points)
    if (cost(points) <= cost(best))
      best = points;
  return best;
}

RegisterTile RegisterTile::choose(linalg::GenericOp op,
                                  ArrayRef<int64_t> extents, int64_t rows,
                                  int64_t columns) {
  SmallVector<int64_t> points(extents.size(), 1);
  SmallVector<unsigned> parallel;
  op.getParallelDims(parallel);
  if (op.getNumReductionLoops() == 0)
    return RegisterTile(extents, points);

  // The operands that have a loop, as bits.
  auto getOwners = [&](unsigned loop) {
    unsigned owners = 0;
    for (auto [index, input] : llvm::enumerate(op.getDpsInputOperands()))
      if (op.getMatchingIndexingMap(input).isFunctionOfDim(loop))
        owners |= 1u << index;
    return owners;
  };
  unsigned all = (1u << op.getNumDpsInputs()) - 1;
  auto find = [&](auto isWanted) -> std::optional<unsigned> {
    std::optional<unsigned> found;
    for (unsigned loop : parallel)
      if (isWanted(getOwners(loop)) &&
          (!found || extents[loop] >= extents[*found]))
        found = loop;
    return found;
  };
  // The longest loop that some operand does not have, and the longest one that
  // saves the loads of the others.
  std::optional<unsigned> column =
      find([&](unsigned owners) { return owners != all; });
  if (!column)
    return RegisterTile(extents, points);
  unsigned columnOwners = getOwners(*column);
  std::optional<unsigned> row = find(
      [&](unsigned owners) { return owners != all && owners != columnOwners; });
  points[*column] = choosePoints(extents[*column], columns);
  if (row)
    points[*row] = choosePoints(extents[*row], rows);
  return RegisterTile(extents, points);
}

int64_t RegisterTile::getNumPoints() const {
  int64_t number = 1;
  for (int64_t count : points)
    number *= count;
  return number;
}

int64_t RegisterTile::getNumThreads(unsigned loop) const {
  return llvm::divideCeil(extents[loop], points[loop]);
}

SmallVector<int64_t> RegisterTile::getPosition(int64_t number) const {
  SmallVector<int64_t> position(points.size());
  for (int64_t loop = int64_t(points.size()) - 1; loop >= 0; --loop) {
    position[loop] = number % points[loop];
    number /= points[loop];
  }
  return position;
}

bool RegisterTile::mayExceed(unsigned loop, int64_t position) const {
  return (position + 1) * getNumThreads(loop) > extents[loop];
}

void RegisterTile::forEachPoint(KernelBuilder &kernel, ValueRange first,
                                function_ref<void(const Point &)> body) const {
  SmallVector<SmallVector<Value>> at(points.size()), safe(points.size());
  for (unsigned loop = 0; loop < points.size(); ++loop)
    for (int64_t position = 0; position < points[loop]; ++position) {
      Value value = first[loop];
      if (position > 0)
        value = kernel.add(value, position * getNumThreads(loop));
      at[loop].push_back(value);
      if (points[loop] > 1 && mayExceed(loop, position))
        value = arith::MinUIOp::create(kernel.b, value,
                                       kernel.index(extents[loop] - 1));
      safe[loop].push_back(value);
    }
  for (int64_t number = 0, e = getNumPoints(); number < e; ++number) {
    Point point{number, {}, {}};
    for (auto [loop, position] : llvm::enumerate(getPosition(number))) {
      point.at.push_back(at[loop][position]);
      point.safe.push_back(safe[loop][position]);
    }
    body(point);
  }
}

int64_t RegisterTile::project(int64_t number, AffineMap map) const {
  int64_t projected = 0;
  for (auto [loop, position] : llvm::enumerate(getPosition(number))) {
    projected *= points[loop];
    if (map.isFunctionOfDim(loop))
      projected += position;
  }
  return projected;
}

Value RegisterTile::getInside(KernelBuilder &kernel, const Point &point) const {
  Value inside;
  for (auto [loop, position] : llvm::enumerate(getPosition(point.number))) {
    if (!mayExceed(loop, position) || points[loop] == 1)
      continue;
    Value isBelow =
        arith::CmpIOp::create(kernel.b, arith::CmpIPredicate::ult,
                              point.at[loop], kernel.index(extents[loop]));
    inside =
        inside ? arith::AndIOp::create(kernel.b, inside, isBelow) : isBelow;
  }
  return inside;
}
