//===- CookToom.h - Winograd's minimal filtering, exactly -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// F(m, r) computes m outputs of an r-tap filter (a correlation, as neural
// networks use it) from a = m + r - 1 inputs with a multiplications:
//
//   y = A^T [(G g) . (B^T d)],   y[o] = sum_k d[o + k] g[k]
//
// One construction serves every m and r: Cook-Toom interpolation at a - 1
// distinct rational points and at infinity, transposed from polynomial
// multiplication to filtering (S. Winograd, "Arithmetic Complexity of
// Computations", 1980; A. Lavin & S. Gray, "Fast Algorithms for Convolutional
// Neural Networks", 2016). There are no tables of matrices.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_COOKTOOM_H
#define WINOGRAD_SUPPORT_COOKTOOM_H

#include "winograd/Support/Rational.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

namespace mlir::winograd {

/// A dense, row-major matrix of exact rationals.
class RationalMatrix {
public:
  RationalMatrix() = default;
  RationalMatrix(int64_t rows, int64_t columns)
      : numRows(rows), numColumns(columns), values(rows * columns) {}

  int64_t rows() const { return numRows; }
  int64_t columns() const { return numColumns; }
  Rational &operator()(int64_t row, int64_t column) {
    return values[row * numColumns + column];
  }
  const Rational &operator()(int64_t row, int64_t column) const {
    return values[row * numColumns + column];
  }
  llvm::ArrayRef<Rational> row(int64_t index) const {
    return llvm::ArrayRef<Rational>(values).slice(index * numColumns,
                                                  numColumns);
  }

private:
  int64_t numRows = 0;
  int64_t numColumns = 0;
  llvm::SmallVector<Rational> values;
};

/// One algorithm F(m, r) with its three matrices. An object of this class is
/// always right: `build` is the only way to make one, and it checks the exact
/// identity
///
///   sum_i A^T[o, i] G[i, k] B^T[i, d] = (d == o + k ? 1 : 0)
///
/// for every o < m, k < r and d < a.
///
/// The rows are scaled (which the identity allows: a row of B^T and G and a
/// column of A^T belong together) so that A^T and B^T are *dyadic*: every entry
/// is an integer over a power of two, exact in binary floating point. The
/// largest magnitude of each column of A^T and of each row of B^T is in [1, 2),
/// which keeps many entries of 1. All other denominators are in G, which is
/// applied to the filter, once.
///
/// A *contracting* algorithm has other powers of two in its rows: the
/// magnitudes of each row of B^T and of each row of G sum up to at most 1 (and
/// to more than 1/2), so that no transformed value is larger than the largest
/// one of what is transformed. In any number of dimensions, f16 holds them all.
class CookToom {
public:
  /// The largest tile, a = m + r - 1, that is supported.
  static constexpr int64_t maxAlpha = 16;

  /// Builds F(m, r) from `m + r - 2` distinct finite points; infinity is always
  /// the last point. Fails, with a message that says what was expected, when
  /// m < 1, r < 1, m + r - 1 > maxAlpha, the number of points is wrong, a point
  /// is repeated or invalid, or the exact arithmetic overflows.
  static llvm::Expected<CookToom> build(int64_t m, int64_t r,
                                        llvm::ArrayRef<Rational> points,
                                        bool contracting = false);
  /// F(m, r) at its default points.
  static llvm::Expected<CookToom> build(int64_t m, int64_t r);

  /// The points used where none are given: those of the least rounding error
  /// that wino-points finds, for each tile size a = m + r - 1 (docs/Accuracy.md
  /// lists them). From a = 4 on all but 0 come in pairs p and -p, which share
  /// arithmetic; where a is odd, 0 is none of them. F(m, r) must exist.
  static llvm::SmallVector<Rational> defaultPoints(int64_t m, int64_t r);

  int64_t m() const { return outputs; }
  int64_t r() const { return taps; }
  /// The tile size m + r - 1: inputs read, and multiplications, per tile.
  int64_t alpha() const { return outputs + taps - 1; }
  /// The finite points.
  llvm::ArrayRef<Rational> points() const { return finitePoints; }
  bool isContracting() const { return contracting; }

  /// B^T, a x a.
  const RationalMatrix &inputMatrix() const { return bt; }
  /// G, a x r.
  const RationalMatrix &filterMatrix() const { return g; }
  /// A^T, m x a.
  const RationalMatrix &outputMatrix() const { return at; }

  /// The smallest positive integer D for which D * G is integral; invalid when
  /// it does not fit. A constant filter of integer multiples of D per
  /// transformed dimension has an integral transform, and leaves every
  /// intermediate value dyadic: a floating-point run is exact as long as its
  /// mantissa is long enough. (Transformed at run time it meets G's entries,
  /// which are rounded.)
  Rational filterDenominator() const;

private:
  CookToom(int64_t m, int64_t r, bool contracting)
      : outputs(int32_t(m)), taps(int32_t(r)), contracting(contracting) {}
  void interpolate();
  void normalize();
  llvm::Error verifyIdentity() const;

  // Small, so that vectors of algorithms have their usual size.
  int32_t outputs, taps;
  bool contracting;
  llvm::SmallVector<Rational> finitePoints;
  RationalMatrix bt, g, at;
};

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_COOKTOOM_H
