//===- gpu.mlir - The pipeline winograd-to-kernels as transforms -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From linalg on tensors, of static shapes, to GPU kernels on buffers. Each entry
// point makes what `winograd-to-kernels` makes with the option `plan` in its name.
//
//===----------------------------------------------------------------------===//

module @winograd_gpu attributes {transform.with_named_sequence} {
  transform.named_sequence @winograd_to_kernels(
      %module: !transform.any_op {transform.consumed}) {
    %prepared = transform.apply_registered_pass "winograd-gpu-prepare" to %module
        : (!transform.any_op) -> !transform.any_op
    // What the model has no candidate for stays direct.
    transform.sequence %prepared : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %convolutions = transform.winograd.match_convolutions in %root
          : (!transform.any_op) -> !transform.any_op
      %plans = transform.winograd.plan %convolutions {target_kind = "gpu"}
          : (!transform.any_op) -> !transform.any_param
    }
    transform.include @winograd_plans_to_kernels failures(propagate) (%prepared)
        : (!transform.any_op) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_kernels_single_kernel(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "single-kernel" -> !transform.any_param
    transform.include @winograd_to_kernels_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_kernels_blocked(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "blocked" -> !transform.any_param
    transform.include @winograd_to_kernels_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_kernels_three_buffer(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "three-buffer" -> !transform.any_param
    transform.include @winograd_to_kernels_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_kernels_four_buffer(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "four-buffer" -> !transform.any_param
    transform.include @winograd_to_kernels_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  // One plan for every convolution; where it cannot be had, an error says why.
  transform.named_sequence @winograd_to_kernels_of_kind(
      %module: !transform.any_op {transform.consumed},
      %kind: !transform.any_param {transform.readonly}) {
    %prepared = transform.apply_registered_pass "winograd-gpu-prepare" to %module
        : (!transform.any_op) -> !transform.any_op
    %convolutions = transform.winograd.match_convolutions in %prepared
        : (!transform.any_op) -> !transform.any_op
    %plans = transform.winograd.plan %convolutions kind = %kind {target_kind = "gpu"}
        : (!transform.any_op, !transform.any_param) -> !transform.any_param
    transform.include @winograd_plans_to_kernels failures(propagate) (%prepared)
        : (!transform.any_op) -> ()
    transform.yield
  }

  // What has a winograd.plan is computed so, all else directly.
  transform.named_sequence @winograd_plans_to_kernels(
      %module: !transform.any_op {transform.consumed}) {
    // raise: linalg --> winograd. What has no plan is left.
    transform.sequence %module : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %convolutions = transform.winograd.match_convolutions in %root
          : (!transform.any_op) -> !transform.any_op
      // Threads that are neighbours read and write what lies side by side.
      transform.winograd.raise %convolutions {follow_image}
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
    }
    %fused = transform.apply_registered_pass "winograd-fuse-elementwise" to %module
        : (!transform.any_op) -> !transform.any_op
    // fold: filters that are no constants are transformed at run time.
    transform.sequence %fused : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %input, %filter, %product, %output = transform.winograd.match_raised in %root
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
      transform.winograd.fold_filter %filter
          : (!transform.any_op) -> !transform.any_op
    }
    %canonical = transform.apply_registered_pass "canonicalize" to %fused
        : (!transform.any_op) -> !transform.any_op
    %clean = transform.apply_registered_pass "cse" to %canonical
        : (!transform.any_op) -> !transform.any_op
    // winograd --> kernels
    transform.apply_registered_pass "winograd-gpu-finish" to %clean
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}
