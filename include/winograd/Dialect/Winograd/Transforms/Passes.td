//===- Passes.td - Passes on the dialect -------------------*- tablegen -*-===//
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
    It is done in blocks of filters, on the context's threads, so that only the
    source and the result are in memory as a whole; the values do not depend on
    the number of threads. Ĝ of 64 KiB or more is a `dense_resource`, named after
    a hash of its values. A filter whose Ĝ has more than `max-bytes` is transformed at run time, as one that is
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

def WinogradLiftMemRefs : Pass<"winograd-lift-memrefs"> {
  let summary = "compute convolutions on memrefs as ones on tensors";
  let description = [{
    A program that was bufferized before has convolutions on memrefs, which no
    other pass rewrites. Those that stand in one run, with other linalg operations
    and copies, become operations on tensors: what is allocated in the run and
    used nowhere else is a value, a constant `memref.global` is a constant, other
    memrefs are read where the run first needs them and written at its end. What
    is not around a convolution stays as it is.

    A run ends where an operation, such as a call or a load, may see what was
    written, and where a memref may share memory with one that was: MLIR's alias
    analysis says so, and the convolution itself, whose parallel loops promise
    that its result shares none with its image and its filter. Where memory that
    the run has read may be what it writes, the result is calculated elsewhere
    and copied.

    A convolution that stays, on memrefs in a memory space or of unknown
    rank, or with side effects, gets a remark (`--remark-format`, category
    `winograd-lift`). It is better not to need this pass, and to call Winograd's
    passes before bufferization.

    Before (test/Dialect/Winograd/Transforms/lift-memrefs.mlir):

    ```mlir
    linalg.fill ins(%zero : f32) outs(%y : memref<8xf32>)
    linalg.conv_1d ins(%x, %g : memref<10xf32>, memref<3xf32>) outs(%y : memref<8xf32>)
    ```

    After:

    ```mlir
    %0 = tensor.empty() : tensor<8xf32>
    %1 = linalg.fill ins(%zero : f32) outs(%0 : tensor<8xf32>) -> tensor<8xf32>
    %2 = bufferization.to_tensor %x restrict : memref<10xf32> to tensor<10xf32>
    %3 = bufferization.to_tensor %g restrict : memref<3xf32> to tensor<3xf32>
    %4 = linalg.conv_1d ins(%2, %3 : tensor<10xf32>, tensor<3xf32>) outs(%1 : tensor<8xf32>) -> tensor<8xf32>
    bufferization.materialize_in_destination %4 in restrict writable %y : (tensor<8xf32>, memref<8xf32>) -> ()
    ```
  }];
  let statistics = [
    Statistic<"numLifted", "num-lifted", "convolutions that are on tensors now">,
    Statistic<"numBuffers", "num-buffers", "buffers that became values">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::bufferization::BufferizationDialect",
    "::mlir::memref::MemRefDialect", "::mlir::tensor::TensorDialect"
  ];
}

def WinogradFuseElementwise : Pass<"winograd-fuse-elementwise"> {
  let summary = "fuse elementwise operations, but not into convolutions";
  let description = [{
    The patterns of upstream's `linalg-fuse-elementwise-ops`. What is elementwise
    behind a convolution becomes one operation, which the plan knows of. What
    makes a convolution's image, or an operand that a product reads again, is not
    computed once for each of its taps and output channels, and the convolution stays one that others recognise.

    Before (test/Dialect/Winograd/Transforms/fuse-elementwise.mlir):

    ```mlir
    %image = linalg.generic … { … arith.maximumf … } -> tensor<1x10x10x6xf32>
    …
    %y = linalg.conv_2d_nhwc_hwcf ins(%image, %filter : …) outs(%init : …) -> …
    %s = linalg.generic … ins(%y, %bias : …) … { … arith.addf … } -> …
    %r = linalg.generic … ins(%s : …) … { … arith.maximumf … } -> …
    ```

    After, where the operations behind the convolution are one, and the one in
    front has stayed:

    ```mlir
    %image = linalg.generic … { … arith.maximumf … } -> tensor<1x10x10x6xf32>
    …
    %y = linalg.conv_2d_nhwc_hwcf ins(%image, %filter : …) outs(%init : …) -> …
    %r = linalg.generic … ins(%y, %bias : …) … { … arith.addf … arith.maximumf … } -> …
    return %r : …
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
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

    A convolution qualifies when its filter has a static size, in each dimension
    one of stride and dilation is a multiple of the other, in some dimension there
    are more taps than the stride, and its element types are floating point. Any
    number of spatial dimensions, any layout, batch, depthwise and grouped channel
    dimensions that are dimensions of their own; an image with zeros inserted
    between its values (`tensor.insert_slice` with strides into zeros) is that of
    a transposed convolution, and its zeros are not multiplied. docs/Forms.md says
    by which maps. What does not qualify is left alone, and a remark says why.

    The candidates are the direct convolution, and F(m, r) with tiles m + r - 1
    from 3 to 10, by where the values live:

    | plan            | in global memory | on a CPU | on a GPU |
    |-----------------|------------------|----------|----------|
    | `four-buffer`   | X̂, Ĝ, M̂, y       | whole values | input, product and output kernels |
    | `three-buffer`  | X̂, Ĝ, y          | M̂ per block of tiles | input; product and output |
    | `blocked`       | Ĝ, y             | X̂ and M̂ per block of tiles | one kernel; X̂ and M̂ in workgroup memory |
    | `single-kernel` | Ĝ, y             | - | one kernel; X̂ and M̂ in a thread's registers |
    | `direct`        | y                | not Winograd | not Winograd |

    On a CPU the fastest of `blocked` and `direct` is taken, and of `four-buffer`
    where there are several images of few tiles, on a GPU of all.
    The target is described by `#dlti` (`winograd-describe-host`,
    `winograd-describe-gpu`). What a GPU cannot hold is refused, with the figure
    and the limit; asked for by name, it is an error. So is what loses more than
    `max-error` allows: the rounding error, by the matrices and the types, as a
    multiple of the direct convolution's (docs/Accuracy.md).

    A constant filter becomes a constant Ĝ, which takes its place in the program:
    of 3x3 taps F(2, 3) makes 16/9 times as many bytes, F(4, 3) 4 times, F(6, 3)
    7.1 times, and twice that where Ĝ is f32 and the filter f16. What makes more
    than `max-constant-growth` times as many is refused: with 2 no filter is more
    than twice as large as it was, with 1 none grows. A Ĝ of more than 256 MiB is
    made at run time (`winograd-fold-filter`), as one of an argument is, and adds
    nothing.

    Winograd's algorithm spreads an infinity or a NaN over the tiles that read
    it, and overflows earlier than a direct convolution (`winograd.kron` says
    how). Where values are not known to be finite and of moderate size, the option
    `finite-only=false`, or the attribute `winograd.finite_only = false` of a
    convolution or of an operation around it, leaves convolutions alone.

    One remark per convolution (`--remark-format`, category `winograd-plan`) says
    what it is, what was chosen, and of every candidate the time (cycles of a CPU's
    core, operations of a GPU's thread), the bytes read and written, the bytes of
    memory besides x, g and y, the bytes that Ĝ adds to the program, what no result is off by more than, for images and
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
    Option<"maxConstantGrowth", "max-constant-growth", "double", "0",
           "the most bytes of a constant G^, as a multiple of the filter's that "
           "it replaces; 0: any">,
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

    ```text
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

def WinogradFoldScales : InterfacePass<"winograd-fold-scales",
                                       "FunctionOpInterface"> {
  let summary = "fold scales behind a convolution into its constant filter";
  let description = [{
    Where the elementwise operation behind a convolution of a constant filter
    begins with products, quotients and sums of its result and constants of the
    channels, such as a batch normalisation in inference form, it is
    `s * y + t`, and the convolution's initial value b, if there is one, is one for
    each channel, too:

    ```text
    s * (x * w + b) + t = x * (s * w) + (s * b + t)
    ```

    The filter becomes s * w, the initial value zero, and the operation adds
    s * b + t. What computes those three are operations of constants, which
    `winograd-fold-constants` computes. The roundings are others; one that nobody
    may change is that of a convolution with `winograd.finite_only = false`.
    Filters of f16 and bf16 stay, since they would be rounded twice, and so does
    what only adds.

    Before and after: test/Dialect/Winograd/Transforms/fold-scales.mlir.
  }];
  let statistics = [
    Statistic<"numFolded", "num-folded", "scales folded into filters">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradOrderFilters : InterfacePass<"winograd-order-filters",
                                         "FunctionOpInterface"> {
  let summary = "store filters with the output channels innermost";
  let description = [{
    A direct convolution whose result has the output channels innermost (NHWC) has
    them as its vectors. Where the filter has them elsewhere (FHWC), it is copied
    to an order that has them innermost; a constant one at compile time
    (`winograd-fold-constants`).

    Before and after: test/Dialect/Winograd/Transforms/order-filters.mlir.
  }];
  let statistics = [
    Statistic<"numFilters", "num-filters", "filters copied">
  ];
  let dependentDialects = ["::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradTileDirect : InterfacePass<"winograd-tile-direct",
                                       "FunctionOpInterface"> {
  let summary = "tile direct convolutions into panels of output channels";
  let description = [{
    A convolution whose output has the channels outside of the image (NCHW) has
    rows of the image as its vectors, which fill them badly where an image is
    small. This pass computes such a convolution, of static images, in panels of
    output channels, with the channels innermost, and transposes each panel when
    it is stored, together with the elementwise operation that follows:

    ```text
    scf.forall over images, panels of output channels, blocks of rows
      acc[h, w, k] = convolution of the window, without an im2col buffer
      y[k, h, w] = what follows elementwise (acc)
    ```

    The filter is rearranged as [K / panel][…][panel]; a constant one at compile
    time. Channels that are not whole vectors get a panel that ends in zeros,
    which are not stored: so are those of a convolution with the channels
    innermost, and of one in NCHW if its stride leaves no vectors of pixels, or
    if those would be filled worse. Groups are loops like those over images;
    depthwise convolutions are left as they are.

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
      …
      %G = winograd.kron filter … ins(%g : …) …
      %0 = winograd.bufferize %G global : tensor<4x6x5xf32>
      …
      %M = winograd.hadamard_reduce … ins(%X, %0 : …) …
      …
    ```

    After, beside it:

    ```mlir
    func.func @conv_prepack(%g: tensor<3x6x5xf32>) -> tensor<4x6x5xf32> {
      …
      %G = winograd.kron filter … ins(%g : …) …
      %0 = winograd.bufferize %G global : tensor<4x6x5xf32>
      return %0 : tensor<4x6x5xf32>
    }
    func.func @conv_prepacked(%x: tensor<10x6xf32>,
        %G: tensor<4x6x5xf32> {winograd.packed}) -> tensor<8x5xf32> {
      …
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

def WinogradStopAfter : Pass<"winograd-stop-after", "ModuleOp"> {
  let summary = "end the computation after one of its steps";
  let description = [{
    Makes every function with a Winograd convolution return that convolution's
    value after a step, instead of its own results, so that the time (and the
    error) of each step can be seen:

    | step | returns |
    |---|---|
    | `input` | X̂ |
    | `index` | -X̂, read as the product reads X̂, and in the order of its loops |
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
           "input, index, filter, product, reduce or output">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

#endif // WINOGRAD_DIALECT_WINOGRAD_TRANSFORMS_PASSES
