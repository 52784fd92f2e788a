//===- RegisterTile.cpp - The points of one thread ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RegisterTile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace mlir::winograd;

RegisterTile RegisterTile::choose(linalg::GenericOp op,
                                  ArrayRef<int64_t> extents, int64_t rows,
                                  int64_t columns) {
  RegisterTile tile(extents);
  SmallVector<unsigned> parallel;
  op.getParallelDims(parallel);
  if (op.getNumReductionLoops() == 0)
    return tile;

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
    return tile;
  unsigned columnOwners = getOwners(*column);
  std::optional<unsigned> row = find(
      [&](unsigned owners) { return owners != all && owners != columnOwners; });
  auto set = [&](unsigned loop, int64_t most) {
    tile.points[loop] = chooseRegisterPoints(extents[loop], most);
    bool isWhole =
        tile.points[loop] % vectorSize == 0 && extents[loop] % vectorSize == 0;
    for (OpOperand &operand : op->getOpOperands())
      if (isWhole && getVectorLoop(operand.get(),
                                   op.getMatchingIndexingMap(&operand)) == loop)
        tile.kinds[loop] = Kind::Vectors;
  };
  set(*column, columns);
  if (row)
    set(*row, rows);
  return tile;
}

llvm::SmallBitVector winograd::getUsedLoops(AffineMap map) {
  llvm::SmallBitVector loops(map.getNumDims());
  for (unsigned loop = 0; loop < map.getNumDims(); ++loop)
    loops[loop] = map.isFunctionOfDim(loop);
  return loops;
}

std::optional<unsigned> winograd::getVectorLoop(Value tensor, AffineMap map) {
  auto type = dyn_cast<RankedTensorType>(tensor.getType());
  // A vector of i1 would be bits.
  if (!type || type.getRank() == 0 || type.getElementType().isInteger(1) ||
      type.getShape().back() % RegisterTile::vectorSize != 0)
    return std::nullopt;
  auto dim = dyn_cast<AffineDimExpr>(map.getResults().back());
  return dim ? std::optional<unsigned>(dim.getPosition()) : std::nullopt;
}

void RegisterTile::setRun(unsigned loop, int64_t steps) {
  points[loop] = steps;
  kinds[loop] = Kind::Run;
}

int64_t RegisterTile::getVectorSize(unsigned loop) const {
  switch (kinds[loop]) {
  case Kind::Spread:
    return 1;
  case Kind::Vectors:
    return vectorSize;
  case Kind::Run:
    return points[loop] == 2 || points[loop] == vectorSize ? points[loop] : 1;
  }
  llvm_unreachable("unknown kind");
}

int64_t RegisterTile::getNumPoints() const { return computeProduct(points); }

int64_t RegisterTile::getNumThreads(unsigned loop) const {
  return llvm::divideCeil(extents[loop], points[loop]);
}

SmallVector<int64_t> RegisterTile::getPosition(int64_t number) const {
  return delinearize(number, computeStrides(points));
}

bool RegisterTile::mayExceed(unsigned loop, int64_t position) const {
  switch (kinds[loop]) {
  case Kind::Run:
    return false;
  case Kind::Vectors:
    return (position / vectorSize + 1) * getNumThreads(loop) * vectorSize >
           extents[loop];
  case Kind::Spread:
    return (position + 1) * getNumThreads(loop) > extents[loop];
  }
  llvm_unreachable("unknown kind");
}

void RegisterTile::forEachPoint(KernelBuilder &kernel, ValueRange first,
                                function_ref<void(const Point &)> body) const {
  SmallVector<SmallVector<Value>> at(points.size()), safe(points.size());
  for (unsigned loop = 0; loop < points.size(); ++loop)
    for (int64_t position = 0; position < points[loop]; ++position) {
      // A vector lies inside or outside as a whole.
      bool isVector = kinds[loop] == Kind::Vectors;
      int64_t size = isVector ? vectorSize : 1, inVector = position % size;
      int64_t stride = kinds[loop] == Kind::Run ? 1 : getNumThreads(loop);
      Value value = first[loop];
      if (points[loop] > 1)
        value = kernel.add(
            kernel.multiply(kernel.add(value, position / size * stride), size),
            inVector);
      at[loop].push_back(value);
      if (points[loop] > 1 && mayExceed(loop, position))
        value = arith::MinUIOp::create(
            kernel.b, value, kernel.index(extents[loop] - size + inVector));
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

int64_t RegisterTile::project(int64_t number, const llvm::SmallBitVector &loops,
                              std::optional<unsigned> lane) const {
  int64_t projected = 0;
  for (auto [loop, position] : llvm::enumerate(getPosition(number))) {
    if (!loops[loop])
      continue;
    projected *= points[loop];
    projected += loop == lane ? position / getVectorSize(loop) : position;
  }
  return projected;
}

Value RegisterTile::getInside(KernelBuilder &kernel, const Point &point) const {
  Value inside;
  for (auto [loop, position] : llvm::enumerate(getPosition(point.number)))
    if (mayExceed(loop, position) && points[loop] > 1)
      inside =
          kernel.both(inside, kernel.isBelow(point.at[loop], extents[loop]));
  return inside;
}
