//===- FilterPacking.h - Filters in the order of their use ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERPACKING_H
#define WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERPACKING_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::winograd {

/// Splits an axis of a tensor of static shape, of size K, into panels, which
/// become the outermost axis, while what is within a panel becomes the
/// innermost:
///
///   packed[p, i..., k] = filter[i..., p * panel + k],   [K /
///   panel][...][panel]
///
/// (written for the last axis), with zeros behind the last panel where `panel`
/// does not divide K. A constant is packed at once; for anything else,
/// operations are created.
Value packPanels(RewriterBase &rewriter, Value filter, unsigned axis,
                 int64_t panel);

/// The index-th panel's first `size` values of the last axis, without the axis
/// of panels.
Value extractPanel(RewriterBase &rewriter, Value packed, OpFoldResult index,
                   int64_t size);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_DIALECT_WINOGRAD_TRANSFORMS_FILTERPACKING_H
