//===- SpreadImage.h - Zeros between the values of an image -----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_SPREADIMAGE_H
#define WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_SPREADIMAGE_H

#include "mlir/IR/Value.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace mlir::winograd {

/// An image z with zeros between the values of x, around them, or in place of
/// those that are cut off, as transposed convolutions of a stride have it:
///
///   z[..., offset + stride * i, ...] = x[..., i, ...], 0 elsewhere
struct SpreadImage {
  Value source;                          ///< x
  SmallVector<int64_t> strides, offsets; ///< per axis; strides are positive

  /// What `image` is: an insertion of x with strides into zeros, of which parts
  /// may be cut out (tensor.extract_slice, negative padding) and which may be
  /// padded with zeros. All sizes are known. Nullopt if no stride is above 1.
  static std::optional<SpreadImage> get(Value image);
};

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_SPREADIMAGE_H
