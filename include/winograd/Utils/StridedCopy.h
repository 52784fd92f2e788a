//===- StridedCopy.h - Arrays with their axes in another order -*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_UTILS_STRIDEDCOPY_H
#define WINOGRAD_UTILS_STRIDEDCOPY_H

#include "mlir/Support/LLVM.h"

namespace mlir {
class MLIRContext;
} // namespace mlir

namespace mlir::winograd {

/// A loop of a copy. Steps are in values.
struct CopyLoop {
  int64_t extent, fromStep, toStep;
};

/// to[Σ i·toStep] = from[Σ i·fromStep] for all iterations of the loops, whose
/// places in `to` are different ones. Values have `width` bytes. Tile by tile,
/// on the context's threads.
void copyStrided(MLIRContext *context, ArrayRef<CopyLoop> loops,
                 const char *from, char *to, int64_t width);

} // namespace mlir::winograd

#endif // WINOGRAD_UTILS_STRIDEDCOPY_H
