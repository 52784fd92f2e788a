//===- RegisterTile.h - The points of one thread ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_WINOGRADTOGPU_REGISTERTILE_H
#define WINOGRAD_CONVERSION_WINOGRADTOGPU_REGISTERTILE_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Conversion/WinogradToGPU/KernelBuilder.h"

namespace mlir::winograd {

/// The points of an iteration space that one thread computes: along a loop of
/// extent e with t points per thread, ceil(e / t) threads, and the points of a
/// thread as far apart. So neighbouring threads have neighbouring points, and
/// only a thread's last point along a loop can lie outside.
class RegisterTile {
public:
  RegisterTile() = default;
  RegisterTile(ArrayRef<int64_t> extents, ArrayRef<int64_t> points)
      : extents(extents), points(points) {}

  /// The tile of an operation that reduces: up to `rows` points along one loop
  /// that only some of the operands have, and up to `columns` along one that
  /// only the others have, so that as few values as possible are loaded for one
  /// product. One point where nothing is reduced.
  static RegisterTile choose(linalg::GenericOp op, ArrayRef<int64_t> extents,
                             int64_t rows, int64_t columns);

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
  /// Calls `body` with each point; `first` are the coordinates of the thread's
  /// first one.
  void forEachPoint(KernelBuilder &kernel, ValueRange first,
                    function_ref<void(const Point &)> body) const;
  /// The same number for all points that `map` takes to the same place.
  int64_t project(int64_t number, AffineMap map) const;
  /// Whether the point is inside; null where it always is.
  Value getInside(KernelBuilder &kernel, const Point &point) const;

private:
  /// The position of the number-th point along each loop.
  SmallVector<int64_t> getPosition(int64_t number) const;
  bool mayExceed(unsigned loop, int64_t position) const;

  SmallVector<int64_t> extents, points;
};

} // namespace mlir::winograd

#endif // WINOGRAD_CONVERSION_WINOGRADTOGPU_REGISTERTILE_H
