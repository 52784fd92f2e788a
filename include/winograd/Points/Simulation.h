//===- Simulation.h - A convolution's rounding error, measured --*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Computes random tiles by F(m, r) with the operations of the compiled code, in
// their order, and compares with float64:
//
//   Ĝ   in float64, as winograd-fold-filter does (or at run time, in f32), and
//       rounded once to the type that it is stored in
//   X̂   by the TransformProgram of B^T, one dimension after the other, in f32,
//       multiply-adds fused, and rounded to that type
//   M̂   one channel after the other, in f32, multiply-adds fused
//   y   by the TransformProgram of A^T, in f32
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_POINTS_SIMULATION_H
#define WINOGRAD_POINTS_SIMULATION_H

#include "winograd/Support/CookToom.h"
#include <vector>

namespace mlir::winograd {

/// What X̂ and Ĝ are stored in, and image and filter come in. Arithmetic is f32.
enum class StorageType { F32, F16, BF16 };

/// What is simulated, beside the algorithm.
struct SimulationOptions {
  StorageType storage = StorageType::F32;
  int64_t channels = 64;
  int64_t dimensions = 2; ///< each with the algorithm
  int64_t tiles = 256;    ///< each with a filter of its own
  bool filterAtRunTime = false;
};

/// Of results of a mean square of about 1.
struct SimulatedError {
  double rms = 0;
  /// `rms` as a multiple of that of the direct convolution, one sum in f32, of
  /// the same data.
  double relative = 0;
};

/// The data of one seed for tiles of one size, which all algorithms F(m, r)
/// share: images N(0, 1) and filters N(0, 1 / (channels r^dimensions)), rounded
/// to the type of storage.
class Simulation {
public:
  Simulation(int64_t m, int64_t r, const SimulationOptions &options,
             uint64_t seed);

  /// Both are infinite where a value overflows. The algorithm is an F(m, r).
  SimulatedError measure(const CookToom &algorithm) const;

private:
  /// [position][tile], for each channel.
  using Values = std::vector<float>;

  void computeDirect();

  int64_t outputs, taps;
  SimulationOptions options;
  std::vector<Values> images, filters;
  std::vector<double> exact;
  double directError = 0;
};

} // namespace mlir::winograd

#endif // WINOGRAD_POINTS_SIMULATION_H
