//===- Passes.td - Passes on linalg, for every target ------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_LINALG_PASSES
#define WINOGRAD_TRANSFORMS_LINALG_PASSES

include "mlir/Pass/PassBase.td"

def WinogradCropPads : Pass<"winograd-crop-pads"> {
  let summary = "crop by slices where tensor.pad has negative widths";
  let description = [{
    A negative width of a `tensor.pad` takes away what other passes would put
    somewhere: MLIR's own make an insertion into too small a tensor of it. Such a
    pad becomes one of a slice. Widths that are known at run time only are
    treated as if they were negative; the slice is then the whole source if they
    are not.

    Before (test/Transforms/Linalg/crop-pads.mlir):

    ```mlir
    %y = tensor.pad %x low[-1, 2] high[2, -3] { … } : tensor<8x9xf32> to tensor<9x8xf32>
    ```

    After:

    ```mlir
    %0 = tensor.extract_slice %x[1, 0] [7, 6] [1, 1] : tensor<8x9xf32> to tensor<7x6xf32>
    %y = tensor.pad %0 low[0, 2] high[2, 0] { … } : tensor<7x6xf32> to tensor<9x8xf32>
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::tensor::TensorDialect",
    "::mlir::linalg::LinalgDialect"
  ];
}

def WinogradFoldConstants : InterfacePass<"winograd-fold-constants",
                                          "FunctionOpInterface"> {
  let summary = "compute what is elementwise of constants";
  let description = [{
    A `linalg.generic` without reductions, all of whose operands are constants, is
    one, such as the reciprocal roots of a normalisation's variances: each value
    is what the folders of the body's operations make of it. Of more than 65536
    values, or where an operation has no folder, it stays. What only moves the
    values of one constant, by any affine map, and what multiplies two, such as a
    filter that is scaled, is folded whatever its size. What
    repeats them, such as a bias that is broadcast, stays.

    Before and after: test/Transforms/Linalg/fold-constants.mlir.
  }];
  let statistics = [
    Statistic<"numFolded", "num-folded", "operations that became constants">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect"];
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

    Before and after: test/Transforms/Linalg/generalize.mlir.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def WinogradNormalizeGathers : InterfacePass<"winograd-normalize-gathers",
                                             "FunctionOpInterface"> {
  let summary = "read by a map what is read at affine indices";
  let description = [{
    A `tensor.extract` in the body of a `linalg.generic`, at indices that are sums
    of multiples of the loops and constants and lie inside of the tensor, becomes
    an operand with a map: a filter that is read backwards, as front ends write
    that of a transposed convolution, is then one that a constant is folded
    through and that a transform takes into its own map. So is an index of one
    loop, of up to 4096 iterations, that turns out to be `i floordiv s`, however it
    is calculated: a nearest neighbour, which front ends find in floats.

    Before and after: test/Transforms/Linalg/normalize-gathers.mlir.
  }];
  let statistics = [
    Statistic<"numReads", "num-reads", "reads that became operands">
  ];
}

def WinogradSplitRepeats : InterfacePass<"winograd-split-repeats",
                                         "FunctionOpInterface"> {
  let summary = "give values that are repeated a loop of their own";
  let description = [{
    A loop d by which an operand of a `linalg.generic` is indexed as `d floordiv s`,
    and others as d, becomes two, of the values and of their repetitions, and the
    axes that d indexes become two each. An image that is enlarged so has an
    operand with a plain map then, which fuses with what makes it and with what
    reads it, and is read by vectors.

    Before (test/Transforms/Linalg/split-repeats.mlir):

    ```mlir
    affine_map<(h, w) -> (h, w floordiv 2)>, affine_map<(h, w) -> (h, w)>
    ```

    After, between reshapes:

    ```mlir
    affine_map<(h, w, j) -> (h, w)>, affine_map<(h, w, j) -> (h, w, j)>
    ```
  }];
  let statistics = [
    Statistic<"numSplit", "num-split", "operations whose loops were split">
  ];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::tensor::TensorDialect"];
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

    Before (test/Transforms/Linalg/normalize-slices.mlir):

    ```mlir
    %y = tensor.extract_slice %x[0, 0, 0] [1, 1, 2] [2, 1, 1]
        : tensor<1x1x2xf32> to tensor<1x2xf32>
    ```

    After:

    ```mlir
    %0 = tensor.extract_slice %x[0, 0, 0] [1, 1, 2] [1, 1, 1]
        : tensor<1x1x2xf32> to tensor<1x1x2xf32>
    %y = tensor.collapse_shape %0 [[0, 1], [2]]
        : tensor<1x1x2xf32> into tensor<1x2xf32>
    ```
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::tensor::TensorDialect"];
}

def WinogradOrderGlobals : Pass<"winograd-order-globals", "ModuleOp"> {
  let summary = "make the globals of constants in the order of the program";
  let description = [{
    Gives each constant tensor the `memref.global` that bufferization would give
    it. One-shot bufferization takes functions in an order that depends on where
    they lie in memory, so that names and order of globals differ from run to run;
    what is there already, it takes.

    Before and after: test/Transforms/Linalg/order-globals.mlir.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
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

    Before (test/Transforms/Linalg/specialize-shapes.mlir):

    ```mlir
    func.func @conv(%x: tensor<?x3x?x?xf32>, %g: tensor<?x3x3x3xf32>) -> tensor<?x?x?x?xf32>
    ```

    After, with `function=conv shapes=2x3x10x12,5x3x3x3`:

    ```mlir
    func.func @conv(%x: tensor<2x3x10x12xf32>, %g: tensor<5x3x3x3xf32>) -> tensor<2x5x10x12xf32>
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

#endif // WINOGRAD_TRANSFORMS_LINALG_PASSES
