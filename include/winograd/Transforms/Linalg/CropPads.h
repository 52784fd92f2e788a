//===- CropPads.h - Padding by negative widths ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_LINALG_CROPPADS_H
#define WINOGRAD_TRANSFORMS_LINALG_CROPPADS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// Every `tensor.pad` in `root` of widths that may be negative becomes one of a
/// slice, whose widths are not; with `onlyKnown`, every one of which a width is
/// a negative constant. `listener`, if any, is told.
void cropPads(Operation *root, bool onlyKnown = false,
              RewriterBase::Listener *listener = nullptr);

} // namespace mlir::winograd

#endif // WINOGRAD_TRANSFORMS_LINALG_CROPPADS_H
