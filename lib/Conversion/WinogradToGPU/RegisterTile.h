//===- RegisterTile.h - The points of one thread ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_REGISTERTILE_H
#define WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_REGISTERTILE_H

#include "KernelBuilder.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Target/GPUCost.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mlir::winograd {

/// The points of an iteration space that one thread computes at a time, a
/// number of them along each loop:
///
/// - *spread*: with extent e and t points, there are ceil(e / t) threads, and
/// the
///   points of a thread are as far apart; so neighbouring threads have
///   neighbouring points, and only a thread's last point can lie outside;
/// - *vectors*: the same of runs of `vectorSize` points;
/// - *run*: successive steps of a reduced loop, 2 or `vectorSize` of which are
/// a
///   vector, too.
///
/// A vector's points can be loaded together.
class RegisterTile {
public:
  /// Values of a vector.
  static constexpr int64_t vectorSize = GPUTarget::vectorSize;

  RegisterTile() = default;
  RegisterTile(ArrayRef<int64_t> extents)
      : extents(extents), points(extents.size(), 1),
        kinds(extents.size(), Kind::Spread) {}

  /// The tile of an operation that reduces: up to `rows` points along one loop
  /// that only some of the operands have, and up to `columns` along one that
  /// only the others have, so that as few values as possible are loaded for one
  /// product. One point where nothing is reduced.
  static RegisterTile choose(linalg::GenericOp op, ArrayRef<int64_t> extents,
                             int64_t rows, int64_t columns);

  /// Takes `steps` successive steps of a reduced loop at a time.
  void setRun(unsigned loop, int64_t steps);
  /// How many points along the loop are loaded together: runs that begin at
  /// multiples of their size; 1 if none.
  int64_t getVectorSize(unsigned loop) const;

  int64_t getNumPoints() const;
  int64_t getNumThreads(unsigned loop) const;

  /// One of a thread's points.
  struct Point {
    /// Its number among them.
    int64_t number;
    /// Its coordinates, and those of a point inside of the extents: the same
    /// one, if that is inside.
    SmallVector<Value> at, safe;
  };
  /// Calls `body` with each point, the last loop fastest; `first` are the
  /// coordinates of the thread: its number along a parallel loop, the index of
  /// a reduced one.
  void forEachPoint(KernelBuilder &kernel, ValueRange first,
                    function_ref<void(const Point &)> body) const;
  /// The position of the number-th point along each loop.
  SmallVector<int64_t> getPosition(int64_t number) const;
  /// The same number for all points whose positions along `loops` are equal;
  /// along `lane`, it is enough that they are in one vector.
  int64_t project(int64_t number, const llvm::SmallBitVector &loops,
                  std::optional<unsigned> lane = std::nullopt) const;
  /// Whether the point is inside; null where it always is.
  Value getInside(KernelBuilder &kernel, const Point &point) const;

private:
  enum class Kind { Spread, Vectors, Run };

  bool mayExceed(unsigned loop, int64_t position) const;

  SmallVector<int64_t> extents, points;
  SmallVector<Kind> kinds;
};

/// The loops that a map uses.
llvm::SmallBitVector getUsedLoops(AffineMap map);

/// The loop that is the last axis of a tensor, if runs of
/// `RegisterTile::vectorSize` of its values begin at multiples of that.
std::optional<unsigned> getVectorLoop(Value tensor, AffineMap map);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_WINOGRADTOGPU_REGISTERTILE_H
