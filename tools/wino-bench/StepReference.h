//===- StepReference.h - Steps of the algorithm in float64 ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_STEPREFERENCE_H
#define WINO_BENCH_STEPREFERENCE_H

#include "ConvolutionShape.h"
#include "PhaseReport.h"
#include "winograd/Runner/Npy.h"
#include "winograd/Support/CookToom.h"

/// What F(m, r) gives after each of its steps, for one image and filter, from
/// its exact matrices in float64: the formulas of TensorForm.h.
class StepReference {
public:
  StepReference(const ConvolutionShape &shape,
                const mlir::winograd::CookToom &rows,
                const mlir::winograd::CookToom &columns,
                const mlir::winograd::NpyArray &image,
                const mlir::winograd::NpyArray &filter);

  /// How far the results after phase 1 to 5 are from that. Their axes may be in
  /// any order: the one that fits best is taken, since another makes errors as
  /// large as the values. Nullopt if their sizes are others, as those of tiles
  /// that are there only to make blocks whole.
  std::optional<ResultError>
  getError(int phase, llvm::ArrayRef<mlir::winograd::NpyArray> results) const;

private:
  /// A product of values of one or two arrays, over some axes: where an axis
  /// moves in each of them.
  struct Step {
    llvm::SmallVector<int64_t> sizes;
    const std::vector<double> *left, *right = nullptr;
    llvm::SmallVector<int64_t> leftStrides = {}, rightStrides = {};
    double sign = 1;
  };
  class Judge;

  llvm::SmallVector<Step> getSteps(int phase) const;
  void transformImage(const float *image);
  void transformFilter(const float *filter);
  void multiply();

  const ConvolutionShape &shape;
  const mlir::winograd::CookToom &rows, &columns;
  int64_t tileRows, tileColumns, positions;
  /// X̂[i·j][n][c][ty][tx], Ĝ[i·j][k][c], M̂[i·j][n][k][ty][tx]
  std::vector<double> input, filters, product;
};

#endif // WINO_BENCH_STEPREFERENCE_H
