//===- TransformProgram.h - A matrix as straight-line code ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One definition, many readings: a transform y = M x is derived from its matrix
// once, as a short list of steps; the lowering materialises the steps as IR,
// the cost model counts them, and the tests evaluate them in exact numbers.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_TRANSFORMPROGRAM_H
#define WINOGRAD_SUPPORT_TRANSFORMPROGRAM_H

#include "winograd/Support/CookToom.h"

namespace mlir::winograd {

/// Straight-line arithmetic for y = M x on one vector x. Values are numbered:
/// 0 .. inputs-1 are x, and step s defines value inputs + s.
class TransformProgram {
public:
  enum class Kind {
    Scale,       ///< coefficient * lhs
    MultiplyAdd, ///< coefficient * lhs + rhs
    Add,         ///< lhs + rhs
    Subtract,    ///< lhs - rhs
    Negate,      ///< -lhs
  };
  struct Step {
    Kind kind;
    int64_t lhs;
    int64_t rhs = -1;
    Rational coefficient;
  };
  /// The number of a result that is identically zero.
  static constexpr int64_t zeroValue = -1;

  /// Derives the program. Zero entries cost nothing, entries of +-1 no
  /// multiplication. The points p and -p share their work twice: two rows that
  /// differ only in the signs of some columns are e + o and e - o (B^T and G),
  /// and two columns that differ only in the signs of some rows are read as
  /// x_j + x_k and x_j - x_k where that is less work (A^T).
  static TransformProgram fromMatrix(const RationalMatrix &matrix);

  int64_t numInputs() const { return inputs; }
  llvm::ArrayRef<Step> steps() const { return stepList; }
  /// The number of the value of each row of the matrix, or `zeroValue`.
  llvm::ArrayRef<int64_t> results() const { return resultList; }

  /// Multiplications (Scale and MultiplyAdd) of one application.
  int64_t multiplications() const;
  /// Additions and subtractions (Add, Subtract and MultiplyAdd).
  int64_t additions() const;

  /// The exact meaning, for tests.
  llvm::SmallVector<Rational> evaluate(llvm::ArrayRef<Rational> x) const;

private:
  int64_t inputs = 0;
  llvm::SmallVector<Step> stepList;
  llvm::SmallVector<int64_t> resultList;
};

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_TRANSFORMPROGRAM_H
