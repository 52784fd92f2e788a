//===- Passes.td - Conversions -----------------------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_CONVERSION_PASSES
#define WINOGRAD_CONVERSION_PASSES

include "mlir/Pass/PassBase.td"

def ConvertLinalgToWinograd
    : Pass<"convert-linalg-to-winograd"> {
  let summary = "rewrite convolutions with Winograd's algorithm";
  let description = [{
    Executes the plans that `winograd-plan`, or a user, has written on linalg
    operations (`winograd.plan`): a convolution becomes operations of the winograd
    dialect that transform the input (X̂) and the filter (Ĝ), multiply and reduce
    over the input channels (M̂), and transform back (y), with the
    `winograd.bufferize` operations of the plan behind the values that it keeps,
    and its sizes as `winograd.schedule` or `winograd.workgroup_schedule`. One
    that is planned as `direct` is left as it is.

    With `tile`, convolutions without a plan are rewritten, too, with F(tile, r)
    and without buffers: the algebra alone. `winograd-plan` says which
    convolutions qualify; a remark (`--remark-format`, category `winograd-raise`)
    says why others are left. A dimension without more taps than its stride is not
    transformed. In front, a `tensor.pad` with constant zero is absorbed, and so
    is an operation that only exchanges dimensions, or reverses a filter's. Zeros
    between the values of the image are skipped, and the residues of the result
    written between each other; where the first output is not the first residue,
    what is in front of it is cut off (docs/Forms.md). An initial value in `outs`
    (a bias) is added at the end; the constant zero is not. What follows
    elementwise and alone uses y takes its place: its result is what is stored.

    Before (test/Conversion/LinalgToWinograd/example.mlir):

    ```mlir
    %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x10x10x3xf32>, tensor<3x3x3x8xf32>)
      outs(%zero : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
    ```

    After, with `tile=4`:

    ```mlir
    …
    %X = winograd.kron input [#F4x3, #F4x3]
        read affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
        write affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
        ins(%x : tensor<1x10x10x3xf32>) outs(%0 : tensor<6x6x1x2x2x3xf32>)
        -> tensor<6x6x1x2x2x3xf32>
    …
    %G = winograd.kron filter [#F4x3, #F4x3]
        read affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
        write affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
        ins(%w : tensor<3x3x3x8xf32>) outs(%1 : tensor<6x6x3x8xf32>)
        -> tensor<6x6x3x8xf32>
    …
    %M = winograd.hadamard_reduce [#X, #G, #M] ins(%X, %G : …) outs(%zeros : …)
        -> tensor<6x6x1x2x2x8xf32>
    …
    %y = winograd.kron output [#F4x3, #F4x3]
        read affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
        write affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
        ins(%M : tensor<6x6x1x2x2x8xf32>) outs(%4 : tensor<1x8x8x8xf32>)
        -> tensor<1x8x8x8xf32>
    ```
  }];
  let options = [
    Option<"tile", "tile", "int64_t", "0",
           "for convolutions without a plan, the output tile m of F(m, r) in every "
           "transformed dimension; 0: they are left alone">,
    Option<"narrowTransforms", "narrow-transforms", "bool", "false",
           "store the transformed input and filter in the input's element type, "
           "also if that is f16 or bf16, by an algorithm that keeps them in the "
           "range of f16; by default they are stored in the accumulation type">,
    Option<"followImage", "follow-image", "bool", "false",
           "put the tiles innermost in X^ where a spatial dimension is innermost "
           "in the image, and in M^ where one is in the result, so that "
           "neighbouring values come from neighbours; by default channels are "
           "innermost, which vectors on a CPU read">
  ];
  let statistics = [
    Statistic<"numRaised", "num-raised",
              "convolutions rewritten with Winograd's algorithm">,
    Statistic<"numLeft", "num-left", "convolutions left alone">,
    Statistic<"numBuffers", "num-buffers", "values materialised">,
    Statistic<"numBytes", "num-bytes",
              "bytes of the materialised values of static shape">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect",
    "::mlir::winograd::WinogradDialect"
  ];
}

def ConvertWinogradToLinalg : Pass<"convert-winograd-to-linalg"> {
  let summary = "lower the winograd dialect to linalg";
  let description = [{
    - `kron` on tensors is tiled, through its TilingInterface, to rows of
      tiles along the last window, and `lanes` values of the dimension that is
      innermost in the transformed domain. The window of a row is copied with
      that dimension innermost and its zeros around it. A row becomes, per
      transformed axis, loops over its other axes around one `linalg.generic`: its
      inputs are the lanes of all taps along the axis, its results the transformed
      lanes, its body the one-dimensional transform in straight-line arithmetic
      with the matrix's entries as constants (multiplications by 0 and ±1 are
      gone).
    - `hadamard_reduce` becomes a `linalg.contract` where it reduces, adjacent
      loops of static size being collapsed into one, and a `linalg.generic`
      otherwise.
    - `bufferize` becomes the allocation (`bufferization.alloc_tensor`), in its
      memory space, of its producer's destination.
    - On memrefs, an operation is lowered as one on tensors between
      `bufferization.to_tensor` and `bufferization.materialize_in_destination`.

    Before (test/Conversion/WinogradToLinalg/example.mlir):

    ```mlir
    %X = winograd.kron input [#F2x3] read affine_map<(t, c, i) -> (t * 2 + i, c)>
        write affine_map<(t, c, i) -> (i, t, c)>
        ins(%x : tensor<8x4xf32>) outs(%e : tensor<4x3x4xf32>) -> tensor<4x3x4xf32>
    ```

    After (two of the slices and of the insertions shown):

    ```mlir
    %X = scf.for %t = %c0 to %c3 step %c1 iter_args(%out = %e) -> (tensor<4x3x4xf32>) {
      %first = affine.apply affine_map<(d0) -> (d0 * 2)>(%t)
      %d0 = tensor.extract_slice %x[%first, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
      %second = affine.apply affine_map<(d0) -> (d0 * 2 + 1)>(%t)
      %d1 = tensor.extract_slice %x[%second, 0] [1, 4] [1, 1] : tensor<8x4xf32> to tensor<4xf32>
      …
      %0 = tensor.empty() : tensor<4xf32>
      %r:4 = linalg.generic … ins(%d0, %d1, %d2, %d3 : …) outs(%0, %0, %0, %0 : …) {
      ^bb0(%in: f32, %in_0: f32, %in_1: f32, %in_2: f32, …):
        %1 = arith.subf %in, %in_1 fastmath<contract> : f32
        %2 = arith.addf %in_1, %in_0 fastmath<contract> : f32
        %3 = arith.subf %in_1, %in_0 fastmath<contract> : f32
        %4 = arith.subf %in_2, %in_0 fastmath<contract> : f32
        linalg.yield %1, %2, %3, %4 : f32, f32, f32, f32
      } -> …
      %i0 = tensor.insert_slice %r#0 into %out[0, %t, 0] [1, 1, 4] [1, 1, 1] : …
      %i1 = tensor.insert_slice %r#1 into %i0[1, %t, 0] [1, 1, 4] [1, 1, 1] : …
      …
      scf.yield %next : tensor<4x3x4xf32>
    }
    ```
  }];
  let options = [
    Option<"memorySpaces", "memory-spaces", "bool", "true",
           "allocate in the GPU's memory spaces what is private or of a "
           "workgroup; a CPU has one memory">,
    Option<"lanes", "lanes", "int64_t", "0",
           "0: a vector of the target's, of f32; otherwise this many values of the innermost dimension per step; the rest of "
           "that dimension gets steps of its own">,
    Option<"whole", "whole", "bool", "false",
           "for compilers that know nothing of us, and tile and allocate "
           "themselves: each axis of a transform is one sum on whole tensors, "
           "without loops; nothing is allocated, and attributes of ours are gone">
  ];
  let statistics = [
    Statistic<"numKrons", "num-krons", "transforms lowered">,
    Statistic<"numProducts", "num-products", "products lowered">,
    Statistic<"numBuffers", "num-buffers", "buffers allocated">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect", "::mlir::gpu::GPUDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def ConvertWinogradToGPU
    : Pass<"convert-winograd-to-gpu", "::mlir::ModuleOp"> {
  let summary = "turn planned convolutions, and what is around them, into GPU "
                "kernels";
  let description = [{
    Every value that the plan puts into `global` memory ends a kernel, and
    nothing else does:

    - plan `four-buffer`: one kernel per transform (with what follows the output
      transform elementwise), one for the product;
    - `three-buffer`: product and output transform in one kernel. A workgroup has
      the part of `winograd.workgroup_schedule`; M̂ is in workgroup memory;
    - `blocked`: also the input transform; a slice of X̂ is in workgroup memory,
      too;
    - `single-kernel`: a thread computes one tile of one output channel, all in
      its registers.

    linalg operations become kernels of their own: a thread computes a register
    tile of at most `rows` × `columns` values of an operation that reduces, one
    value of another. `tensor.pad` (of any widths, negative ones crop, and any
    value that its body calculates), `tensor.generate`, slices and insertions
    become kernels, too, `linalg.softmax`, `linalg.pack` and `tensor.concat` those
    of their parts. Maps may have any form on the side that is read; a body may
    extract values of other tensors. Loops over registers are unrolled, matrices
    are straight-line arithmetic. Sums of f16 and bf16 are in f32, from their
    products on, and are rounded once, at their end.

    What cannot be a kernel is an error at the operation: memrefs, dynamic shapes,
    scalars that are no constants, loops that do not compute every value of a
    result.

    With `subgroup-size`, a sum that has fewer than `parallel-threads` threads
    (deep layers of small images) is divided: 2, 4, … neighbours in a subgroup
    share a register tile, each takes some of the reduced loop's steps (at least
    8), and `gpu.subgroup_reduce add … cluster(size = …)` adds what they have. It
    needs subgroups of at least so many lanes, and of full ones; how many there
    are, and which threads are one, is the device's affair.

    All shapes must be static. The result is on tensors between
    `bufferization.to_buffer` and `bufferization.to_tensor`; after one-shot
    bufferization, functions launch kernels on buffers.

    Output of `wino-opt examples/conv/conv.mlir
    --winograd-to-kernels="plan=four-buffer tile=4"`:

    ```mlir
    %X = memref.alloc() … : memref<6x6x1x3x3x8xf32>
    gpu.launch_func @conv_input::@conv_input blocks in (%c2, %c1, %c1)
        threads in (%c64, %c1, %c1)
        args(%x : memref<1x14x14x8xf32>, %X : memref<6x6x1x3x3x8xf32>)
    …
    gpu.module @conv_input {
      gpu.func @conv_input(%arg0: memref<1x14x14x8xf32>, %arg1: memref<…>) kernel
          attributes {known_block_size = array<i32: 64, 1, 1>,
                      known_grid_size = array<i32: 2, 1, 1>} { … }
    }
    ```
  }];
  let options = [
    Option<"workgroupSize", "workgroup-size", "int64_t", "64",
           "threads of a workgroup where the plan leaves that open">,
    Option<"rows", "rows", "int64_t", "0",
           "rows of a product's register tile; 0: as the registers of the GPU's "
           "description allow">,
    Option<"columns", "columns", "int64_t", "0",
           "columns of a product's register tile; 0: as the registers allow">,
    Option<"steps", "steps", "int64_t", "0",
           "0: as the registers allow; steps of a product that a thread loads at a time: 1, 2 or 4 make "
           "vectors of operands whose reduced dimension is innermost">,
    Option<"subgroupSize", "subgroup-size", "int64_t", "0",
           "the most lanes of a subgroup that share a register tile, a power "
           "of 2 up to 32; 0: none do">,
    Option<"parallelThreads", "parallel-threads", "int64_t", "16384",
           "threads that keep the device busy: lanes share a register tile "
           "where there are fewer">
  ];
  let statistics = [
    Statistic<"numKernels", "num-kernels", "kernels launched">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect", "::mlir::gpu::GPUDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect",
    "::mlir::vector::VectorDialect"
  ];
}

def WinogradAnnotateKernels
    : Pass<"winograd-annotate-kernels", "::mlir::ModuleOp"> {
  let summary = "say which buffers of a kernel cannot overlap";
  let description = [{
    Gives an argument of a kernel `llvm.noalias` if no launch in the module passes
    it memory that it also passes as another argument and that the kernel writes
    through one of the two. Different allocations and constants have no memory in
    common; arguments of host functions may, and are in the way only where they
    are written. A kernel that is not launched is left alone.

    Before (test/Conversion/KernelsToSPIRV/annotate.mlir):

    ```mlir
    %y = memref.alloc() : memref<2x4xf32>
    %flat = memref.collapse_shape %y [[0, 1]] : memref<2x4xf32> into memref<8xf32>
    gpu.launch_func @copy::@copy … args(%x : memref<8xf32>, %flat : memref<8xf32>)
    …
    gpu.func @copy(%x: memref<8xf32>, %y: memref<8xf32>) kernel
    ```

    After:

    ```mlir
    gpu.func @copy(%x: memref<8xf32> {llvm.noalias}, %y: memref<8xf32> {llvm.noalias}) kernel
    ```
  }];
  let statistics = [
    Statistic<"numDisjoint", "num-disjoint",
              "arguments of kernels that overlap with no other">
  ];
  let dependentDialects = [
    "::mlir::gpu::GPUDialect", "::mlir::LLVM::LLVMDialect"
  ];
}

def ConvertKernelsToSPIRV
    : Pass<"winograd-convert-kernels-to-spirv", "::mlir::gpu::GPUModuleOp"> {
  let summary = "give a gpu.module its kernel as a SPIR-V module for Vulkan";
  let description = [{
    A `gpu.module` with one kernel in launch form (docs/GPU.md) gets a
    `spirv.module` for Vulkan with that kernel: argument i is the storage buffer
    of set 0, binding i; workgroup attributions are variables in workgroup
    memory; private ones and `memref.alloca` are variables of the function;
    `index` has 32 bits. The entry point has the kernel's name and its
    `known_block_size`. Of the `gpu.func` the signature stays, so that
    `gpu.launch_func` still finds it, and the module's `targets` say what the
    kernel demands of a device.

    Accesses are to flat arrays; what a kernel's indices have in common is
    computed once, outside the loops if possible. `vector.load` and
    `vector.store` of 2 or 4 elements at multiples of that make an array of
    vectors of the memref. A buffer that is only read is `NonWritable`; one that
    is both read and written, in a kernel with barriers, is `Coherent`; one that is
    `llvm.noalias` (winograd-annotate-kernels) is `Restrict`.
    Multiplications that may not be contracted into an addition are
    `NoContraction`. `arith.maximumf` and `arith.minimumf` return NaN for NaN,
    `arith.maxnumf` and `arith.minnumf` the other operand. A kernel declares
    `SignedZeroInfNanPreserve` for each width of floats that it computes with:
    without it a driver may take x - x for 0 although x is infinite. Where the
    target does not have it (`preserve-nan`, `capabilities`), a remark says so.

    bf16, which Vulkan does not have, becomes i16: its bits, with arithmetic in
    f32 that is rounded to nearest after every operation. What SPIR-V or Vulkan
    cannot express is an error at its place: dynamic shapes, or vectors of more
    than 4 elements.

    Before (test/Conversion/KernelsToSPIRV/example.mlir):

    ```mlir
    gpu.module @twice {
      gpu.func @twice(%x: memref<8x8xf32>, %y: memref<8x8xf32>) kernel
          attributes {known_block_size = array<i32: 8, 1, 1>,
                      known_grid_size = array<i32: 8, 1, 1>} {
        %i = gpu.block_id x
        %j = gpu.thread_id x
        %a = memref.load %x[%i, %j] : memref<8x8xf32>
        %b = arith.addf %a, %a : f32
        memref.store %b, %y[%i, %j] : memref<8x8xf32>
        gpu.return
      }
    }
    ```

    After (types shortened):

    ```mlir
    gpu.module @twice [#spirv.target_env<#spirv.vce<v1.3, […], […]>, …>] {
      gpu.func @twice(%x: memref<8x8xf32>, %y: memref<8x8xf32>) kernel attributes {…} {
        gpu.return
      }
      spirv.module @twice_spirv Logical GLSL450 requires #spirv.vce<v1.3, […], […]> {
        …
        spirv.GlobalVariable @twice_arg0 bind(0, 0) {non_writable} : !spirv.ptr<…, StorageBuffer>
        spirv.GlobalVariable @twice_arg1 bind(0, 1) : !spirv.ptr<…, StorageBuffer>
        spirv.func @twice() "None" {
          …
          %4 = spirv.AccessChain %x[%zero, %at] : … -> !spirv.ptr<f32, StorageBuffer>
          %5 = spirv.Load "StorageBuffer" %4 : f32
          %6 = spirv.FAdd %5, %5 : f32
          …
        }
        spirv.EntryPoint "GLCompute" @twice, @__builtin__LocalInvocationId__, …
        spirv.ExecutionMode @twice "LocalSize", 8, 1, 1
        …
      }
    }
    ```
  }];
  let options = [
    Option<"version", "version", "std::string", "\"1.3\"",
           "the version of SPIR-V: 1.3 (Vulkan 1.1) to 1.6 (Vulkan 1.3)">,
    ListOption<"capabilities", "capabilities", "std::string",
               "the capabilities that kernels may use, such as Float64 or "
               "StorageBuffer16BitAccess, beside Shader; none: any">,
    ListOption<"preserveNaN", "preserve-nan", "unsigned",
               "the widths of floats, 16, 32 and 64, of which kernels declare "
               "that NaN, infinities and signed zeros are preserved; 0: none. "
               "All, unless `capabilities` leaves SignedZeroInfNanPreserve out">
  ];
  let statistics = [
    Statistic<"numKernels", "num-kernels", "kernels converted">,
    Statistic<"numOperations", "num-operations", "SPIR-V operations made">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::gpu::GPUDialect",
    "::mlir::spirv::SPIRVDialect"
  ];
}

def WinogradEmitMetal : Pass<"winograd-emit-metal", "::mlir::ModuleOp"> {
  let summary = "write the kernels of a module as Metal text";
  let description = [{
    Writes a .metal file with every kernel of a module, which stays as it is. The
    module holds the kernels as `winograd-kernels-to-spirv=embed=false` leaves
    them. Argument i of a kernel is `[[buffer(i)]]`; a comment before each kernel
    says how to launch it and lists name, type and size of its arguments.

    An error says which kernel Metal cannot run, and why: f64, more than 31
    buffers, more than 1024 threads or 32 KiB of memory in a threadgroup.

    Output (test/Conversion/SPIRVToMetal/example.mlir):

    ```c++
    // twice: 8 x 1 x 1 threadgroups of 8 x 1 x 1 threads, 0 bytes of threadgroup memory
    //   buffer  name, type, bytes
    //        0  twice_arg0: const float[8][8], 256
    //        1  twice_arg1: float[8][8], 256
    kernel void twice(const device float_array_64& twice_arg0 [[buffer(0)]], …)
    ```
  }];
  let options = [
    Option<"output", "output", "std::string", "\"-\"",
           "the file to write; -: standard output">
  ];
}

def DropCompileTimes
    : Pass<"winograd-drop-compile-times", "::mlir::ModuleOp"> {
  let summary = "forget how long kernels took to compile";
  let description = [{
    `gpu-module-to-binary` writes into each `#gpu.object` how many milliseconds
    LLVM took, so that what it makes differs from run to run.

    Before (test/Conversion/KernelsToNVVM/drop-compile-times.mlir):

    ```mlir
    #gpu.object<#nvvm.target, properties = {LLVMIRToISATimeInMs = 7 : i64, O = 3 : i32}, assembly = "…">
    ```

    After:

    ```mlir
    #gpu.object<#nvvm.target, properties = {O = 3 : i32}, assembly = "…">
    ```
  }];
}

def AnnotateKernelsForNVVM
    : Pass<"winograd-annotate-kernels-for-nvvm", "::mlir::ModuleOp"> {
  let summary = "tell LLVM what holds of the memory of kernels";
  let description = [{
    For a module in launch form (docs/GPU.md), before `convert-gpu-to-nvvm` makes
    bare pointers of memrefs. Each argument of a kernel gets

    - `llvm.align`: 16 bytes, as every buffer has;
    - `llvm.readonly`, if the kernel does not write to it;
    - `llvm.noalias`, if no launch of the module passes the same memory as
      another argument, unless both are only read.

    A buffer with all three is read with `ld.global.nc`, and neighbours as a
    vector. Workgroup attributions are aligned, too. Errors are what the kernel
    cannot be on NVIDIA's GPUs: without a known block size, or with one of more
    than 1024 threads; with arguments other than static memrefs of up to
    2147483647 elements (indices have 32 bits); with more than 48 KiB of
    workgroup memory.

    Before (test/Conversion/KernelsToNVVM/annotate.mlir):

    ```mlir
    gpu.func @read_twice(%x: memref<64xf32>, %w: memref<64xf32>, %y: memref<64xf32>) kernel …
    ```

    After:

    ```mlir
    gpu.func @read_twice(%x: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly},
                         %w: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias, llvm.readonly},
                         %y: memref<64xf32> {llvm.align = 16 : i64, llvm.noalias}) kernel …
    ```
  }];
  let statistics = [
    Statistic<"numReadOnly", "num-read-only", "arguments that are only read">,
    Statistic<"numNoAlias", "num-noalias", "arguments without an alias">
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ExpandMathForNVVM
    : Pass<"winograd-expand-math-for-nvvm", "::mlir::gpu::GPUModuleOp"> {
  let summary = "compute mathematical functions without a library";
  let description = [{
    PTX has instructions for few functions; `convert-gpu-to-nvvm` calls NVIDIA's
    libdevice for the others, which need not be installed. Here they become
    arithmetic: polynomial approximations in f32 (`math.exp`, `math.tanh`,
    `math.log`, …), of which f16 and bf16 are rounded, or combinations of those
    (`math.powf`, `math.sinh`, …), or comparisons (`math.isnan`). What is an
    instruction, `math.fma`, `absf`, `sqrt`, `floor`, `ceil`, `trunc`, `roundeven`,
    `copysign`, becomes an intrinsic of LLVM. Whatever is left, such as `math.exp`
    of f64, is an error.

    Before and after: test/Conversion/KernelsToNVVM/math.mlir.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::math::MathDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"
  ];
}

#endif // WINOGRAD_CONVERSION_PASSES
