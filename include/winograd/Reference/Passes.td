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

    Before (test/Reference/define-tensor-ops.mlir):

    ```mlir
    %y = tensor.pad %x low[-2] high[1] {
    ^bb0(%i: index):
      tensor.yield %v : f32
    } : tensor<8xf32> to tensor<7xf32>
    ```

    After, with %inside = 0 ≤ %at < 8:

    ```mlir
    %y = tensor.generate {
    ^bb0(%i: index):
      …
      %at = arith.subi %i, %c-2 : index
      …
      %value = scf.if %inside -> (f32) {
        %element = tensor.extract %x[%at] : tensor<8xf32>
        scf.yield %element : f32
      } else {
        scf.yield %v : f32
      }
      tensor.yield %value : f32
    } : tensor<7xf32>
    ```
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

    Before (test/Reference/widen-sums.mlir):

    ```mlir
    %y = linalg.generic … ins(%x : tensor<4x8xf16>) outs(%s : tensor<4xf32>) {
    ^bb0(%a: f16, %sum: f32):
      %b = arith.extf %a : f16 to f32
      %e = math.exp %b : f32
      %c = arith.addf %sum, %e : f32
      linalg.yield %c : f32
    } -> tensor<4xf32>
    ```

    After:

    ```mlir
    %w = arith.extf %s : tensor<4xf32> to tensor<4xf64>
    %0 = linalg.generic … ins(%x : tensor<4x8xf16>) outs(%w : tensor<4xf64>) {
    ^bb0(%a: f16, %sum: f64):
      %b = arith.extf %a : f16 to f64
      %e = math.exp %b : f64
      %c = arith.addf %sum, %e : f64
      linalg.yield %c : f64
    } -> tensor<4xf64>
    %y = arith.truncf %0 : tensor<4xf64> to tensor<4xf32>
    ```
  }];
  let statistics = [
    Statistic<"numWidened", "num-widened", "Number of operations widened">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect"];
}

#endif // WINOGRAD_REFERENCE_PASSES
