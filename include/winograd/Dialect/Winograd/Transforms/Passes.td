//===- Passes.td - Passes on the dialect ------------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES
#define WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

def WinogradFoldFilter : Pass<"winograd-fold-filter"> {
  let summary = "transform constant filters at compile time";
  let description = [{
    A `winograd.kron filter` of a constant (`dense` or `dense_resource`) becomes
    the constant Ĝ. The transform is evaluated in float64, with the matrix G
    rounded from exact rationals, and rounded to the result's element type once.

    Before (test/Dialect/Winograd/Transforms/fold-filter.mlir):

    ```mlir
    %g = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
    %G = winograd.kron filter [#F2x3] read affine_map<(i) -> (i)>
        write affine_map<(i) -> (i)> ins(%g : tensor<3xf32>)
        outs(%e : tensor<4xf32>) -> tensor<4xf32>
    ```

    After:

    ```mlir
    %G = arith.constant dense<[1.0, 3.0, 1.0, 3.0]> : tensor<4xf32>
    ```
  }];
  let statistics = [
    Statistic<"numFolded", "num-folded", "filters transformed at compile time">,
    Statistic<"numBytes", "num-bytes", "bytes of transformed filters">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def WinogradPlan : Pass<"winograd-plan"> {
  let summary = "decide where the values of each convolution live";
  let description = [{
    Chooses a plan for every Winograd convolution and writes it into the IR with
    `winograd.bufferize`:

    | plan | in global memory |
    |---|---|
    | `four-buffer` | X̂, Ĝ, M̂, y |
    | `direct` | y; the convolution is a `linalg.generic` again |
    | `auto` | the cheaper of the two, by the cost model |

    A Ĝ that is a constant needs no buffer. What was decided, and the figures that
    decided it, are remarks (`--remark-format`, category `winograd-plan`).

    Before (test/Dialect/Winograd/Transforms/plan.mlir):

    ```mlir
    %X = winograd.kron input …
    %M = winograd.hadamard_reduce … ins(%X, %G : …) …
    %y = winograd.kron output … ins(%M : …) …
    ```

    After, with `plan=four-buffer`:

    ```mlir
    %X = winograd.kron input …
    %0 = winograd.bufferize %X global : …
    %M = winograd.hadamard_reduce … ins(%0, %1 : …) …
    %2 = winograd.bufferize %M global : …
    %y = winograd.kron output … ins(%2 : …) …
    %3 = winograd.bufferize %y global : …
    ```
  }];
  let options = [
    Option<"plan", "plan", "std::string", "\"auto\"",
           "auto, four-buffer or direct">
  ];
  let statistics = [
    Statistic<"numFourBuffer", "num-four-buffer",
              "convolutions planned as four-buffer">,
    Statistic<"numDirect", "num-direct", "convolutions planned as direct">,
    Statistic<"numBuffers", "num-buffers", "values materialised">,
    Statistic<"numBytes", "num-bytes",
              "bytes of the materialised values of static shape">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

def WinogradStopAfter : Pass<"winograd-stop-after", "ModuleOp"> {
  let summary = "end the computation after one of its steps";
  let description = [{
    Makes every function with a Winograd convolution return that convolution's
    value after a step, instead of its own results, so that the time (and the
    error) of each step can be seen:

    | step | returns |
    |---|---|
    | `input` | X̂ |
    | `filter` | X̂ and Ĝ |
    | `product` | their product, not reduced: a value per input and output channel |
    | `reduce` | M̂ |
    | `output` | y, before an initial value is added |

    What only later steps used is removed. A function with several Winograd
    convolutions is an error, as is one that is called from elsewhere.

    Before and after: test/Dialect/Winograd/Transforms/stop-after.mlir.
  }];
  let options = [
    Option<"step", "step", "std::string", "\"output\"",
           "input, filter, product, reduce or output">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradVectorize : InterfacePass<"winograd-vectorize",
                                      "FunctionOpInterface"> {
  let summary = "tile linalg operations to registers and vectorise them";
  let description = [{
    For the CPU. Every linalg operation on tensors of static shape that has a
    *lane*, a parallel loop that is innermost in its results and, in each
    operand, innermost with step 1 or absent, is tiled with `scf.for`: `lanes`
    iterations of the lane; for a reduction also `rows` iterations of a parallel
    loop along which the lane's operand is reused (a register tile); one
    iteration of all other loops. Loops that the tile does not divide are peeled,
    tiles become vector operations, and accumulators are hoisted out of the
    reduction loops. The multiply-adds of reductions may be fused
    (`fastmath<contract>`). Other operations are left as they are.

    Before and after: test/Dialect/Winograd/Transforms/vectorize.mlir.
  }];
  let options = [
    Option<"lanes", "lanes", "int64_t", "16", "values per vector">,
    Option<"rows", "rows", "int64_t", "6",
           "rows of vectors in a reduction's register tile">
  ];
  let statistics = [
    Statistic<"numVectorized", "num-vectorized", "operations vectorised">,
    Statistic<"numScalar", "num-scalar", "operations left scalar">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect", "::mlir::vector::VectorDialect",
    "::mlir::ub::UBDialect"
  ];
}

def WinogradLowerCopies : InterfacePass<"winograd-lower-copies",
                                        "FunctionOpInterface"> {
  let summary = "turn copies of strided memrefs into loops";
  let description = [{
    A `memref.copy` of memrefs that are not contiguous becomes a `linalg.generic`.
    Left alone it would be lowered to the call of a library that copies element
    by element through the ranks; the windows of an input transform are copied
    so.

    Before and after: test/Dialect/Winograd/Transforms/lower-copies.mlir.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def WinogradOutlineKernels : Pass<"winograd-outline-kernels", "ModuleOp"> {
  let summary = "move loop nests into functions of their own";
  let description = [{
    For the CPU, after bufferization: every loop at the top level of a function
    becomes a private function `<function>_kernel<n>` and a call. Constants are
    copied into it, everything else becomes an argument. Kernels of equal layers
    are equal then (a constant filter is an argument), and
    `duplicate-function-elimination` leaves one of them, so that a network's
    compile time grows with its distinct layers. They are not inlined again, and
    a profiler shows them by name.

    Before and after: test/Dialect/Winograd/Transforms/outline-kernels.mlir.
  }];
  let statistics = [
    Statistic<"numKernels", "num-kernels", "loop nests moved">
  ];
  let dependentDialects = ["::mlir::func::FuncDialect",
                           "::mlir::scf::SCFDialect"];
}

def WinogradLowerVectors : InterfacePass<"winograd-lower-vectors",
                                         "FunctionOpInterface"> {
  let summary = "lower vector operations on memrefs to one dimension";
  let description = [{
    For the CPU, after bufferization. Transfers of several dimensions are unrolled
    into those of one, a transfer that reads one value for a whole vector becomes
    a load and a broadcast, and what has several dimensions besides is taken
    apart, so that no loop and no scratch buffer is left in the place of a
    vector operation.

    Before and after: test/Dialect/Winograd/Transforms/lower-vectors.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect", "::mlir::ub::UBDialect"
  ];
}

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES
