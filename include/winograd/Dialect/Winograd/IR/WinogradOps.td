//===- WinogradOps.td - The three operations --------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADOPS
#define WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADOPS

include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/TilingInterface.td"
include "winograd/Dialect/Winograd/IR/WinogradAttributes.td"

/// (C9), (H5): what the transforms are defined on.
def Winograd_Float : AnyTypeOf<[F16, BF16, F32, F64]>;
def Winograd_Shaped : AnyTypeOf<[RankedTensorOf<[Winograd_Float]>,
                                 MemRefOf<[Winograd_Float]>],
    "ranked tensor or memref of f16, bf16, f32 or f64 values">;

class Winograd_Op<string mnemonic, list<Trait> traits = []>
    : Op<Winograd_Dialect, mnemonic, traits>;

/// An operation with a destination: on tensors it returns the destination's new
/// value, on memrefs it writes the destination and returns nothing.
class Winograd_DestinationOp<string mnemonic, list<Trait> traits = []>
    : Winograd_Op<mnemonic, traits # [
        DestinationStyleOpInterface,
        DeclareOpInterfaceMethods<InferTypeOpInterface>,
        DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
        DeclareOpInterfaceMethods<ConditionallySpeculatable>,
        DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface,
                                  ["reifyResultShapes"]>,
        DeclareOpInterfaceMethods<TilingInterface, [
          "getLoopIteratorTypes", "getIterationDomain",
          "getTiledImplementation", "getResultTilePosition",
          "generateResultTileValue", "getIterationDomainTileFromResultTile",
          "getIterationDomainTileFromOperandTiles",
          "getTiledImplementationFromOperandTiles"]>]>;

def Winograd_KronOp : Winograd_DestinationOp<"kron"> {
  let summary = "apply a matrix of Winograd's algorithm along dimensions";
  let description = [{
    The n-dimensional transform ("Kronecker product") with one matrix T per
    transformed dimension: Bᵀ (`input`, α × α), G (`filter`, α × r) or Aᵀ
    (`output`, m × α) of its `#winograd.algorithm`. With parallel dimensions
    d₀, d₁, … and a last pair of transformed dimensions (any number works):

    ```text
    init[write(d…, i, j)] = Σ_{u,v} T₀[i,u] · T₁[j,v] · source[read(d…, u, v)]
    ```

    Both maps have the same dimensions: first the parallel ones, then one per
    algorithm. In `read` the latter run over the columns of T, in `write` over
    its rows. So any layout, and any order, is a map, and so is every form of a
    convolution (below).

    Example (test/Dialect/Winograd/IR/ops-kron.mlir), from x[n,c,h,w], padded by 1,
    to X̂[i,j,n,ty,tx,c]:

    ```mlir
    %X = winograd.kron input [#F4, #F4]
        read affine_map<(n, ty, tx, c, i, j) -> (n, c, ty * 4 + i - 1, tx * 4 + j - 1)>
        write affine_map<(n, ty, tx, c, i, j) -> (i, j, n, ty, tx, c)>
        ins(%x : tensor<1x8x14x14xf32>) outs(%e : tensor<6x6x1x4x4x8xf32>)
        -> tensor<6x6x1x4x4x8xf32>
    ```

    One of the maps is the *window map*: `read` for the roles `input` and
    `filter`, `write` for `output`. A window of a source is any sum of multiples
    of parallel dimensions, a multiple of one transformed dimension, and a
    constant: `m * t + u`, of overlapping windows, is the plainest. A result
    consists of adjoining tiles, `s * (m * t + u) + p`: each of its values is
    written once.

    **Forms of a convolution** of r taps, with F(m, r') (in each dimension;
    multiplications per output in two dimensions, beside those of the
    definition):

    | form | image | filter | result | multiplications |
    |---|---|---|---|---|
    | plain | m t + u | u | m t + u | F(4, 3): 2.25 of 9 |
    | dilation d | d (m t + u) + p | u | d (m t + u) + p | F(4, 3): 2.25 of 9 |
    | stride s | s (m t + u) + q | s u + q | m t + u | 3x3, s = 2, F(4, 2): 6.25 of 9 |
    | blocks of taps | m t + u + r' j | r' j + u | m t + u | 9x9, F(4, 3): 20.25 of 81 |
    | backwards | m t + u - (r - 1) | r - 1 - u | m t + u | F(4, 3): 2.25 of 9 |
    | transposed, stride s | m t + u - (r' - 1) | s (r' - 1 - u) + p | s (m t + u) + p | 4x4, s = 2, F(4, 2): 1.56 of 4 |
    | gradient to the filter | m t + u | m t + u | u | F(3, 4): 2.25 of 9 per value of dy |

    For, with x and g of one dimension each: a convolution of dilation d is d
    convolutions of dilation 1, of the images of each residue p modulo d,
    `y[d o + p] = sum_k x[d (o + k) + p] g[k]`. One of stride s is the sum of s
    convolutions of stride 1, of the residues of image and filter, `y[o] = sum_q
    sum_k' x[s (o + k') + q] g[s k' + q]`; q is reduced as channels are. A
    filter's taps are the sum of its blocks, `y[o] = sum_j sum_k' x[o + r' j +
    k'] g[r' j + k']`; j is reduced, too. The transposed convolution of stride
    s, `y[s i + k] += x[i] g[k]`, is s convolutions that are read backwards, one
    for each residue p of its result, which share the transformed image. The
    gradient to a filter is a convolution by the gradient to the result, which
    has many taps and few results.

    **Edges.** A source is extended by zeros on all sides: an index outside of it
    reads zero. That is the convolution's padding, how a last tile that sticks
    out is read, and what a residue of a filter lacks. What an `output`
    transform would write beyond the init's size is dropped.

    **Arithmetic** is in f64 if the source's or the init's element type is f64,
    and in f32 otherwise (f16, bf16, f32); the result is rounded to the init's
    element type once. The matrices' entries are exact rationals, rounded to the
    type of the arithmetic. The init's old value is not read.

    **What is not finite.** A transform adds and subtracts values of a tile, and
    the next one takes the sums apart again. Where a tile, or a filter, has an
    infinity or a NaN, `inf - inf` makes NaN of all results of that tile (m per
    dimension), also of those whose window does not have it. Values near the
    largest of a type overflow on the way although the result would not: X̂ is up
    to Σ|Bᵀ| times as large as x in each dimension, 4.1 times for F(4, 3). A user
    whose values are not finite and of moderate size leaves convolutions direct
    (`finite-only=false` of `convert-linalg-to-winograd`).

    Shapes: a parallel dimension has one size wherever it stands alone; a
    transformed dimension that stands alone has the size α (`input`, `filter`: in
    the init; `output`: in the source) or r (`filter`: in the source). Sizes may
    be dynamic in parallel and window dimensions.

    Constraints:

    - (C1) there is at least one algorithm;
    - (C2) `read` and `write` have equally many dimensions, at least one per
      algorithm, and no symbols;
    - (C3) `read` has one result per dimension of the source, `write` one per
      dimension of the init;
    - (C4) a result of the map that is not the window map is a single dimension;
      each dimension occurs exactly once;
    - (C5) a result of a `read` map of windows is a sum of multiples of parallel
      dimensions, of a multiple of at most one transformed dimension, all of them
      positive for the role `input`, and of a constant; a parallel dimension
      occurs at most once (what does not depend on it is repeated), a transformed
      one exactly once. A result of the `write` map of an `output` transform is
      `s * (m * t + u) + p`, with a transformed dimension u, its algorithm's m,
      and parallel dimensions t and p, of which p has s known iterations (or is
      missing, and s is 1), or a single dimension; each dimension occurs exactly
      once;
    - (C6) transformed dimensions that stand alone have the size that their
      matrix says;
    - (C7) a parallel dimension that stands alone on both sides has one size, but
      the source of an `input` transform may have more, which is not read; a
      dimension read as the constant 0 has the size 1;
    - (C8) an `output` transform has at least as many tiles as its init needs:
      along a window dimension, the init's size over s m, rounded up (for sizes
      that are dynamic this must hold when the operation runs);
    - (C9) element types are f16, bf16, f32 or f64;
    - (C10) source and init are both tensors, with a result of the init's type,
      or both memrefs, which must not overlap, without a result.

    Destination style. Tiling: the loops are the parallel dimensions; a tile
    reads its windows, with the zeros that they need at the edge, and writes all
    residues p of its results. Source of the algebra: Lavin & Gray, "Fast Algorithms for
    Convolutional Neural Networks", 2016.
  }];
  let arguments = (ins
    Winograd_KronRoleAttr:$role,
    TypedArrayAttrBase<Winograd_AlgorithmAttr, "algorithms">:$algorithms,
    AffineMapAttr:$read,
    AffineMapAttr:$write,
    Winograd_Shaped:$source,
    Winograd_Shaped:$init
  );
  let results = (outs Optional<AnyRankedTensor>:$result);
  let assemblyFormat = [{
    $role $algorithms `read` $read `write` $write
    `ins` `(` $source `:` type($source) `)` `outs` `(` $init `:` type($init) `)`
    attr-dict (`->` type($result)^)?
  }];
  let builders = [
    OpBuilder<(ins "KronRole":$role, "ArrayRef<AlgorithmAttr>":$algorithms,
                   "AffineMap":$read, "AffineMap":$write, "Value":$source,
                   "Value":$init)>
  ];
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let extraClassDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }

    /// The number of dimensions of the maps.
    int64_t getNumDims() { return getRead().getNumDims(); }
    /// How many dimensions are transformed: the maps' last ones.
    int64_t getNumTransformed() { return getAlgorithms().size(); }
    /// How many dimensions are parallel: the maps' first ones, and the loops.
    int64_t getNumParallel() { return getNumDims() - getNumTransformed(); }
    /// The extents of the parallel loops; tiles are counted in the transformed
    /// domain. `ShapedType::kDynamic` where one is not known.
    SmallVector<int64_t> getParallelExtents();
    /// The algorithm of the index-th transformed dimension.
    AlgorithmAttr getAlgorithm(int64_t index) {
      return cast<AlgorithmAttr>(getAlgorithms()[index]);
    }
    /// The matrix that is applied along the index-th transformed dimension.
    RationalMatrix getMatrix(int64_t index);
    /// The element type in which the sums are computed: f64 or f32.
    FloatType getArithmeticType();
    /// The map with the windows over tiles: read for `input`, write for
    /// `output`, neither (and then the returned map is null) for `filter`.
    AffineMap getWindowMap();
  }];
}

def Winograd_HadamardReduceOp : Winograd_DestinationOp<"hadamard_reduce"> {
  let summary = "multiply transformed values element by element and reduce";
  let description = [{
    The product in the transformed domain, reduced over the dimensions that the
    init's map does not mention, and added to the init:

    ```text
    init[C(d…)] += Σ_{d ∉ C} lhs[A(d…)] · rhs[B(d…)]
    ```

    Reduced over the channels it is one matrix product per transform position;
    without reduced dimensions it is the plain Hadamard product.

    Example (test/Dialect/Winograd/IR/ops-hadamard-reduce.mlir),
    M̂[i,j,t,k] = Σ_c X̂[i,j,t,c] · Ĝ[i,j,c,k]:

    ```mlir
    %M1 = winograd.hadamard_reduce [
          affine_map<(i, j, t, k, c) -> (i, j, t, c)>,
          affine_map<(i, j, t, k, c) -> (i, j, c, k)>,
          affine_map<(i, j, t, k, c) -> (i, j, t, k)>]
        ins(%X, %G : tensor<6x6x?x8xf16>, tensor<6x6x8x4xf16>)
        outs(%M0 : tensor<6x6x?x4xf32>) -> tensor<6x6x?x4xf32>
    ```

    **Arithmetic**: products and sums are formed in the init's element type, to
    which the operands are extended (f16 operands accumulate in f32 when the init
    is f32, as the raising pass makes it).

    Constraints:

    - (H1) there are three maps, for lhs, rhs and init, with equally many
      dimensions and no symbols;
    - (H2) each map has one result per dimension of its operand;
    - (H3) the maps are projected permutations, and every dimension of the init's
      map stands in one of the operands' maps, every other dimension in both;
    - (H4) a dimension has one size wherever it stands;
    - (H5) element types are f16, bf16, f32 or f64, those of lhs and rhs are
      equal, and the init's is at least as wide;
    - (H6) the operands are all tensors, with a result of the init's type, or all
      memrefs, none of which may overlap the init, without a result.

    Destination style. Tiling: every dimension is a loop.
  }];
  let arguments = (ins
    AffineMapArrayAttr:$indexing_maps,
    Winograd_Shaped:$lhs,
    Winograd_Shaped:$rhs,
    Winograd_Shaped:$init
  );
  let results = (outs Optional<AnyRankedTensor>:$result);
  let assemblyFormat = [{
    $indexing_maps `ins` `(` $lhs `,` $rhs `:` type($lhs) `,` type($rhs) `)`
    `outs` `(` $init `:` type($init) `)` attr-dict (`->` type($result)^)?
  }];
  let builders = [
    OpBuilder<(ins "ArrayRef<AffineMap>":$maps, "Value":$lhs, "Value":$rhs,
                   "Value":$init)>
  ];
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let extraClassDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }

    /// The map of the index-th operand: lhs, rhs, init.
    AffineMap getMap(int64_t index) {
      return cast<AffineMapAttr>(getIndexingMaps()[index]).getValue();
    }
    int64_t getNumLoops() { return getMap(0).getNumDims(); }
    /// Whether the dimension is summed over.
    bool isReduced(int64_t dim) {
      return !getMap(2).isFunctionOfDim(dim);
    }
  }];
}

def Winograd_BufferizeOp : Winograd_Op<"bufferize", [
    Pure, SameOperandsAndResultType,
    DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface,
                                  ["reifyResultShapes"]>,
    DeclareOpInterfaceMethods<TilingInterface, [
      "getLoopIteratorTypes", "getIterationDomain", "getTiledImplementation",
      "getResultTilePosition", "generateResultTileValue",
      "getIterationDomainTileFromResultTile",
      "getIterationDomainTileFromOperandTiles",
      "getTiledImplementationFromOperandTiles"]>]> {
  let summary = "state that a value is materialised, and where";
  let description = [{
    The identity on a tensor, and the statement that the tensor exists as a
    buffer in the given memory: `global` (all of the machine's memory; on a GPU
    it also ends a kernel), `workgroup` (shared by a workgroup's threads) or
    `private` (one thread's). The plan adds and removes these operations; what
    is not under one of them need not be stored anywhere.

    ```text
    result[d…] = value[d…]
    ```

    Example (test/Dialect/Winograd/IR/ops-bufferize.mlir):

    ```mlir
    %0 = winograd.bufferize %x global : tensor<4x?xf32>
    ```

    Constraints:

    - (B1) the operand and the result have the same ranked tensor type.

    Not destination style: which destination it gets is what the lowering
    decides (the producer's own destination, allocated in that memory, so that
    nothing is copied). Bufferized as it stands, it allocates and copies. Tiling:
    every dimension is a loop.
  }];
  let arguments = (ins AnyRankedTensor:$value, Winograd_MemorySpaceAttr:$space);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$value $space attr-dict `:` type($value)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

#endif // WINOGRAD_DIALECT_WINOGRAD_IR_WINOGRADOPS
