//===- NormalizeSlices.h - Slices that mean one thing only ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_LINALG_NORMALIZESLICES_H
#define WINOGRAD_TRANSFORMS_LINALG_NORMALIZESLICES_H

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::winograd {

/// Gives each slice of a tensor below `root` the form that upstream's passes,
/// and the memrefs that the tensors become, cannot take for another one:
/// winograd-normalize-slices as a function.
void normalizeSlices(Operation *root);

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_LINALG_NORMALIZESLICES_H
