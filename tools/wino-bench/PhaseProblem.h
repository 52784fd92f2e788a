//===- PhaseProblem.h - A convolution that is taken apart -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_PHASEPROBLEM_H
#define WINO_BENCH_PHASEPROBLEM_H

#include "ConvolutionShape.h"
#include "PhaseReport.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "winograd/Runner/Npy.h"

/// A program, and what it is called with.
struct PhaseProgram {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::vector<mlir::winograd::NpyArray> inputs;
};

/// One convolution, as a function kConvolutionEntry of linalg on tensors.
struct PhaseProblem {
  /// Its name, sizes and work.
  ConvolutionReport description;
  /// With the filter as the last argument, so that its transform is a part of
  /// every call; and, unless a network has it otherwise, as a constant.
  PhaseProgram withArgument, withConstant;
  /// The result in float64, in the order of its elements; empty if unknown.
  std::vector<double> reference;
  /// What tensor operations are built from; nullopt of other convolutions than
  /// plain ones of two dimensions in NCHW, with why not.
  std::optional<ConvolutionShape> shape;
  std::string whyNoShape;

  /// The convolution of random data that `wino-bench conv` has, NCHW.
  static llvm::Expected<PhaseProblem> make(const ConvolutionShape &shape,
                                           mlir::MLIRContext &context);
};

/// Makes `filter`, a constant, the last argument of its function.
void makeArgument(mlir::Value filter);

/// How far `value`, of f32, is from a reference of as many elements.
ResultError getResultError(const mlir::winograd::NpyArray &value,
                           llvm::ArrayRef<double> reference);

/// A copy of an array.
llvm::Expected<mlir::winograd::NpyArray>
clone(const mlir::winograd::NpyArray &array);

#endif // WINO_BENCH_PHASEPROBLEM_H
