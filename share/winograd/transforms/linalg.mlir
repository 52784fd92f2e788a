//===- linalg.mlir - Winograd's algorithm for hosts that know linalg -------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From linalg on tensors to linalg on tensors. Convolutions that have a
// winograd.plan are computed so, others by F(4, r) where that is possible; where
// it is not, they stay. The result has the operations that these passes make:
//
//   convert-linalg-to-winograd{tile=4}, winograd-fold-filter,
//   winograd-tile-and-fuse, convert-winograd-to-linalg
//
// but for the allocations of a plan, and loops that are mapped to workers of ours.
//
//===----------------------------------------------------------------------===//

module @winograd_linalg attributes {transform.with_named_sequence} {
  transform.named_sequence @winograd_to_linalg(
      %module: !transform.any_op {transform.readonly}) {
    transform.sequence %module : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %convolutions = transform.winograd.match_convolutions in %root
          : (!transform.any_op) -> !transform.any_op
      %input, %filter, %product, %output = transform.winograd.raise %convolutions tile = 4
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
      // Filters that are no constants are transformed at run time.
      transform.winograd.fold_filter %filter : (!transform.any_op) -> !transform.any_op
      // Only a plan has sizes.
      transform.winograd.tile_and_fuse %output : (!transform.any_op) -> !transform.any_op
    }
    // The host allocates memory.
    transform.winograd.lower %module {plain}
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}
