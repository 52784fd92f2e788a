//===- WinogradForm.h - How Winograd's algorithm computes it ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_WINOGRADFORM_H
#define WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_WINOGRADFORM_H

#include "winograd/Dialect/Winograd/Analysis/Convolution.h"

namespace mlir::winograd {

/// How an algorithm F(m, r) computes one window of a convolution, of any stride
/// s and dilation d of which one is a multiple of the other.
///
/// With g = gcd(s, d), x is indexed with g * (s/g * o + d/g * k) + offset.
///
///   d = g: taps in `phases` = s/g residues, k = phases * k' + q, which are
///          summed up like channels:
///            x: g * (phases * (m t + u) + q)    w: phases * k' + q
///   s = g: outputs in `residues` = d/g images, o = residues * o' + p:
///            x: g * (residues * (m t + u) + p)  y: residues * (m t + o') + p
///
/// Where k' has more taps than an algorithm is good for, they stand in `blocks`
/// of r, which are summed up, too: k' = r * j + k'', and u becomes r * j + u.
/// Zeros fill up what a residue or the last block lacks. (Stride 1 and dilation
/// 1 have one residue of each kind.)
///
/// With values of x that are s = `spread` apart, among zeros, stride and
/// dilation 1: outputs in s residues, o = s * o' + p - `shift`, of which each
/// has taps of its own, k = s * k' + `firstTap` - p; x is the same for all of
/// them:
///            x: m t + u + firstValue    w: s * u + firstTap - p
///            y: s * (m t + o') + p - shift
///
/// where s * firstValue = firstTap - shift + offset. The shift is 0 unless that
/// would cost a tap.
struct WindowForm {
  int64_t unit = 1;     ///< g
  int64_t phases = 1;   ///< residues of taps
  int64_t residues = 1; ///< residues of outputs
  int64_t taps = 1;     ///< r
  int64_t blocks = 1;   ///< of taps
  /// d is negative: the taps are taken in the other order, r - 1 - k'.
  bool isBackwards = false;
  int64_t spread = 1;
  int64_t firstTap = 0, firstValue = 0, shift = 0;

  static WindowForm get(const Convolution::Window &window);

  /// Values of x from one tap to the next, and of w.
  int64_t imageStep() const { return unit * phases * residues; }
  int64_t filterStep() const { return phases * spread; }
  /// Values of y from one output of a residue to the next.
  int64_t resultStep() const { return residues * spread; }
  /// Of one tap, only residues of outputs are (by F(1, 1), which is the
  /// identity): zeros need not be multiplied.
  bool isTransformed() const { return taps > 1 || spread > 1; }

private:
  /// Fills in what stands for a spread, and returns the taps of a residue.
  int64_t spreadTaps(const Convolution::Window &window);
};

/// The windows that Winograd's algorithm transforms: those with several taps
/// for each residue of the stride.
SmallVector<Convolution::Window> getTransformed(const Convolution &convolution);

/// The sizes of the convolution of stride 1 that has the same transformed
/// values and product: residues of taps, and blocks of them, are input
/// channels, residues of outputs are images, or, where x stands among zeros,
/// output channels.
ConvolutionSizes getWinogradSizes(const Convolution &convolution);

/// As `analyzeConvolution`, for a convolution that Winograd's algorithm can
/// compute: of f16, bf16, f32 or f64, with at least 2 taps for a residue of the
/// stride somewhere. On failure `reason` says what it is not.
FailureOr<Convolution> analyzeForWinograd(linalg::LinalgOp op,
                                          std::string &reason);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_WINOGRADFORM_H
