//===- Compare.h - How far an array is from a reference ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_COMPARE_H
#define WINOGRAD_RUNNER_COMPARE_H

#include "mlir/IR/Types.h"
#include "winograd/Runner/Npy.h"

namespace mlir::winograd {

/// The distance of an array from a reference, over the elements that are
/// finite in both.
struct Comparison {
  /// max |value - reference|
  double maxAbs = 0;
  /// sqrt(mean (value - reference)²)
  double rms = 0;
  /// max |reference|, the scale of the above
  double maxReference = 0;
  /// The number of elements where only one is NaN or the infinities differ.
  int64_t mismatches = 0;
};

/// Compares two arrays whose elements have the type `type`; an error if their
/// shapes or types differ.
llvm::Expected<Comparison> compare(const NpyArray &value,
                                   const NpyArray &reference, Type type);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_COMPARE_H
