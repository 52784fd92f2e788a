//===- Passes.td - What is verified of loops ---------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_VERIFY_PASSES
#define WINOGRAD_VERIFY_PASSES

include "mlir/Pass/PassBase.td"

def WinogradVerifyLoops : Pass<"winograd-verify-loops", "::mlir::ModuleOp"> {
  let summary = "verify that every loop belongs to exactly one buffer";
  let description = [{
    For programs on buffers: what a CPU's pipeline has before it leaves loops
    (`verify-loops` of `winograd-to-cpu`), and the launch form of a GPU's
    (`verify-loops` of `winograd-to-kernels`).

    A *loop* is a loop of scf or affine, an operation of linalg or a copy on
    whole buffers, or the launch of a kernel, which is a loop over its grid. A
    *buffer* is an argument, an allocation (also that of a workgroup), a
    constant, or a typed part of raw memory (`memref.view`); views of it are the
    same buffer. A buffer is *private* to a loop if nothing outside of the loop
    reads or writes it. All others that a loop writes *leave* it.

    (L1) *One buffer.* A loop writes exactly one buffer that leaves it. Values
    that it gives (accumulators in registers) count as the buffer in which they
    are stored at the end; those that are only compared or are indices do not
    count. A kernel writes exactly one of its arguments.

    (L2) *Not dangling.* A loop has an effect. What leaves it is read outside of
    it, or belongs to the caller: an argument, a result, a constant. So does a
    call.

    (L3) *Not duplicated.* No two loops of one block compute the same, reading
    the same buffers without a write in between, into different buffers that
    nobody else writes. (Loops that read nothing fill buffers, and may be equal.)

    What breaks one of these is an error at the loop, with notes at the buffers
    or the other loop; with `report`, a remark (`winograd-loops`, missed).

    A remark for each function that nobody calls (`winograd-loops`, analysis)
    counts what a call of it has: `Loops` in its code and in that of kernels and
    functions that it calls, each once; `Kernels`, launches or, where there are
    none, outermost loops; `Buffers` and their bytes; of these, those that are
    private to an outermost loop or a kernel; `MovedBytes`, the sum over the
    outermost loops of the sizes of what each reads and of what each writes,
    private buffers left out; `Flops` that the loops execute, where their bounds
    are known.

    Example (test/Verify/verify-loops.mlir):

    ```mlir
    scf.for %i = %c0 to %c8 step %c1 {
      %v = memref.load %x[%i] : memref<8xf32>
      memref.store %v, %y[%i] : memref<8xf32>
      memref.store %v, %z[%i] : memref<8xf32>
    }
    ```

    ```text
    error: expected a loop to write one buffer that leaves it, but it writes 2 (L1)
    ```
  }];
  let options = [
    Option<"report", "report", "bool", "false",
           "remark what is wrong, instead of an error">
  ];
  let statistics = [
    Statistic<"numLoops", "num-loops", "loops">,
    Statistic<"numKernels", "num-kernels", "launches, or outermost loops">,
    Statistic<"numBuffers", "num-buffers", "buffers">,
    Statistic<"numMovedBytes", "num-moved-bytes",
              "bytes that outermost loops read and write">,
    Statistic<"numViolations", "num-violations", "loops with an error">
  ];
}

#endif // WINOGRAD_VERIFY_PASSES
