//===- WinogradTransformOps.td - The phases as transforms --*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMOPS_WINOGRADTRANSFORMOPS
#define WINOGRAD_TRANSFORMOPS_WINOGRADTRANSFORMOPS

include "mlir/Dialect/Transform/IR/TransformDialect.td"
include "mlir/Dialect/Transform/IR/TransformTypes.td"
include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "winograd/Dialect/Winograd/IR/WinogradAttributes.td"

class WinogradTransformOp<string mnemonic, list<Trait> traits = []>
    : Op<Transform_Dialect, "winograd." # mnemonic,
         traits # [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
                   DeclareOpInterfaceMethods<TransformOpInterface>]>;

def WinogradMatchConvolutionsOp : WinogradTransformOp<"match_convolutions"> {
  let summary = "find the convolutions that Winograd's algorithm can compute";
  let description = [{
    A handle to every linalg operation at or below the target, named or generic,
    that is a convolution which Winograd's algorithm can compute (`winograd-plan`
    says when), unless `winograd.finite_only = false` forbids it; in the order of
    the program.

    Example (test/TransformOps/match.mlir):

    ```mlir
    %convolutions = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    ```

    #### Return modes

    Reads the handle, and succeeds, if need be with a handle to nothing.
  }];
  let arguments = (ins TransformHandleTypeInterface:$target);
  let results = (outs TransformHandleTypeInterface:$convolutions);
  let assemblyFormat =
      "`in` $target attr-dict `:` functional-type(operands, results)";
}

def WinogradMatchRaisedOp : WinogradTransformOp<"match_raised"> {
  let summary = "find the operations of raised convolutions";
  let description = [{
    Handles to the input transforms, filter transforms, products and output
    transforms of all raised convolutions at or below the target, as
    `transform.winograd.raise` returns them. A convolution whose Ĝ is a constant,
    or comes from elsewhere, has no filter transform: that handle has fewer
    operations than the others.

    Example (test/TransformOps/match.mlir):

    ```mlir
    %input, %filter, %product, %output = transform.winograd.match_raised in %root
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    ```

    #### Return modes

    Reads the handle, and succeeds, if need be with handles to nothing.
  }];
  let arguments = (ins TransformHandleTypeInterface:$target);
  let results = (outs TransformHandleTypeInterface:$input,
                      TransformHandleTypeInterface:$filter,
                      TransformHandleTypeInterface:$product,
                      TransformHandleTypeInterface:$output);
  let assemblyFormat =
      "`in` $target attr-dict `:` functional-type(operands, results)";
}

def WinogradPlanOp : WinogradTransformOp<"plan", [AttrSizedOperandSegments]> {
  let summary = "decide how convolutions are computed";
  let description = [{
    Writes a `winograd.plan` on each convolution, as the pass `winograd-plan` does,
    and returns the plans as a parameter, one for each target. What is not given is
    left to the cost model of the target that `#dlti` describes around the
    convolution:

    - `kind`: a string, `"auto"`, `"blocked"`, `"three-buffer"`, `"four-buffer"`,
      `"direct"` or, for a GPU, `"single-kernel"`;
    - `tile`: m of F(m, r) in every transformed dimension; 0: chosen;
    - `block`: tiles of a block, one size for each transformed dimension;
    - `panel`: output channels of a panel, of a plan that has a block;
    - `plan(…)`: a whole `#winograd.plan` instead, with the algorithms (and so the
      points) of each dimension; the model chooses the sizes that it leaves open.

    Each is an attribute, or a transform parameter with one value, so that a script
    can search. With none of them, a plan that is there is kept and checked;
    otherwise it is replaced. The other attributes are options of the pass.

    Example (test/TransformOps/plan.mlir):

    ```mlir
    %m = transform.param.constant 2 : i64 -> !transform.param<i64>
    %plan = transform.winograd.plan %convolution
        kind = "blocked" tile = %m block = [2, 3] panel = 8
        : (!transform.any_op, !transform.param<i64>) -> !transform.any_param
    ```

    #### Return modes

    Modifies the targets in place, and reads all handles. A target that is no
    convolution for Winograd's algorithm, and a wish that cannot be had (with the
    figure and the limit), make a silenceable failure; that target stays as it
    was, and has no plan in the result.
  }];
  let arguments = (ins
    TransformHandleTypeInterface:$target,
    Optional<TransformParamTypeInterface>:$dynamic_kind,
    Optional<TransformParamTypeInterface>:$dynamic_tile,
    Variadic<TransformParamTypeInterface>:$dynamic_block,
    Optional<TransformParamTypeInterface>:$dynamic_panel,
    Optional<TransformParamTypeInterface>:$dynamic_plan,
    OptionalAttr<StrAttr>:$kind,
    OptionalAttr<I64Attr>:$tile,
    OptionalAttr<DenseI64ArrayAttr>:$static_block,
    OptionalAttr<I64Attr>:$panel,
    OptionalAttr<Winograd_PlanAttr>:$plan,
    DefaultValuedAttr<StrAttr, "\"cpu\"">:$target_kind,
    OptionalAttr<F64Attr>:$max_error,
    OptionalAttr<F64Attr>:$max_constant_growth,
    UnitAttr:$narrow_transforms);
  let results = (outs TransformParamTypeInterface:$plans);
  let assemblyFormat = [{
    $target
    (`kind` `=` custom<AttributeOrParam>($dynamic_kind, $kind)^)?
    (`tile` `=` custom<AttributeOrParam>($dynamic_tile, $tile)^)?
    (`block` `=` custom<DynamicIndexList>($dynamic_block, $static_block)^)?
    (`panel` `=` custom<AttributeOrParam>($dynamic_panel, $panel)^)?
    (`plan` `(` custom<AttributeOrParam>($dynamic_plan, $plan)^ `)`)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def WinogradRaiseOp : WinogradTransformOp<"raise"> {
  let summary = "rewrite convolutions with Winograd's algorithm";
  let description = [{
    Executes the plan of each target, as `convert-linalg-to-winograd` does, and
    absorbs the padding in front. Returns handles to the two `winograd.kron`
    operations in front of the product, to the `winograd.hadamard_reduce`, and to
    the `winograd.kron` behind it. What the plan keeps is behind them in
    `winograd.bufferize` operations, its sizes are an attribute of the output
    transform. A convolution that is planned as `direct` stays, without that
    attribute, and no handle has it.

    A target without a plan is rewritten with F(tile, r), without buffers: the
    algebra alone. `tile` is an attribute, or a parameter with one value.
    `narrow_transforms` and `follow_image` are options of the pass.

    Example (test/TransformOps/raise.mlir):

    ```mlir
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 4
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    ```

    #### Return modes

    Consumes the handle. What is no convolution for Winograd's algorithm, has
    neither plan nor tile, has a plan that does not fit it, or may have values that
    are not finite, makes a silenceable failure, and stays as it was.
  }];
  let arguments = (ins
    TransformHandleTypeInterface:$target,
    Optional<TransformParamTypeInterface>:$dynamic_tile,
    OptionalAttr<I64Attr>:$tile,
    UnitAttr:$narrow_transforms,
    UnitAttr:$follow_image);
  let results = (outs TransformHandleTypeInterface:$input,
                      TransformHandleTypeInterface:$filter,
                      TransformHandleTypeInterface:$product,
                      TransformHandleTypeInterface:$output);
  let assemblyFormat = [{
    $target (`tile` `=` custom<AttributeOrParam>($dynamic_tile, $tile)^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def WinogradFoldFilterOp : WinogradTransformOp<"fold_filter"> {
  let summary = "transform constant filters at compile time";
  let description = [{
    Replaces each filter transform (`winograd.kron filter`) of a constant by the
    constant Ĝ, as `winograd-fold-filter` does, and returns a handle to that.

    Example (test/TransformOps/fold-filter.mlir):

    ```mlir
    %constant = transform.winograd.fold_filter %filter
        : (!transform.any_op) -> !transform.any_op
    ```

    #### Return modes

    Consumes the handle. A filter that is no constant, or whose Ĝ would have more
    than `max_bytes` bytes, makes a silenceable failure, and stays as it was.
  }];
  let arguments = (ins
    TransformHandleTypeInterface:$target,
    DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>,
                      "268435456">:$max_bytes);
  let results = (outs TransformHandleTypeInterface:$constant);
  let assemblyFormat =
      "$target attr-dict `:` functional-type(operands, results)";
}

def WinogradTileAndFuseOp
    : WinogradTransformOp<"tile_and_fuse", [AttrSizedOperandSegments]> {
  let summary = "tile convolutions to blocks, and fuse what a plan fuses";
  let description = [{
    Tiles each convolution whose output transform is a target, as
    `winograd-tile-and-fuse` does: loops over blocks of tiles, and in these over
    panels of output channels. What no buffer in global memory keeps is computed
    where it is used, and so is what follows elementwise. Returns a handle to the
    loops over blocks (`scf.forall`).

    `block` and `panel` have one size per parallel loop of the output transform, as
    `#winograd.schedule` says; 0 is the whole loop. Each size is a number or a
    parameter with one value. What is not given is taken from the schedule that the
    plan has left on the output transform.

    Example (test/TransformOps/tile-and-fuse.mlir), blocks of two rows of three
    tiles, in panels of 8 output channels:

    ```mlir
    %blocks = transform.winograd.tile_and_fuse %output
        block = [1, 2, 3, 0] panel = [0, 0, 0, 8] {lanes = 8 : i64}
        : (!transform.any_op) -> !transform.any_op
    ```

    #### Return modes

    Consumes the handle. Other handles to the operations of the convolution lose
    them. A target that is no output transform of a convolution on tensors with
    elements, and sizes that do not fit it, make a silenceable failure, and it
    stays as it was. What then cannot be tiled is a definite failure.
  }];
  let arguments = (ins
    TransformHandleTypeInterface:$target,
    Variadic<TransformParamTypeInterface>:$dynamic_block,
    Variadic<TransformParamTypeInterface>:$dynamic_panel,
    OptionalAttr<DenseI64ArrayAttr>:$static_block,
    OptionalAttr<DenseI64ArrayAttr>:$static_panel,
    OptionalAttr<I64Attr>:$lanes);
  let results = (outs TransformHandleTypeInterface:$blocks);
  let assemblyFormat = [{
    $target
    (`block` `=` custom<DynamicIndexList>($dynamic_block, $static_block)^)?
    (`panel` `=` custom<DynamicIndexList>($dynamic_panel, $static_panel)^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def WinogradLowerOp : WinogradTransformOp<"lower"> {
  let summary = "lower operations of the winograd dialect to linalg";
  let description = [{
    Lowers the targets that are operations of the winograd dialect, and those in
    the targets that are not (a loop, a function, a module), as
    `convert-winograd-to-linalg` does. Returns a handle to what the products have
    become, `linalg.contract` where they reduce and `linalg.generic` otherwise,
    for `transform.structured.*`.

    Sizes that tiling has made static become types in the function, or whatever is
    isolated from above, around each operation. With `memory_spaces`, buffers are
    allocated in the GPU's memory spaces; with `plain` nothing is allocated, and no
    loop is mapped to our workers: what is left is linalg on tensors, for hosts that
    know nothing of us.

    Example (test/TransformOps/lower.mlir):

    ```mlir
    %contraction = transform.winograd.lower %product
        : (!transform.any_op) -> !transform.any_op
    ```

    #### Return modes

    Reads the handle, which keeps what holds operations, and loses what has been
    lowered. A target that is no such operation and cannot hold any, an operation
    in the function of the script, and a description of the CPU that is wrong, make
    a silenceable failure before anything is changed.
    What then cannot be lowered is a definite failure.
  }];
  let arguments = (ins
    TransformHandleTypeInterface:$target,
    OptionalAttr<ConfinedAttr<I64Attr, [IntPositive]>>:$lanes,
    UnitAttr:$memory_spaces,
    UnitAttr:$plain);
  let results = (outs TransformHandleTypeInterface:$products);
  let assemblyFormat =
      "$target attr-dict `:` functional-type(operands, results)";
}

#endif // WINOGRAD_TRANSFORMOPS_WINOGRADTRANSFORMOPS
