//===- Passes.td - Passes to code for a CPU ----------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_CPU_PASSES
#define WINOGRAD_TRANSFORMS_CPU_PASSES

include "mlir/Pass/PassBase.td"

def WinogradDescribeHost : Pass<"winograd-describe-host", "ModuleOp"> {
  let summary = "describe the machine that the compiler runs on";
  let description = [{
    Gives a module without `dlti.target_system_spec` one: the vectors and caches
    of the CPU that this program runs on, or, where the module says
    `llvm.target = #llvm.target<triple = …, chip = …>`, the vectors of that
    processor; with it, the times of its family, as far as they are known. Or,
    with `description`, what a file says. The cost model and the vectoriser read
    it; include/winograd/Target/TargetDescription.h has the keys. A
    module that has a description keeps it, and gets the number of threads if
    that is missing.

    Output (test/Transforms/CPU/describe-host.mlir), but for the numbers:

    ```mlir
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<
        "CPU" = #dlti.target_device_spec<
          "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64,
          "L1_cache_size_in_bytes" = 32768 : i64,
          "L2_cache_size_in_bytes" = 524288 : i64,
          "L3_cache_size_in_bytes" = 33554432 : i64, "f16_conversions" = 1 : i64,
          "vector_unit_width" = 256 : i64, "fma_time" = 500 : i64, …
          "num_threads" = 1 : i64>>} {
    }
    ```
  }];
  let options = [
    Option<"threads", "threads", "int64_t", "1",
           "threads that a convolution is to be cut for">,
    Option<"description", "description", "std::string", /*default=*/"",
           "a file with a module whose description is taken, as wino-bench "
           "calibrate writes one">
  ];
  let dependentDialects = ["::mlir::DLTIDialect"];
}

def WinogradHoistBroadcasts
    : InterfacePass<"winograd-hoist-broadcasts", "::mlir::FunctionOpInterface"> {
  let summary = "compute once what is the same for many";
  let description = [{
    Fused, an elementwise operation computes for every pixel what depends on the
    channel alone: the reciprocal square root of a normalisation's variance. What
    takes more time than a load (divisions, functions of `math`), and depends on
    some of the loops only, becomes an operation of those loops, with all that it
    is made of.

    Before and after: test/Transforms/CPU/hoist-broadcasts.mlir.
  }];
  let statistics = [
    Statistic<"numHoisted", "num-hoisted", "operations that were split">
  ];
  let dependentDialects = ["::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradSeparatePooling
    : InterfacePass<"winograd-separate-pooling",
                    "::mlir::FunctionOpInterface"> {
  let summary = "take the maximum of columns, then of rows";
  let description = [{
    The largest value of a window is that of its columns' largest, and exact in
    any order. A pool of maxima, or of minima, becomes two: along all axes of the
    window but the last, for every value of the image's rows, which are vectors
    without steps; and along the last. Of 3x3 windows with steps of 1, six values
    are compared instead of nine. Sums are left: their order matters.

    Before and after: test/Transforms/CPU/separate-pooling.mlir.
  }];
  let statistics = [
    Statistic<"numSeparated", "num-separated", "pools that became two">
  ];
  let dependentDialects = ["::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradTileChannels
    : InterfacePass<"winograd-tile-channels", "::mlir::FunctionOpInterface"> {
  let summary = "go through pooling and depthwise convolutions by channels";
  let description = [{
    What reads windows of an image, and keeps its channels apart, becomes a loop
    over images and a few channels, which threads share. The pad in front, what
    makes its source elementwise, and what follows elementwise go along: each
    finds its operand in the first cache, instead of being a pass through memory.
    Channels have to be axes in front of the image's, and their number known.

    Before and after: test/Transforms/CPU/tile-channels.mlir.
  }];
  let statistics = [
    Statistic<"numTiled", "num-tiled", "operations that are tiled">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradNormalizeContractions
    : InterfacePass<"winograd-normalize-contractions",
                    "::mlir::FunctionOpInterface"> {
  let summary = "bring products that are summed to one form";
  let description = [{
    Matrix products, fully connected layers and pointwise convolutions of stride 1
    arrive in many forms. Each becomes a contraction that the vectoriser tiles well:

    - reduced loops of one iteration, the taps of a pointwise convolution, are left
      out;
    - loops that are adjacent in every operand become one: the pixels of an image;
    - an operand with the result's innermost loop elsewhere is transposed, if it is
      constant, at compile time, or if each of its values is used often;
    - else a dot product is split into as many sums as a vector has values.

    What is elementwise outside of loops goes through pixels as one loop, too, and
    reads biases of channels without axes of size 1. Only whole tensors are
    reshaped, which costs nothing.

    Before and after: test/Transforms/CPU/normalize-contractions.mlir.
  }];
  let options = [
    Option<"lanes", "lanes", "int64_t", "0",
           "values of a vector; 0: as the target's description says">
  ];
  let statistics = [
    Statistic<"numContractions", "num-contractions", "contractions found">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradSplitWork
    : InterfacePass<"winograd-split-work", "::mlir::FunctionOpInterface"> {
  let summary = "split long operations among threads";
  let description = [{
    What is in no loop yet, and has enough to do for every thread of the target's
    description, becomes a loop over equal shares: products of matrices,
    reductions, and what is elementwise. The loop is the one whose shares have
    the fewest operands in common, so that weights, or images, are read once; the
    fill of the destination goes along. Dynamic sizes, and those that have no
    equal shares, are left to one thread.

    Before and after: test/Transforms/CPU/split-work.mlir.
  }];
  let statistics = [
    Statistic<"numSplit", "num-split", "operations that are split">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradFoldUnitDims : InterfacePass<"winograd-fold-unit-dims",
                                         "FunctionOpInterface"> {
  let summary = "drop loops of one iteration from linalg operations";
  let description = [{
    As `linalg-fold-unit-extent-dims` with `use-rank-reducing-slices`, without
    what that gets wrong:

    - Where the result of a convolution has one row although the image has more
      than the filter, the image is cut to what is read. Dropping the loop over
      the rows alone would make the filter as long as the image.
    - A slice that drops some axes of size 1 but not all (of static size), or
      beside axes of dynamic size, is taken for another one later: a reshape of a
      slice of full rank takes its place.
    - Operations of dynamic shape, operations with an index that falls or jumps
      (`2 - d0`, `d0 mod 3`), and `tensor.pad` are left as they are.

    Before (test/Transforms/CPU/fold-unit-dims.mlir):

    ```mlir
    %0 = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o * 2 + k)>,
        affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], …}
        ins(%x, %g : tensor<4xf32>, tensor<3xf32>) outs(%y : tensor<1xf32>)
    ```

    After:

    ```mlir
    %0 = tensor.extract_slice %x[0] [3] [1] : tensor<4xf32> to tensor<3xf32>
    %1 = tensor.extract_slice %y[0] [1] [1] : tensor<1xf32> to tensor<f32>
    %2 = linalg.generic {indexing_maps = [affine_map<(k) -> (k)>,
        affine_map<(k) -> (k)>, affine_map<(k) -> ()>], …}
        ins(%0, %g : tensor<3xf32>, tensor<3xf32>) outs(%1 : tensor<f32>)
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

def WinogradSumInF32 : InterfacePass<"winograd-sum-in-f32",
                                      "FunctionOpInterface"> {
  let summary = "form sums of f16 and bf16 in f32";
  let description = [{
    A sum in a type of 8 or 11 bits stops growing: 256 ones are as many as bf16
    can count. Where a `linalg` operation reduces into f16 or bf16 and does more
    than to select (a maximum needs no more bits than its operands), its body is
    computed in f32, from an initial value that is extended, and the result is
    rounded once. Named operations become generic ones; on memrefs, the sum has
    a buffer of its own, which is left to the deallocation of buffers.

    Before (test/Transforms/CPU/sum-in-f32.mlir):

    ```mlir
    %zero = arith.constant dense<0.0> : tensor<4xbf16>
    %y = linalg.reduce { arith.addf } ins(%x : tensor<4x8xbf16>)
        outs(%zero : tensor<4xbf16>) dimensions = [1]
    ```

    After:

    ```mlir
    %w = linalg.fill ins(%zero : f32) outs(%0 : tensor<4xf32>) -> tensor<4xf32>
    %s = linalg.generic … ins(%x : tensor<4x8xbf16>) outs(%w : tensor<4xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %1 = arith.extf %in : bf16 to f32
      %2 = arith.addf %out, %1 : f32
      linalg.yield %2 : f32
    } -> tensor<4xf32>
    …
    %y = linalg.generic … ins(%s : tensor<4xf32>) outs(%3 : tensor<4xbf16>) {
      …
      %4 = arith.truncf %in : f32 to bf16
      …
    } -> tensor<4xbf16>
    ```
  }];
  let statistics = [
    Statistic<"numWidened", "num-widened", "sums formed in f32">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradVectorize : InterfacePass<"winograd-vectorize",
                                      "FunctionOpInterface"> {
  let summary = "tile linalg operations to registers and vectorise them";
  let description = [{
    For the CPU. Every linalg operation on tensors that has a *lane*, a parallel
    loop that is innermost in its results and, in each operand, innermost with
    step 1 or absent, is tiled with `scf.for` to register tiles: `lanes`
    iterations of the lane and one of all other loops. In a reduction it is
    `columns` times as many, and `rows` iterations of a parallel loop along which
    the lane's operand is reused; a contraction does `unroll` steps at a time. An
    elementwise operation some of whose operands are transposed has two lanes.
    Fills of a reduction's destination become the accumulators' first values.

    Loops that the tile does not divide are peeled, tiles become vector
    operations, and accumulators are hoisted out of the reduction loops; what is
    left of a loop of dynamic size is done one iteration at a time. The
    multiply-adds of reductions may be fused (`fastmath<contract>`). Other
    operations are left as they are.

    Before and after: test/Transforms/CPU/vectorize.mlir.
  }];
  let options = [
    Option<"lanes", "lanes", "int64_t", "0",
           "values per vector; 0: as the target has of f32">,
    Option<"rows", "rows", "int64_t", "0",
           "rows of a reduction's register tile; 0: as many as the target's "
           "registers hold">,
    Option<"columns", "columns", "int64_t", "2",
           "vectors per row of a reduction's register tile">,
    Option<"unroll", "unroll", "int64_t", "4",
           "steps of a contraction per iteration">
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

def WinogradBufferizeTensors : Pass<"winograd-bufferize-tensors", "ModuleOp"> {
  let summary = "turn tensors into memrefs, in place where that is possible";
  let description = [{
    As `eliminate-empty-tensors`, `empty-tensor-to-alloc-tensor` and
    `one-shot-bufferize`, across functions, whose arguments and results become
    memrefs without a layout. Slices first get the forms of
    `winograd-normalize-slices`: a memref does not tell which of its axes a slice
    has left out, and another than the slice of the tensor would be inferred.

    The analysis asks of each pair of slices whether they are one, and answers
    by solving the inequalities that their sizes and offsets follow from, up to
    the loops around them. Meanwhile what affine operations compute, and the
    induction variables of loops, are therefore hidden from it: values that are
    equal are one after `cse`, which is to run before.

    Before and after: test/Transforms/CPU/bufferize-tensors.mlir.
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradDistribute : InterfacePass<"winograd-distribute",
                                       "FunctionOpInterface"> {
  let summary = "give blocks to threads, and each thread its scratch memory";
  let description = [{
    For the CPU, after bufferization. An `scf.forall` over blocks becomes a loop
    over its iterations in order, or, with `threads` > 1, an `scf.parallel` over
    the threads around it, each of which does a contiguous share of the blocks.
    If a block is a loop over panels, an `scf.forall` again, and the blocks are
    not a multiple of the threads, shares are counted in panels: a thread then
    does what precedes the loop in each block of which it has some panels.
    Without threads, it is a loop like any other.
    What the body allocates, if its size is static, becomes part of one
    allocation per call, of which each thread has its own part; the remark
    `scratch` (`--remark-format`, category `winograd-distribute`) says how many
    bytes.

    Before and after: test/Transforms/CPU/distribute.mlir.
  }];
  let options = [
    Option<"threads", "threads", "int64_t", "1", "how many threads">
  ];
  let statistics = [
    Statistic<"numBytes", "num-bytes", "bytes of scratch memory">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect"
  ];
}

def WinogradPlaceParts : InterfacePass<"winograd-place-parts",
                                       "FunctionOpInterface"> {
  let summary = "compute parts of a tensor where they belong";
  let description = [{
    A `tensor.concat` becomes insertions into an empty tensor, and what is inserted
    somewhere outside of all loops is computed there, where nothing reads the place
    in between: the destination of what computes it is a slice of that tensor, and
    the insertion a copy to where the value is. (Upstream's
    `eliminate-empty-tensors`, before loops become functions.)

    Before (test/Transforms/CPU/place-parts.mlir):

    ```mlir
    %e = bufferization.alloc_tensor() : tensor<1x2x4xf32>
    %y = scf.forall (%i) in (2) shared_outs(%o = %e) -> (tensor<1x2x4xf32>) {
      …
    }
    %z = tensor.concat dim(1) %y, %x : …
    ```

    After:

    ```mlir
    %0 = tensor.empty() : tensor<1x5x4xf32>
    %extracted_slice = tensor.extract_slice %0[0, 0, 0] [1, 2, 4] [1, 1, 1] : …
    %1 = scf.forall (%arg1) in (2) shared_outs(%arg2 = %extracted_slice) -> (tensor<1x2x4xf32>) {
      …
    }
    %inserted_slice = tensor.insert_slice %1 into %0[0, 0, 0] [1, 2, 4] [1, 1, 1] : …
    %inserted_slice_0 = tensor.insert_slice %arg0 into %inserted_slice[0, 2, 0] [1, 3, 4] [1, 1, 1] : …
    ```
  }];
  let statistics = [
    Statistic<"numConcats", "num-concats", "concatenations that became insertions">
  ];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradOutlineKernels : Pass<"winograd-outline-kernels", "ModuleOp"> {
  let summary = "move loop nests into functions of their own";
  let description = [{
    For the CPU: every `scf.forall`, wherever it stands, every loop on memrefs at
    the top level of a function, and every operation with regions in the body of
    an `scf.parallel` becomes a private function `<function>_kernel<n>` and a
    call. Constants are copied into it, everything else becomes an argument. It is
    marked `winograd.kernel`, by which the pass knows it when it runs again; the
    last run (`mark=false`) leaves no marks. Where a loop fills a slice of a tensor
    at constant offsets, the slice goes along, and the argument is the tensor.
    Kernels of equal layers are equal then (a constant filter is an argument), and
    `duplicate-function-elimination` leaves one of them, so that a network's
    compile time grows with its distinct layers. They are not inlined again, and
    a profiler shows them by name. A parallel loop has a single block then, also
    when the control flow in it has become branches.

    Before and after: test/Transforms/CPU/outline-kernels.mlir.
  }];
  let options = [
    Option<"mark", "mark", "bool", "true",
           "mark functions that were loops, for a later run; false: remove the "
           "marks of earlier ones">
  ];
  let statistics = [
    Statistic<"numKernels", "num-kernels", "loop nests moved">
  ];
  let dependentDialects = ["::mlir::func::FuncDialect",
                           "::mlir::scf::SCFDialect"];
}

def WinogradLowerCopies : InterfacePass<"winograd-lower-copies",
                                        "FunctionOpInterface"> {
  let summary = "turn copies of strided memrefs into loops";
  let description = [{
    A `memref.copy` of memrefs that are not contiguous becomes a `linalg.generic`.
    Left alone it would be lowered to the call of a library that copies element
    by element through the ranks; the windows of an input transform are copied
    so. Where rows of up to 256 bytes lie side by side it becomes a loop over
    copies of them, and so does a `linalg.generic` that only copies: LLVM makes
    such a copy of a few registers that overlap.

    Before and after: test/Transforms/CPU/lower-copies.mlir.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect"];
}

def WinogradFoldViews : InterfacePass<"winograd-fold-views",
                                      "FunctionOpInterface"> {
  let summary = "turn accesses to views of memrefs into accesses to the memrefs";
  let description = [{
    As `fold-memref-alias-ops`, but an access to a vector stays behind a
    `memref.expand_shape` or `memref.collapse_shape`: the vector may lie on
    several axes of the reshaped memref, or be cut at the end of one, and would
    be read as one on the axes of the other.

    Before and after: test/Transforms/CPU/fold-views.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::memref::MemRefDialect",
    "::mlir::vector::VectorDialect"
  ];
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

    Before and after: test/Transforms/CPU/lower-vectors.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect", "::mlir::ub::UBDialect"
  ];
}

def WinogradWidenArithmetic : InterfacePass<"winograd-widen-arithmetic",
                                            "FunctionOpInterface"> {
  let summary = "compute with f16 and bf16 in f32";
  let description = [{
    Every `arith` and `math` operation on f16 or bf16, scalars or vectors, becomes
    one on f32 between `arith.extf` and `arith.truncf`, by upstream's patterns.
    Each operation still rounds: `arith.extf` carries no `contract`, so that
    extf(truncf(x)) is not taken for x.

    Before (test/Transforms/CPU/widen-arithmetic.mlir):

    ```mlir
    %y = arith.mulf %x, %x : vector<9xbf16>
    ```

    After:

    ```mlir
    %0 = arith.extf %x : vector<9xbf16> to vector<9xf32>
    %1 = arith.mulf %0, %0 : vector<9xf32>
    %y = arith.truncf %1 fastmath<contract> : vector<9xf32> to vector<9xbf16>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def WinogradExpandNarrowFloats
    : InterfacePass<"winograd-expand-narrow-floats", "FunctionOpInterface"> {
  let summary = "convert f16 and bf16 by integer arithmetic";
  let description = [{
    Conversions between bf16 and f32 become arithmetic on their bits, which is
    the same on every processor: some flush subnormal numbers to zero, others have
    no instruction, and would call a library that not every linker has. So do those
    of f16 where the target's description says that it has none
    (`"f16_conversions" = 0`). Results are rounded to nearest, ties to even. From
    f64 the way is through f32, rounded to odd, which rounds once in effect.

    Before and after: test/Transforms/CPU/expand-narrow-floats.mlir.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::DLTIDialect"];
}

def WinogradMoveFloatsAsIntegers
    : Pass<"winograd-move-floats-as-integers", "ModuleOp"> {
  let summary = "replace bf16 in the LLVM dialect by i16";
  let description = [{
    What is left to do with bf16 when nothing is computed in it, to load, store,
    shuffle and select, is done with its bits: not every back end of LLVM can do
    it, and some abort on vectors of odd lengths. The same holds for f16 where
    the target's description says `"f16_conversions" = 0`. Functions that other
    programs see keep their types.

    Before (test/Transforms/CPU/move-floats-as-integers.mlir):

    ```mlir
    %x = llvm.load %p : !llvm.ptr -> vector<9xbf16>
    …
    llvm.store %y, %p : vector<9xbf16>, !llvm.ptr
    ```

    After:

    ```mlir
    %x = llvm.load %p : !llvm.ptr -> vector<9xi16>
    …
    llvm.store %y, %p : vector<9xi16>, !llvm.ptr
    ```
  }];
  let dependentDialects = ["::mlir::DLTIDialect", "::mlir::LLVM::LLVMDialect"];
}

def WinogradFlattenGlobals : Pass<"winograd-flatten-globals", "ModuleOp"> {
  let summary = "make constants rows of bytes";
  let description = [{
    A constant of the LLVM dialect is an array of arrays, each of which is an object
    in LLVM: a filter of 2048x512x1x1 values has a million of them, which every
    analysis of the module visits. Here each becomes one row of bytes, which LLVM
    copies to the object file as it is; for a target that stores the most
    significant byte first (the module's data layout says so), one row of values.

    Before and after: test/Transforms/CPU/flatten-globals.mlir.
  }];
  let statistics = [
    Statistic<"numFlattened", "num-flattened", "constants made rows">
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def WinogradConvertToLLVM : Pass<"winograd-convert-to-llvm", "ModuleOp"> {
  let summary = "convert what is left of upstream's dialects to LLVM";
  let description = [{
    Upstream's `convert-to-llvm` of arith, cf, complex, func, index, memref, ub
    and vector, by the module's data layout. Called with a list of dialects, that
    pass fails unless each of them is loaded, so that a program that was printed
    in front of it could not be read and go on; this one loads them.

    Before and after: test/Transforms/CPU/convert-to-llvm.mlir.
  }];
}

def WinogradCheckLowered : Pass<"winograd-check-lowered", "ModuleOp"> {
  let summary = "report what a pipeline could not lower to the LLVM dialect";
  let description = [{
    For the end of a pipeline to a CPU. Conversions leave what they do not know,
    and `builtin.unrealized_conversion_cast` around it, without a word. Here the
    first operation that is neither of the LLVM dialect, of OpenMP's, nor the
    module is an error.

    Example: test/Transforms/CPU/check-lowered.mlir.
  }];
}

#endif // WINOGRAD_TRANSFORMS_CPU_PASSES
