//===- Passes.td - What a reference is made by ------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_REFERENCE_PASSES
#define WINOGRAD_REFERENCE_PASSES

include "mlir/Pass/PassBase.td"

def WinogradDefineTensorOps : Pass<"winograd-define-tensor-ops"> {
  let summary = "replace compound operations on tensors by their definition";
  let description = [{
    `tensor.pad` becomes a `tensor.generate` that asks of each element whether it
    lies in the source: right for widths of any sign, static or not. What MLIR
    can take apart itself is taken apart: `linalg.softmax` and the other
    aggregated operations, `linalg.pack` and `linalg.unpack`, and `tensor.concat`.

    ```mlir
    %1 = tensor.pad %0 low[-1] high[2] { … tensor.yield %zero : f32 }
        : tensor<8xf32> to tensor<9xf32>
    // becomes
    %1 = tensor.generate {
    ^bb0(%i: index):
      %at = arith.subi %i, %c-1 : index
      …            // %inside = 0 <= %at < 8
      %value = scf.if %inside -> (f32) {
        %element = tensor.extract %0[%at] : tensor<8xf32>
        scf.yield %element : f32
      } else {
        scf.yield %zero : f32
      }
      tensor.yield %value : f32
    } : tensor<9xf32>
    ```

    Before and after: test/Reference/define-tensor-ops.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def WinogradWidenSums : Pass<"winograd-widen-sums"> {
  let summary = "calculate reductions of floats in f64";
  let description = [{
    A `linalg.generic` on tensors with a loop that reduces, and results of f16,
    bf16 or f32, calculates in f64 instead: its inputs are extended where they
    are read, its init before, and its result is rounded once, at the end. A
    rounding that the body asks for (`arith.truncf`) stays one. Integers are as
    they were. Named operations are to be generalized before; a body with
    regions of its own is left alone.

    ```mlir
    %1 = linalg.generic … ins(%x, %g : …) outs(%0 : tensor<4xf32>) {
    ^bb0(%a: f32, %b: f32, %sum: f32):
      %2 = arith.mulf %a, %b : f32
      %3 = arith.addf %sum, %2 : f32
      linalg.yield %3 : f32
    } -> tensor<4xf32>
    // becomes
    %w = arith.extf %0 : tensor<4xf32> to tensor<4xf64>
    %y = linalg.generic … ins(%x, %g : …) outs(%w : tensor<4xf64>) {
    ^bb0(%a: f32, %b: f32, %sum: f64):
      %wa = arith.extf %a : f32 to f64
      %wb = arith.extf %b : f32 to f64
      %2 = arith.mulf %wa, %wb : f64
      %3 = arith.addf %sum, %2 : f64
      linalg.yield %3 : f64
    } -> tensor<4xf64>
    %1 = arith.truncf %y : tensor<4xf64> to tensor<4xf32>
    ```

    Before and after: test/Reference/widen-sums.mlir.
  }];
  let statistics = [
    Statistic<"numWidened", "num-widened", "Number of operations widened">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect"];
}

#endif // WINOGRAD_REFERENCE_PASSES
