//===- Passes.td - Out of MLIR, to Metal ------------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TARGET_METAL_PASSES
#define WINOGRAD_TARGET_METAL_PASSES

include "mlir/Pass/PassBase.td"

def WinogradEmitMetal : Pass<"winograd-emit-metal", "::mlir::ModuleOp"> {
  let summary = "write the kernels of a module as Metal text";
  let description = [{
    Writes a .metal file with every kernel of a module, which stays as it is. The
    module holds the kernels as `winograd-kernels-to-spirv=embed=false` leaves
    them. Argument i of a kernel is `[[buffer(i)]]`; a comment before each kernel
    says how to launch it and lists name, type and size of its arguments.

    An error says which kernel Metal cannot run, and why: f64, more than 31
    buffers, more than 1024 threads or 32 KiB of memory in a threadgroup.

    Of the kernel in test/Target/Metal/example.mlir this makes:

    ```c++
    // twice: 8 x 1 x 1 threadgroups of 8 x 1 x 1 threads, 0 bytes of threadgroup memory
    //   buffer  name, type, bytes
    //        0  twice_arg0: const float[8][8], 256
    //        1  twice_arg1: float[8][8], 256
    kernel void twice(const device float_array_64& twice_arg0 [[buffer(0)]], ...)
    ```
  }];
  let options = [
    Option<"output", "output", "std::string", "\"-\"",
           "the file to write; -: standard output">
  ];
}

#endif // WINOGRAD_TARGET_METAL_PASSES
