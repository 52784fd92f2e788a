//===- ConvolutionForm.h - Strides, groups, gradients -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_CONVOLUTIONFORM_H
#define WINO_BENCH_CONVOLUTIONFORM_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>

/// Of rows and of columns.
using Pair = std::array<int64_t, 2>;

/// What is calculated.
enum class Operation {
  Forward,       ///< y = x * w
  InputGradient, ///< dx from dy and w
  /// dw from x and dy
  FilterGradient,
  /// That into which PyTorch's ConvTranspose2d makes its argument.
  Transposed
};

/// What a convolution is beside its sizes; by default a plain one.
struct ConvolutionForm {
  Operation operation = Operation::Forward;
  Pair stride = {1, 1}, dilation = {1, 1};
  int64_t groups = 1;
  /// Zeros on each side; what keeps the size at stride 1 if there is none.
  std::optional<Pair> pad;

  /// Parses the options' texts: `S` or `SxT`, of which `pad` may be empty.
  static llvm::Expected<ConvolutionForm>
  parse(Operation operation, llvm::StringRef stride, llvm::StringRef dilation,
        int64_t groups, llvm::StringRef pad);

  bool isPlain() const { return str().empty(); }
  /// How it differs from a plain one, in the options' words, each behind a
  /// space: ` dgrad stride=2 dilation=1x2 groups=4 pad=0`.
  std::string str() const;
};

/// Parses numbers of at least `least` with an `x` between them. They are small
/// enough for any product of two to be one, too.
bool parseSizes(llvm::StringRef text, llvm::ArrayRef<int64_t *> sizes,
                int64_t least = 1);

#endif // WINO_BENCH_CONVOLUTIONFORM_H
