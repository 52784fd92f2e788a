//===- WinogradAttributes.td - Algorithms, roles, spaces ---*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADATTRIBUTES
#define WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADATTRIBUTES

include "mlir/Dialect/SCF/IR/DeviceMappingInterface.td"
include "mlir/IR/AttrTypeBase.td"
include "winograd/Dialect/Winograd/IR/WinogradDialect.td"

def Winograd_AlgorithmAttr : AttrDef<Winograd_Dialect, "Algorithm"> {
  let mnemonic = "algorithm";
  let summary = "the minimal filtering algorithm F(m, r) at given points";
  let description = [{
    F(m, r) as in Lavin & Gray 2016: m outputs of an r-tap filter from a tile of
    α = m + r − 1 inputs, built by the Cook–Toom construction at α − 1 distinct
    finite rational points and at infinity. The three matrices are derived from
    the attribute in exact rationals; there is no table of them.

    Example (test/Dialect/Winograd/IR/examples.mlir), F(2, 3), and F(4, 3) at the
    default points:

    ```mlir
    #F2x3 = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>
    #F4x3 = #winograd.algorithm<F(4, 3)>
    ```

    The points may be left out; then the default ones are taken (docs/Accuracy.md;
    for α = 6: 0, ±2/3, ±3/2), and printed. With `contracting`, as in
    `<F(4, 3), contracting>`, the rows of the matrices are scaled such that no
    value of X̂ is larger than the largest one of the image, nor one of Ĝ than that
    of the filter.

    Constraints, checked whenever an attribute is built:

    - (A1) m ≥ 1, r ≥ 1 and α = m + r − 1 ≤ 16;
    - (A2) there are exactly α − 1 points;
    - (A3) the points are distinct and their denominators are not zero;
    - (A4) the identity Σᵢ Aᵀ[o,i]·G[i,k]·Bᵀ[i,d] = [d = o + k] holds exactly.
  }];
  let parameters = (ins
    "int64_t":$m,
    "int64_t":$r,
    ArrayRefParameter<"int64_t",
      "numerator and denominator of each finite point, in turn">:$pointParts,
    DefaultValuedParameter<"bool", "false",
      "whether input and filter transform contract">:$contracting
  );
  let builders = [
    AttrBuilder<(ins "const ::mlir::winograd::CookToom &":$algorithm)>
  ];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The tile size m + r - 1.
    int64_t getAlpha() const { return getM() + getR() - 1; }
    /// The finite points.
    ::llvm::SmallVector<::mlir::winograd::Rational> getPoints() const;
    /// The same, contracting; null where that would not fit the exact
    /// arithmetic, which is said.
    AlgorithmAttr makeContracting(
        ::llvm::function_ref<::mlir::InFlightDiagnostic()> emitError) const;
    /// The algorithm with its matrices (verified, so this cannot fail), which
    /// the dialect keeps.
    const ::mlir::winograd::CookToom &getCookToom() const;
  }];
}

def Winograd_KronRoleAttr : I32EnumAttr<"KronRole",
    "which of an algorithm's matrices a kron applies", [
      I32EnumAttrCase<"Input", 0, "input">,
      I32EnumAttrCase<"Filter", 1, "filter">,
      I32EnumAttrCase<"Output", 2, "output">
    ]> {
  let cppNamespace = "::mlir::winograd";
}

def Winograd_MemorySpaceAttr : I32EnumAttr<"MemorySpace",
    "where a value is materialised", [
      I32EnumAttrCase<"Global", 0, "global">,
      I32EnumAttrCase<"Workgroup", 1, "workgroup">,
      I32EnumAttrCase<"Private", 2, "private">
    ]> {
  let cppNamespace = "::mlir::winograd";
}

def Winograd_ScheduleAttr : AttrDef<Winograd_Dialect, "Schedule"> {
  let mnemonic = "schedule";
  let summary = "the loops around a convolution's operations";
  let description = [{
    How `winograd-tile-and-fuse` tiles a convolution; the plan writes it on the
    output transform as the attribute `winograd.schedule`. Each array has one
    size per parallel loop of that transform, counted in tiles along a window:

    - `block`: what one iteration of the outer loop (`scf.forall`) computes. The
      transformed input of a block is computed once.
    - `panel`: the part of a block whose transformed product exists at a time.
      What it does not divide is a smaller panel.

    A size of 0 is the whole loop.

    Example (test/Dialect/Winograd/IR/examples.mlir), with loops (n, ty, tx, k):
    blocks of three rows of tiles of one image, in panels of 16 output channels.

    ```mlir
    #winograd.schedule<block = [1, 3, 0, 0], panel = [0, 0, 0, 16]>
    ```

    Constraints: (S1) the arrays have equally many sizes; (S2) sizes are at least
    0. Where it is used, a size of more than a loop has is the whole loop; (S3) a
    block divides what is not counted in tiles (a batch, channels): there is
    nothing around it that could be computed, too; (S4) it has at most 65536
    tiles along a loop of dynamic size.
  }];
  let parameters = (ins
    ArrayRefParameter<"int64_t", "sizes of a block">:$block,
    ArrayRefParameter<"int64_t", "sizes of a panel">:$panel
  );
  let assemblyFormat = "`<` `block` `=` `[` $block `]` `,` `panel` `=` `[` $panel `]` `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The discardable attribute of the output transform.
    static constexpr ::llvm::StringLiteral attrName = "winograd.schedule";
  }];
}

def Winograd_WorkersAttr : AttrDef<Winograd_Dialect, "Workers",
    [DeclareAttrInterfaceMethods<DeviceMappingAttrInterface>]> {
  let mnemonic = "workers";
  let summary = "a loop over blocks, which threads share";
  let description = [{
    The mapping of an `scf.forall` whose one iteration is all of a convolution, for
    `winograd-tile-and-fuse`: a loop that is mapped to something is kept, so that
    it becomes a function, with one allocation for its scratch memory, as the loops
    over several blocks do. `winograd-distribute` resolves it.

    Example (test/Dialect/Winograd/IR/examples.mlir):

    ```mlir
    %y = scf.forall (%i) in (1) shared_outs(%o = %init) -> (tensor<1x12x12x16xf32>) {
      …
    } {mapping = [#winograd.workers]}
    ```
  }];
  let extraClassDefinition = [{
    // All threads, as one unit.
    int64_t $cppClass::getMappingId() const { return 0; }
    bool $cppClass::isLinearMapping() const { return false; }
    int64_t $cppClass::getRelativeIndex() const { return 0; }
  }];
}

def Winograd_WorkgroupScheduleAttr
    : AttrDef<Winograd_Dialect, "WorkgroupSchedule"> {
  let mnemonic = "workgroup_schedule";
  let summary = "the part of a convolution that a GPU's workgroup computes";
  let description = [{
    How a kernel that fuses several steps is cut; the plan writes it on
    the output transform as the attribute `winograd.workgroup_schedule`. A
    workgroup has, at all α^n positions,

    - `tiles` tiles and `channels` output channels,
    - of which each of its threads sums `rows` × `columns` at one position;
    - where the input transform is fused, too, X̂ of `depth` input channels is in
      workgroup memory at a time.

    Example (test/Dialect/Winograd/IR/examples.mlir):

    ```mlir
    #winograd.workgroup_schedule<tiles = 4, channels = 32, depth = 8, rows = 4, columns = 8>
    ```

    Constraints: (W1) all sizes are at least 1; (W2) rows divide the tiles and
    columns the channels; (W3) tiles, channels and depth are at most 4096, rows
    and columns, which are unrolled, at most 64.
  }];
  let parameters = (ins "int64_t":$tiles, "int64_t":$channels, "int64_t":$depth,
                        "int64_t":$rows, "int64_t":$columns);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The discardable attribute of the output transform.
    static constexpr ::llvm::StringLiteral attrName =
        "winograd.workgroup_schedule";
    /// Threads of a workgroup, with this many positions.
    int64_t countThreads(int64_t positions) const {
      return positions * (getTiles() / getRows()) *
             (getChannels() / getColumns());
    }
  }];
}

def Winograd_PlanAttr : AttrDef<Winograd_Dialect, "Plan"> {
  let mnemonic = "plan";
  let summary = "how a convolution is computed";
  let description = [{
    What `winograd-plan` decides of a convolution; it is written on the linalg
    operation as the attribute `winograd.plan`, and `convert-linalg-to-winograd`
    executes it. A user writes it, too: what is there is kept.

    - the kind: `direct` (the convolution is left as it is), or which values reach
      global memory, `"four-buffer"`, `"three-buffer"`, `blocked`, or
      `"single-kernel"` (on GPUs);
    - the algorithms: F(m, r), one for each dimension with more than one tap, in
      the order of the image's axes;
    - on a CPU `block`, the tiles of a block along each of these dimensions, and
      `panel`, the output channels of a panel;
    - on a GPU `workgroup`, the part that a workgroup computes, for the kinds that
      need one.

    Without sizes, the target's model chooses them when the plan is checked.

    Example (test/Dialect/Winograd/IR/examples.mlir):

    ```mlir
    direct = #winograd.plan<direct>,
    blocked = #winograd.plan<blocked, [#F4x3, #F4x3], block = [7, 14], panel = 16>,
    four_buffer = #winograd.plan<"four-buffer", [#F2x3, #F2x3]>
    ```

    Constraints: (P1) `direct` has nothing else, every other kind an algorithm at
    least; (P2) a block has as many sizes as there are algorithms, each at least
    1, and a panel of at least 1, which stands only with a block; (P3) there is a
    block or a workgroup, not both, and neither with `"single-kernel"`; (P4) the
    tiles have at most 65536 values.
  }];
  let parameters = (ins
    "::mlir::winograd::PlanKind":$kind,
    ArrayRefParameter<"::mlir::winograd::AlgorithmAttr",
                      "one per transformed dimension">:$algorithms,
    ArrayRefParameter<"int64_t", "tiles of a block">:$block,
    "int64_t":$panel,
    "::mlir::winograd::WorkgroupScheduleAttr":$workgroup
  );
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The discardable attribute of a convolution.
    static constexpr ::llvm::StringLiteral attrName = "winograd.plan";
  }];
}

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADATTRIBUTES
