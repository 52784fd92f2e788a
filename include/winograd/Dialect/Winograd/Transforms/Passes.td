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

def WinogradCropPads : Pass<"winograd-crop-pads"> {
  let summary = "crop by slices where tensor.pad has negative widths";
  let description = [{
    A negative width of a `tensor.pad` takes away what other passes would put
    somewhere: MLIR's own make an insertion into too small a tensor of it. Such a
    pad becomes one of a slice. Widths that are known at run time only are
    treated as if they were negative; the slice is then the whole source if they
    are not.

    Before (test/Dialect/Winograd/Transforms/crop-pads.mlir):

    ```mlir
    %y = tensor.pad %x low[-1] high[2] { … } : tensor<8xf32> to tensor<9xf32>
    ```

    After:

    ```mlir
    %0 = tensor.extract_slice %x[1] [7] [1] : tensor<8xf32> to tensor<7xf32>
    %y = tensor.pad %0 low[0] high[2] { … } : tensor<7xf32> to tensor<9xf32>
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::tensor::TensorDialect",
    "::mlir::linalg::LinalgDialect"
  ];
}

def WinogradDescribeHost : Pass<"winograd-describe-host", "ModuleOp"> {
  let summary = "describe the machine that the compiler runs on";
  let description = [{
    Gives a module without `dlti.target_system_spec` one: the vectors and caches
    of the CPU that this program runs on. The cost model and the vectoriser read
    it; include/winograd/Target/TargetDescription.h has the keys. A
    module that has a description keeps it, and gets the number of threads if
    that is missing.

    ```mlir
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<
        "CPU" = #dlti.target_device_spec<
          "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64,
          "L1_cache_size_in_bytes" = 32768 : i64,
          "L2_cache_size_in_bytes" = 524288 : i64,
          "L3_cache_size_in_bytes" = 33554432 : i64, "num_threads" = 1 : i64,
          "f16_conversions" = 1 : i64>>} {
    }
    ```
  }];
  let options = [
    Option<"threads", "threads", "int64_t", "1",
           "threads that a convolution is to be cut for">
  ];
  let dependentDialects = ["::mlir::DLTIDialect"];
}

def WinogradFoldFilter : Pass<"winograd-fold-filter"> {
  let summary = "transform constant filters at compile time";
  let description = [{
    A `winograd.kron filter` of a constant (`dense` or `dense_resource`) becomes
    the constant Ĝ. The transform is evaluated in float64, with the matrix G
    rounded from exact rationals, and rounded to the result's element type once.
    It is done in slabs, so that only the source and the result are in memory as
    a whole; all filters of a splat are one, which is transformed once. A filter
    whose Ĝ has more than `max-bytes` is transformed at run time, as one that is
    no constant, and a remark (`--remark-format`, category
    `winograd-fold-filter`) says so.

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
  let options = [
    Option<"maxBytes", "max-bytes", "int64_t", "268435456",
           "the most bytes of a filter that is transformed at compile time">
  ];
  let statistics = [
    Statistic<"numFolded", "num-folded", "filters transformed at compile time">,
    Statistic<"numLeft", "num-left",
              "filters that are too large to be transformed at compile time">,
    Statistic<"numBytes", "num-bytes", "bytes of transformed filters">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def WinogradGeneralize : InterfacePass<"winograd-generalize",
                                       "FunctionOpInterface"> {
  let summary = "turn named linalg operations, but no fill, into generic ones";
  let description = [{
    As `linalg-generalize-named-ops`, so that elementwise operations can be fused
    and every operation is tiled by its maps; but a `linalg.fill` stays one, so
    that what starts from zeros can be recognised. An operation on tensors that
    has a loop without iterations, such as a convolution of no channels, is
    replaced by its inits. What linalg defines by simpler operations
    (`linalg.softmax`, `linalg.pack`, `linalg.unpack`) is taken apart first.

    Before and after: test/Dialect/Winograd/Transforms/generalize.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradFuseElementwise : Pass<"winograd-fuse-elementwise"> {
  let summary = "fuse elementwise operations, but not into convolutions";
  let description = [{
    The patterns of upstream's `linalg-fuse-elementwise-ops`. What is elementwise
    behind a convolution becomes one operation, which the plan knows of. What
    makes a convolution's image is not computed once for each of its taps and
    output channels, and the convolution stays one that others recognise.

    ```mlir
    %x = linalg.generic … { … arith.maximumf … }   // stays
    %y = linalg.conv_2d_nchw_fchw ins(%x, %g : …) outs(%zero : …) -> …
    %0 = linalg.generic … ins(%y, %bias : …) { … arith.addf … }
    %1 = linalg.generic … ins(%0 : …) { … arith.maximumf … }  // one with %0
    ```

    Before and after: test/Dialect/Winograd/Transforms/fuse-elementwise.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradDescribeGPU : Pass<"winograd-describe-gpu", "ModuleOp"> {
  let summary = "describe the GPU that a module is for";
  let description = [{
    Writes the entry "GPU" of a module's `dlti.target_system_spec`: what the
    options give, or else what the description says already, or else what common
    devices have (`device`). The plan, the kernels and their check read it.

    ```mlir
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<
        "GPU" = #dlti.target_device_spec<
          "workgroup_memory_in_bytes" = 32768 : i64,
          "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
          "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
    }
    ```

    More instructions than a GPU's cache holds are slow: AMD's holds 4096,
    NVIDIA's 8192 (include/winograd/Target/GPUCost.h has the sources).
  }];
  let options = [
    Option<"device", "device", "std::string", "\"generic\"",
           "what is not given or described: generic, what Metal and common Vulkan "
           "drivers have, or nvidia">,
    Option<"workgroupMemory", "workgroup-memory", "int64_t", "-1",
           "bytes of memory that the threads of a workgroup share">,
    Option<"workgroupSize", "workgroup-size", "int64_t", "-1",
           "the most threads that a workgroup can have">,
    Option<"bindings", "bindings", "int64_t", "-1",
           "the most buffers that a kernel can have">,
    Option<"registers", "registers", "int64_t", "-1",
           "the most 32-bit registers that a thread should have">,
    Option<"instructions", "instructions", "int64_t", "-1",
           "the most instructions that a kernel should have">
  ];
}

def WinogradPlan : Pass<"winograd-plan"> {
  let summary = "decide how each convolution is computed";
  let description = [{
    Looks at every convolution among linalg operations on tensors, named or
    generic, prices what comes into question on the target, and writes the choice
    on it as `winograd.plan` (`#winograd.plan`). `convert-linalg-to-winograd`
    executes it. A plan that is there already is kept, whatever wishes say, and
    checked.

    A convolution qualifies when its stride and dilation are 1, its filter is
    static with 1 to 7 taps per dimension, at least 2 in one of them, and its
    element types are floating point. Any number of spatial dimensions, any
    layout, batch, depthwise and grouped channel dimensions that are dimensions
    of their own. What does not qualify is left alone, and a remark says why.

    The candidates are the direct convolution, and F(m, r) with tiles m + r - 1
    from 3 to 10, by where the values live:

    | plan            | in global memory | on a CPU | on a GPU |
    |-----------------|------------------|----------|----------|
    | `four-buffer`   | X̂, Ĝ, M̂, y       | whole values | input, product and output kernels |
    | `three-buffer`  | X̂, Ĝ, y          | M̂ per block of tiles | input; product and output |
    | `blocked`       | Ĝ, y             | X̂ and M̂ per block of tiles | one kernel; X̂ and M̂ in workgroup memory |
    | `single-kernel` | Ĝ, y             | - | one kernel; X̂ and M̂ in a thread's registers |
    | `direct`        | y                | not Winograd | not Winograd |

    On a CPU the fastest of `blocked` and `direct` is taken, on a GPU of all.
    The target is described by `#dlti` (`winograd-describe-host`,
    `winograd-describe-gpu`). What a GPU cannot hold is refused, with the figure
    and the limit; asked for by name, it is an error. So is what loses more than
    `max-error` allows: the rounding error, by the matrices and the types, as a
    multiple of the direct convolution's (docs/Accuracy.md).

    Winograd's algorithm spreads an infinity or a NaN over the tiles that read
    it, and overflows earlier than a direct convolution (`winograd.kron` says
    how). Where values are not known to be finite and of moderate size, the option
    `finite-only=false`, or the attribute `winograd.finite_only = false` of a
    convolution or of an operation around it, leaves convolutions alone.

    One remark per convolution (`--remark-format`, category `winograd-plan`) says
    what it is, what was chosen, and of every candidate the time (cycles of a CPU's
    core, operations of a GPU's thread), the bytes read and written, the bytes of
    memory besides x, g and y, what no result is off by more than, for images and
    filters of variance 1, the error as a multiple of the direct convolution's, or
    what refused it.

    Before (test/Dialect/Winograd/Transforms/plan.mlir):

    ```mlir
    %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : …) outs(%zero : …) -> …
    ```

    After, with `plan=four-buffer tile=2`:

    ```mlir
    %y = linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<"four-buffer",
        [#winograd.algorithm<F(2, 3), points = [0, 1, -1]>,
         #winograd.algorithm<F(2, 3), points = [0, 1, -1]>],
        block = [4, 4], panel = 16>} ins(%x, %g : …) outs(%zero : …) -> …
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", "\"cpu\"", "cpu or gpu">,
    Option<"planName", "plan", "std::string", "\"auto\"",
           "auto, single-kernel (on a GPU), blocked, three-buffer, four-buffer or "
           "direct">,
    Option<"tile", "tile", "int64_t", "0",
           "the output tile m of F(m, r) in every dimension with more than one "
           "tap; 0: the model chooses it">,
    ListOption<"block", "block", "int64_t",
               "on a CPU, tiles of a block, one number for each of these "
               "dimensions, instead of the model's">,
    Option<"maxError", "max-error", "double", "0",
           "the most rounding error, as a multiple of the direct convolution's, "
           "where no winograd.max_error says another; 0: 10, or any with a tile "
           "that is given">,
    Option<"finiteOnly", "finite-only", "bool", "true",
           "what the user promises: the values of convolutions are finite and of "
           "moderate size; if not, every convolution is left alone">,
    Option<"narrowTransforms", "narrow-transforms", "bool", "false",
           "plan for X^ and G^ in the image's type (see "
           "convert-linalg-to-winograd)">
  ];
  let statistics = [
    Statistic<"numBlocked", "num-blocked", "convolutions planned as blocked">,
    Statistic<"numThreeBuffer", "num-three-buffer",
              "convolutions planned as three-buffer">,
    Statistic<"numFourBuffer", "num-four-buffer",
              "convolutions planned as four-buffer">,
    Statistic<"numSingleKernel", "num-single-kernel",
              "convolutions planned as single-kernel">,
    Statistic<"numDirect", "num-direct", "convolutions planned as direct">,
    Statistic<"numRefused", "num-refused",
              "candidates that the target cannot hold, or that lose too much">,
    Statistic<"numLeft", "num-left",
              "convolutions that Winograd's algorithm cannot compute">
  ];
  let dependentDialects = ["::mlir::winograd::WinogradDialect"];
}

def WinogradTileAndFuse : Pass<"winograd-tile-and-fuse"> {
  let summary = "tile convolutions to blocks, and fuse what a plan fuses";
  let description = [{
    Tiles every planned convolution as its `winograd.schedule` says, through the
    operations' TilingInterface. What the plan keeps in `private` or `workgroup`
    memory is computed where it is used; each value in `global` memory gets loops
    of its own. For the plan `blocked`:

    ```
    scf.forall over blocks of tiles            // parallel
      X̂ of the block = kron input
      scf.forall over panels of output channels   // parallel
        M̂ of the panel = hadamard_reduce       // one product per position
        scf.for over rows of tiles, and vectors of channels
          y = kron output; what follows elementwise
    ```

    - Blocks have static sizes: the number of tiles is rounded up to whole
      blocks, and what lies outside of the image is zeros on the way in and
      dropped on the way out. Sizes of images may so be dynamic.
    - An elementwise `linalg.generic` that alone uses y moves into the loops, with
      its other operands (bias, residual); so does the next convolution's padding,
      which an input transform reads as zeros in any case.
    - A filter is rearranged into panels, [K / panel][…][C][panel]; a constant one
      at compile time.

    Before and after: test/Dialect/Winograd/Transforms/tile-and-fuse.mlir.
  }];
  let options = [
    Option<"lanes", "lanes", "int64_t", "0",
           "output channels that are transformed back at a time; 0: a vector of "
           "the target's, of f32">
  ];
  let statistics = [
    Statistic<"numFused", "num-fused", "convolutions tiled and fused">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradTileDirect : InterfacePass<"winograd-tile-direct",
                                       "FunctionOpInterface"> {
  let summary = "tile direct convolutions whose images are innermost";
  let description = [{
    A convolution whose output has the channels outside of the image (NCHW) has
    rows of the image as its vectors, which fill them badly where an image is
    small. This pass computes such a convolution, of static shape, in panels of
    output channels, with the channels innermost, and transposes each panel when
    it is stored, together with the elementwise operation that follows:

    ```
    scf.forall over images, panels of output channels, blocks of rows
      acc[h, w, k] = convolution of the window, without an im2col buffer
      y[k, h, w] = what follows elementwise (acc)
    ```

    The filter is rearranged as [K / panel][…][panel]; a constant one at compile
    time. Output channels that are not a multiple of a vector, and grouped and
    depthwise convolutions, are left as they are.

    Before and after: test/Dialect/Winograd/Transforms/tile-direct.mlir.
  }];
  let options = [
    Option<"lanes", "lanes", "int64_t", "0",
           "output channels per vector; 0: as the target has of f32">
  ];
  let statistics = [
    Statistic<"numTiled", "num-tiled", "convolutions tiled">
  ];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect"
  ];
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

    Before and after: test/Dialect/Winograd/Transforms/distribute.mlir.
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

def WinogradPrepack : Pass<"winograd-prepack", "ModuleOp"> {
  let summary = "offer functions that take transformed filters";
  let description = [{
    For a public function @f with arguments that are only read through filter
    transforms, adds two functions:

    - @f_prepack takes these arguments and returns what the rest of @f reads of
      them: Ĝ, in the layout that the passes before this one have chosen, since
      everything that depends on the filter alone moves here;
    - @f_prepacked takes these values, marked `winograd.packed`, in the place of
      the filters, and is @f otherwise.

    So `f(x, g) = f_prepacked(x, f_prepack(g))`, and who calls @f often with the
    same filters transforms them once. @f itself stays as it is. An argument
    that is read otherwise as well, and one whose Ĝ has a dynamic shape, stays an
    argument of @f_prepacked; without any other, nothing is added. That the name
    of such a function is taken is an error.

    Before (test/Dialect/Winograd/Transforms/prepack.mlir):

    ```mlir
    func.func @conv(%x: tensor<10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<8x5xf32> {
      %G = winograd.kron filter … ins(%g : …) …
      %0 = winograd.bufferize %G global : tensor<4x6x5xf32>
      %M = winograd.hadamard_reduce … ins(%X, %0 : …) …
      …
    ```

    After, beside it:

    ```mlir
    func.func @conv_prepack(%g: tensor<3x6x5xf32>) -> tensor<4x6x5xf32> {
      %G = winograd.kron filter … ins(%g : …) …
      %0 = winograd.bufferize %G global : tensor<4x6x5xf32>
      return %0 : tensor<4x6x5xf32>
    }
    func.func @conv_prepacked(%x: tensor<10x6xf32>,
        %G: tensor<4x6x5xf32> {winograd.packed}) -> tensor<8x5xf32> {
      %M = winograd.hadamard_reduce … ins(%X, %G : …) …
      …
    ```
  }];
  let statistics = [
    Statistic<"numFilters", "num-filters",
              "arguments that can be transformed ahead">
  ];
  let dependentDialects = ["::mlir::func::FuncDialect"];
}

def WinogradSpecializeShapes : Pass<"winograd-specialize-shapes", "ModuleOp"> {
  let summary = "give the arguments of a function static shapes";
  let description = [{
    Where the sizes of a function's arguments are known before it is compiled,
    kernels for a GPU can be made of it, which need static shapes. The pass
    replaces the types of the arguments, and lets canonicalization carry the
    sizes through linalg and tensor operations to the results, whose types change
    where they are known. What the function calls is inlined first.

    `shapes` has one shape for each argument, its sizes separated by `x`; or `-`
    for an argument that stays as it is. It is an error if there is no such
    function with a body, if the module calls it, or if a shape does not match
    the type of its argument.

    Before (test/Dialect/Winograd/Transforms/specialize-shapes.mlir), with
    `function=relu shapes=3x4`:

    ```mlir
    func.func @relu(%x: tensor<?x4xf32>) -> tensor<?x4xf32>
    ```

    After:

    ```mlir
    func.func @relu(%x: tensor<3x4xf32>) -> tensor<3x4xf32>
    ```
  }];
  let options = [
    Option<"function", "function", "std::string", "\"\"",
           "the name of the function">,
    ListOption<"shapes", "shapes", "std::string",
               "a shape per argument, such as 1x3x20x20, or -">
  ];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
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

def WinogradUnrollLoops : InterfacePass<"winograd-unroll-loops",
                                        "FunctionOpInterface"> {
  let summary = "unroll loops around operations on tensors";
  let description = [{
    A GPU's launches are a list: a loop around them (`scf.for` that has, or is
    around, values that are tensors) becomes its iterations. Equal iterations have
    equal kernels, of which one is kept. Bounds that are not constant are an error,
    and so are more than `most` iterations of a loop, or loops in loops that
    would become more than `most-operations` operations.

    Before and after: test/Dialect/Winograd/Transforms/unroll-loops.mlir.
  }];
  let options = [
    Option<"most", "most", "int64_t", "256", "the most iterations of a loop">,
    Option<"mostOperations", "most-operations", "int64_t", "8192",
           "the most operations that a loop, with those in it, becomes">
  ];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

def WinogradNormalizeSlices : InterfacePass<"winograd-normalize-slices",
                                            "FunctionOpInterface"> {
  let summary = "make slices that later passes cannot take for others";
  let description = [{
    Slices as a user may write them, of which MLIR makes memrefs with the strides
    of other axes, or which crash it:

    - An axis of size 1 that a `tensor.extract_slice`, `tensor.insert_slice` or
      `tensor.parallel_insert_slice` steps over gets a stride of 1.
    - One that drops some axes of size 1 but not others, or beside axes of
      dynamic size, becomes one of full rank, and a reshape.
    - A `tensor.concat` leaves out what has no elements.

    Before (test/Dialect/Winograd/Transforms/normalize-slices.mlir):

    ```mlir
    %y = tensor.extract_slice %x[0, 0, 0] [1, 1, 2] [2, 1, 1]
        : tensor<1x1x2xf32> to tensor<1x2xf32>
    ```

    After:

    ```mlir
    %0 = tensor.extract_slice %x[0, 0, 0] [1, 1, 2] [1, 1, 1]
        : tensor<1x1x2xf32> to tensor<1x1x2xf32>
    %y = tensor.collapse_shape %0 [[0], [1, 2]]
        : tensor<1x1x2xf32> into tensor<1x2xf32>
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::tensor::TensorDialect"];
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

    Before (test/Dialect/Winograd/Transforms/fold-unit-dims.mlir):

    ```mlir
    linalg.generic {indexing_maps = [affine_map<(o, k) -> (o * 2 + k)>,
        affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], …}
        ins(%x, %g : tensor<4xf32>, tensor<3xf32>) outs(%y : tensor<1xf32>)
    ```

    After:

    ```mlir
    %0 = tensor.extract_slice %x[0] [3] [1] : tensor<4xf32> to tensor<3xf32>
    %1 = tensor.extract_slice %y[0] [1] [1] : tensor<1xf32> to tensor<f32>
    linalg.generic {indexing_maps = [affine_map<(k) -> (k)>,
        affine_map<(k) -> (k)>, affine_map<(k) -> ()>], …}
        ins(%0, %g : tensor<3xf32>, tensor<3xf32>) outs(%1 : tensor<f32>)
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

def WinogradFoldViews : InterfacePass<"winograd-fold-views",
                                      "FunctionOpInterface"> {
  let summary = "turn accesses to views of memrefs into accesses to the memrefs";
  let description = [{
    As `fold-memref-alias-ops`, but an access to a vector stays behind a
    `memref.expand_shape` or `memref.collapse_shape`: the vector may lie on
    several axes of the reshaped memref, or be cut at the end of one, and would
    be read as one on the axes of the other.

    Before and after: test/Dialect/Winograd/Transforms/fold-views.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::memref::MemRefDialect",
    "::mlir::vector::VectorDialect"
  ];
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

    Before and after: test/Dialect/Winograd/Transforms/vectorize.mlir.
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

def WinogradCheckLowered : Pass<"winograd-check-lowered", "ModuleOp"> {
  let summary = "report what a pipeline could not lower to the LLVM dialect";
  let description = [{
    For the end of a pipeline to a CPU. Conversions leave what they do not know,
    and `builtin.unrealized_conversion_cast` around it, without a word. Here the
    first operation that is neither of the LLVM dialect, of OpenMP's, nor the
    module is an error.

    Example: test/Dialect/Winograd/Transforms/check-lowered.mlir.
  }];
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

    Before and after: test/Dialect/Winograd/Transforms/bufferize-tensors.mlir.
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::bufferization::BufferizationDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::tensor::TensorDialect"];
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
    For the CPU: every `scf.forall`, wherever it stands, every loop on memrefs at
    the top level of a function, and every operation with regions in the body of
    an `scf.parallel` becomes a private function `<function>_kernel<n>` and a
    call. Constants are copied into it, everything else becomes an argument.
    Kernels of equal layers are equal then (a constant filter is an argument), and
    `duplicate-function-elimination` leaves one of them, so that a network's
    compile time grows with its distinct layers. They are not inlined again, and
    a profiler shows them by name. A parallel loop has a single block then, also
    when the control flow in it has become branches.

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

    Before (test/Dialect/Winograd/Transforms/sum-in-f32.mlir):

    ```mlir
    %y = linalg.reduce { arith.addf } ins(%x : tensor<4x8xbf16>)
        outs(%init : tensor<4xbf16>) dimensions = [1]
    ```

    After:

    ```mlir
    %w = linalg.generic … ins(%init : tensor<4xbf16>) outs(… : tensor<4xf32>) {
      arith.extf …
    }
    %s = linalg.generic … ins(%x : tensor<4x8xbf16>) outs(%w : tensor<4xf32>) {
    ^bb0(%in: bf16, %out: f32):
      %0 = arith.extf %in : bf16 to f32
      %1 = arith.addf %0, %out : f32
      linalg.yield %1 : f32
    } -> tensor<4xf32>
    %y = linalg.generic … ins(%s : tensor<4xf32>) outs(… : tensor<4xbf16>) {
      arith.truncf …
    }
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

def WinogradWidenArithmetic : InterfacePass<"winograd-widen-arithmetic",
                                            "FunctionOpInterface"> {
  let summary = "compute with f16 and bf16 in f32";
  let description = [{
    Every `arith` and `math` operation on f16 or bf16, scalars or vectors, becomes
    one on f32 between `arith.extf` and `arith.truncf`, by upstream's patterns.
    Each operation still rounds: the conversions carry no `contract`, so that
    extf(truncf(x)) is not taken for x.

    Before (test/Dialect/Winograd/Transforms/widen-arithmetic.mlir):

    ```mlir
    %y = arith.mulf %x, %x : vector<9xbf16>
    ```

    After:

    ```mlir
    %0 = arith.extf %x : vector<9xbf16> to vector<9xf32>
    %1 = arith.mulf %0, %0 : vector<9xf32>
    %y = arith.truncf %1 : vector<9xf32> to vector<9xbf16>
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

    Before and after: test/Dialect/Winograd/Transforms/expand-narrow-floats.mlir.
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

    Before (test/Dialect/Winograd/Transforms/move-floats-as-integers.mlir):

    ```mlir
    %x = llvm.load %p : !llvm.ptr -> vector<9xbf16>
    llvm.store %x, %q : vector<9xbf16>, !llvm.ptr
    ```

    After:

    ```mlir
    %x = llvm.load %p : !llvm.ptr -> vector<9xi16>
    llvm.store %x, %q : vector<9xi16>, !llvm.ptr
    ```
  }];
  let dependentDialects = ["::mlir::DLTIDialect", "::mlir::LLVM::LLVMDialect"];
}

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES
