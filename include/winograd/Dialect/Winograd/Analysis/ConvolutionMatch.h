//===- ConvolutionMatch.h - A Winograd convolution in the IR ----*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_CONVOLUTIONMATCH_H
#define WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_CONVOLUTIONMATCH_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Support/PlanKind.h"

namespace mlir::winograd {

/// y = kron(Aᵀ, Σ_c X̂ · Ĝ): the operations of one convolution. Buffers
/// (`winograd.bufferize`) between them are looked through.
struct WinogradConvolution {
  KronOp input;             ///< X̂ = kron(Bᵀ, x)
  KronOp filter;            ///< Ĝ = kron(G, g); null if Ĝ comes from elsewhere
  HadamardReduceOp product; ///< M̂
  KronOp output;            ///< y

  /// The operands of `product`: canonicalization puts X̂ first.
  static constexpr unsigned imageOperand = 0, filterOperand = 1;

  /// Whether the filter is known at compile time.
  bool hasConstantFilter();
};

/// The convolution that ends in `output`, if it is one: its product starts from
/// zero and has X̂ as its first operand.
FailureOr<WinogradConvolution> matchConvolution(KronOp output);

/// All convolutions below `root`, in order.
SmallVector<WinogradConvolution> findConvolutions(Operation *root);

/// An output transform, and what follows it elementwise.
struct OutputStage {
  KronOp transform;
  linalg::GenericOp epilogue;       ///< or null
  OpOperand *transformed = nullptr; ///< the epilogue's operand that is y

  /// The stage of `output` with its epilogue.
  static OutputStage get(KronOp output);

  /// What computes the result.
  Operation *getLast();
  /// What is stored at the end.
  Value getResult();
  /// The tensors that the epilogue reads besides y.
  SmallVector<Value> getInputs();
};

/// The plan that the buffers on the convolution's values make; `four-buffer`
/// where none was placed.
PlanKind readPlan(WinogradConvolution &convolution);

/// The value without the `winograd.bufferize` operations on it.
Value skipBuffers(Value value);

} // namespace mlir::winograd

#endif // WINOGRAD_DIALECT_WINOGRAD_ANALYSIS_CONVOLUTIONMATCH_H
