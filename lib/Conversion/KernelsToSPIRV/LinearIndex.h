//===- LinearIndex.h - Where an element lies in a flat array ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LINEARINDEX_H
#define WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LINEARINDEX_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::winograd {

/// The sum of `coefficient * value` over terms, plus a constant: the place of
/// an element. Sums and multiples that the indices were computed with are taken
/// apart, so that accesses at a constant distance have the same terms; those
/// are then computed once. Indices have 32 bits on the device, and so this is
/// exact modulo 2^32 even where a sum overflows.
class LinearIndex {
public:
  /// Σ indices[i] * strides[i].
  static LinearIndex get(ValueRange indices, ArrayRef<int64_t> strides);

  /// Whether this is known to be a multiple of `divisor`, a power of two, up to
  /// the constant.
  bool hasTermsDivisibleBy(int64_t divisor) const;

  /// The constant.
  int64_t getConstant() const { return constant; }

  LinearIndex plus(int64_t offset) const;

  /// This divided by a power of two, rounded down; the terms must be divisible
  /// by it.
  LinearIndex dividedBy(int64_t divisor) const;

  /// Computes it at the builder's place, as an index: values of outer loops
  /// first, the constant last.
  Value materialize(OpBuilder &builder, Location loc) const;

private:
  struct Term {
    Value value;
    int64_t coefficient;
    /// `value` counts shifted right so far; no bit that is set is lost.
    unsigned shift = 0;
  };
  void add(Value value, int64_t coefficient, unsigned depth);
  void addTerm(Value value, int64_t coefficient);

  SmallVector<Term, 6> terms;
  int64_t constant = 0;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_CONVERSION_KERNELSTOSPIRV_LINEARINDEX_H
