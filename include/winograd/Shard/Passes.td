//===- Passes.td - Cutting programs among ranks ------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SHARD_PASSES
#define WINOGRAD_SHARD_PASSES

include "mlir/Pass/PassBase.td"

def WinogradShard : Pass<"winograd-shard", "::mlir::ModuleOp"> {
  let summary = "cut convolutions among ranks: choose a grid and annotate it";
  let description = [{
    Annotates, with upstream's `shard` dialect, which part of each convolution
    of linalg on tensors a rank computes. `sharding-propagation` takes it from
    there to all other operations, `winograd-complete-shards` to what that
    leaves open, and `shard-partition` makes the program of one rank.

    What can be cut (`shards`, one or two of them, each with its number of
    parts):

    | name | exchanged |
    |---|---|
    | `batch` | nothing |
    | `depth`, `height`, `width` | halos: `(r - 1) d + 1 - s` values of a row, of r taps, dilation d and stride s |
    | `output-channels` | nothing for one convolution; the next one is cut along its input channels |
    | `input-channels` | results are summed over the ranks |

    A sum is one of results y, not of products M^: the output transform is
    linear, and y is (alpha / m)^2 times smaller.

    `auto` tries all of them, and all grids of two, and takes the one that
    should need the least time: that of the largest part at `gflops`, what is
    sent at `gbytes`, and `microseconds` for each message that a rank waits for.
    A remark (category `winograd-shard`) has every candidate with its bytes,
    over all ranks, its balance, and its time, or why it cannot be. A sum of b
    bytes counts as n b over all n ranks, which is what `MPI_Allreduce` is
    given, and as 2 (n - 1) b along one of two grid axes, where messages are
    sent. With
    `annotations` the module has `shard.shard` operations already, in a
    `shard.grid` of as many ranks.

    **Sizes that do not divide** are rounded up to a multiple of the parts, in
    the whole program: arguments have zeros behind their values, results values
    of no meaning, and where somebody would read those there are zeros (a
    `select` by a constant mask). Filters get channels of zeros. The sizes as
    they were are the first numbers of the attributes `winograd.shards` of
    arguments and results:

    ```text
    winograd.shards = [array<i64: size, parts, stride>, ...]  // one per dimension
    ```

    where a rank's part begins at `(rank / stride) % parts` times the size in
    its type.

    Along what is cut, a convolution gets a `tensor.pad` that makes its results
    begin where the rank's part does; `shard-partition` turns it into an
    exchange with the neighbours.

    For rows among two ranks:

    ```text
    shard.grid @winograd_ranks(shape = 2) {sym_visibility = "private"}
    %sharding = shard.sharding @winograd_ranks split_axes = [[], [0]] : !shard.sharding
    %1 = shard.shard %0 to %sharding : tensor<1x16x16x4xf32>
    ```
  }];
  let options = [
    Option<"shards", "shards", "std::string", "\"auto\"",
           "auto, annotations, or what is cut: NAME[:PARTS],...">,
    Option<"ranks", "ranks", "int64_t", "1", "how many ranks there are">,
    Option<"gflops", "gflops", "double", "100",
           "what a rank computes, in 10^9 operations a second">,
    Option<"gbytes", "gbytes", "double", "1",
           "what a rank sends, in 10^9 bytes a second">,
    Option<"microseconds", "microseconds", "double", "10",
           "how long a message takes">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::shard::ShardDialect", "::mlir::tensor::TensorDialect"
  ];
}

def WinogradCompleteShards
    : Pass<"winograd-complete-shards", "::mlir::ModuleOp"> {
  let summary = "annotate what sharding-propagation leaves open";
  let description = [{
    Behind `sharding-propagation`, and in front of `shard-partition`, which
    wants every operand and result annotated, and crashes where it cannot get
    from one annotation to the next:

    - an argument gets one annotation, its users' if they agree;
    - what has none is not cut, but computed by every rank;
    - of what is cut along several dimensions at once, one step for each;
    - what is cut and needed whole, or in other parts, is an error: that would
      be an all-gather, for which upstream has no lowering.

    Arguments and results get their attributes `winograd.shards` (see
    `winograd-shard`), and grids become private, so that `symbol-dce` removes
    them in the end.
  }];
  let dependentDialects = ["::mlir::shard::ShardDialect"];
}

def WinogradLowerExchanges
    : Pass<"winograd-lower-exchanges", "::mlir::ModuleOp"> {
  let summary = "lower what ranks exchange to MPI";
  let description = [{
    `shard.update_halo`, `shard.all_reduce` and `shard.all_slice` on tensors of
    static sizes --> operations of the `mpi` dialect, in private functions on
    the tensor's buffer, one for each kind of exchange. What is left,
    `shard.process_linear_index`, is for upstream's `convert-shard-to-mpi`.

    Upstream's conversion of the same operations, in MLIR 22, sends to a
    neighbour before it receives, so that all ranks wait in a row; sends memrefs
    of several dimensions, of which `mpi.send`'s lowering to LLVM counts only
    the first; has no datatype for f16 and bf16; and splits off a communicator
    for each sum along one of several grid axes, which nobody frees. Here

    - in each pair of neighbours the one of the even index sends first, with
      blocking operations that cannot wait for each other in a circle;
    - the last dimension of a halo goes first, and what has arrived goes along
      with the others: corners arrive by way of two neighbours;
    - all that is sent is bytes (`memref<?xi8>`);
    - values narrower than f32 are summed in f32;
    - a sum over all ranks is one `mpi.allreduce`; one over some, along a grid
      axis, is gathered and sent back by the first of them, in their order.

    With `rank` the program is that of one rank: conditions on it fold, and
    constants are cut, and so transformed, when it is compiled.
  }];
  let options = [
    Option<"rank", "rank", "int64_t", "-1",
           "the only rank that runs the program; -1: all do">
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::bufferization::BufferizationDialect",
    "::mlir::func::FuncDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::memref::MemRefDialect", "::mlir::mpi::MPIDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"
  ];
}

#endif // WINOGRAD_SHARD_PASSES
