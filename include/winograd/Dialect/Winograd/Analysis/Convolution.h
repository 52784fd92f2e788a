//===- Convolution.h - The parts of a convolution ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_CONVOLUTION_H
#define WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_CONVOLUTION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Support/Cost.h"
#include <string>

namespace mlir::winograd {

/// A convolution among linalg operations,
///
///   y[...] += x[stride * o + dilation * f + offset, ...] * w[f, ...],
///
/// and what each of its loops is for, read off the indexing maps: named
/// operations, generic ones, layouts and permuted loops are not cases. Every
/// phase asks this and nothing else.
struct Convolution {
  linalg::LinalgOp op;
  unsigned image = 0, filter = 1; ///< operands: either can be the first

  /// One spatial dimension: y is indexed with the loop `image`, w with the loop
  /// `tap`, x with both.
  struct Window {
    unsigned image, tap;
    int64_t stride, dilation, offset;
    int64_t taps; ///< the filter's size r; dynamic where it is not known
    /// From one value of x to the next, among zeros (`skipZeros`).
    int64_t spread = 1;
  };
  SmallVector<Window> windows;         ///< in the order of x
  SmallVector<unsigned> batch;         ///< in x and y
  SmallVector<unsigned> outputChannel; ///< in w and y
  SmallVector<unsigned> inputChannel;  ///< in x and w; reduced
  SmallVector<unsigned> depth;         ///< in x, w and y: a group

  /// What follows elementwise and alone uses the result (bias, activation,
  /// residual), or null.
  linalg::GenericOp epilogue;
  Value source; ///< among zeros, or null

  /// Makes this the convolution of what stands among zeros in the image, if
  /// that is such: then x[i] is indexed with i = (o + f + offset) / spread,
  /// where that is an integer. (SpreadImage)
  void skipZeros();

  /// The window whose image is `loop`, or null.
  const Window *findImage(unsigned loop) const;
  /// The window whose tap is `loop`, or null.
  const Window *findTap(unsigned loop) const;

  Value getImage() const { return op->getOperand(image); }
  /// x: the image, or what `skipZeros` has found in it.
  Value getSource() const { return source ? source : getImage(); }
  Value getFilter() const { return op->getOperand(filter); }
  Value getInit() const { return op->getOperands().back(); }
  AffineMap getImageMap() const { return getMap(image); }
  AffineMap getFilterMap() const { return getMap(filter); }
  AffineMap getResultMap() const { return getMap(2); }
  /// The type that sums are formed in: f32 where operands and result are f16,
  /// bf16 or f32, f64 if one of them is.
  Type getAccumulationType() const;
  /// The type that X̂ and Ĝ are stored in: the accumulation's, or with `narrow`
  /// the image's.
  Type getStorageType(bool narrow) const;

  /// The sizes of the loops; dynamic ones count as `guessedSize`.
  ConvolutionSizes getSizes() const;
  /// How often all windows are computed: images, and groups of channels, which
  /// multiply every part alike.
  int64_t countImages() const;
  /// Whether the sizes of the channels, and of groups, are known, or, without
  /// channels of the result, of what vectors lie along.
  bool hasKnownChannels() const;
  /// In a user's words: "2-D convolution, batch 1, 64 to 64 channels, output
  /// 56x56, filter 3x3, f32".
  std::string describe() const;

private:
  /// (The interface's methods are not const.)
  AffineMap getMap(unsigned operand) const {
    linalg::LinalgOp linalgOp = op;
    return linalgOp.getIndexingMapsArray()[operand];
  }
};

/// What a dynamic size counts as in costs.
inline constexpr int64_t guessedSize = 64;

/// Whether `op` looks like a convolution at all: at least two inputs, one of
/// which is indexed with several loops at once, a sum, and a body with a
/// multiplication. Pooling, matrix products and elementwise operations do not.
bool looksLikeConvolution(linalg::LinalgOp op);

/// The operations below `root` that look like convolutions, in order. A
/// `winograd.plan` on any other operation is an error.
FailureOr<SmallVector<linalg::LinalgOp>> collectConvolutions(Operation *root);

/// Sorts the loops of `op`, for which `looksLikeConvolution` holds. On failure
/// `reason` is the first one why it is none, in a user's words.
FailureOr<Convolution> analyzeConvolution(linalg::LinalgOp op,
                                          std::string &reason);

/// What the closest attribute `winograd.finite_only` around `op` says; true
/// without one.
bool promisesFinite(Operation *op);
/// What the closest attribute `winograd.max_error` around `op` says, if any.
std::optional<double> getMaxError(Operation *op);

/// The elementwise operation that alone uses `result`, in the order of its
/// values or another, each of them up to 16 times (an image that is enlarged),
/// or null.
linalg::GenericOp findEpilogue(Value result);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_CONVOLUTION_H
