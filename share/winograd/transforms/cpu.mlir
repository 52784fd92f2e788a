//===- cpu.mlir - The pipeline winograd-to-cpu as transforms ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From linalg on tensors to the LLVM dialect. Each entry point makes what
// `winograd-to-cpu` makes with the option `plan` in its name:
//
//   mlir-opt --transform-preload-library='transform-library-paths=cpu.mlir'
//            --transform-interpreter='entry-point=winograd_to_cpu_blocked'
//
// winograd_execute_plans is the part in the middle, for schedules of your own:
// plan, then include it.
//
//===----------------------------------------------------------------------===//

module @winograd_cpu attributes {transform.with_named_sequence} {
  transform.named_sequence @winograd_to_cpu(
      %module: !transform.any_op {transform.consumed}) {
    %prepared = transform.apply_registered_pass "winograd-cpu-prepare" to %module
        : (!transform.any_op) -> !transform.any_op
    // What the model has no candidate for stays direct.
    transform.sequence %prepared : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %convolutions = transform.winograd.match_convolutions in %root
          : (!transform.any_op) -> !transform.any_op
      %plans = transform.winograd.plan %convolutions
          : (!transform.any_op) -> !transform.any_param
    }
    transform.include @winograd_execute_plans failures(propagate) (%prepared)
        : (!transform.any_op) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_cpu_blocked(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "blocked" -> !transform.any_param
    transform.include @winograd_to_cpu_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_cpu_three_buffer(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "three-buffer" -> !transform.any_param
    transform.include @winograd_to_cpu_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  transform.named_sequence @winograd_to_cpu_four_buffer(
      %module: !transform.any_op {transform.consumed}) {
    %kind = transform.param.constant "four-buffer" -> !transform.any_param
    transform.include @winograd_to_cpu_of_kind failures(propagate) (%module, %kind)
        : (!transform.any_op, !transform.any_param) -> ()
    transform.yield
  }

  // One plan for every convolution; where it cannot be had, an error says why.
  transform.named_sequence @winograd_to_cpu_of_kind(
      %module: !transform.any_op {transform.consumed},
      %kind: !transform.any_param {transform.readonly}) {
    %prepared = transform.apply_registered_pass "winograd-cpu-prepare" to %module
        : (!transform.any_op) -> !transform.any_op
    %convolutions = transform.winograd.match_convolutions in %prepared
        : (!transform.any_op) -> !transform.any_op
    %plans = transform.winograd.plan %convolutions kind = %kind
        : (!transform.any_op, !transform.any_param) -> !transform.any_param
    transform.include @winograd_execute_plans failures(propagate) (%prepared)
        : (!transform.any_op) -> ()
    transform.yield
  }

  // What has a winograd.plan is computed so, all else directly.
  transform.named_sequence @winograd_execute_plans(
      %module: !transform.any_op {transform.consumed}) {
    // raise: linalg --> winograd. What has no plan is left.
    transform.sequence %module : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %convolutions = transform.winograd.match_convolutions in %root
          : (!transform.any_op) -> !transform.any_op
      transform.winograd.raise %convolutions
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
    }
    // Sums are formed in f32 at least; what this adds fuses with what follows.
    %functions = transform.structured.match ops{["func.func"]} in %module
        : (!transform.any_op) -> !transform.any_op
    transform.apply_registered_pass "winograd-sum-in-f32" to %functions
        : (!transform.any_op) -> !transform.any_op
    %fused = transform.apply_registered_pass "winograd-fuse-elementwise" to %module
        : (!transform.any_op) -> !transform.any_op
    %summed = transform.include @winograd_clean_up failures(propagate) (%fused)
        : (!transform.any_op) -> !transform.any_op
    // fold: filters that are no constants are transformed at run time.
    transform.sequence %summed : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %input, %filter, %product, %output = transform.winograd.match_raised in %root
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
      transform.winograd.fold_filter %filter
          : (!transform.any_op) -> !transform.any_op
    }
    %folded = transform.include @winograd_clean_up failures(propagate) (%summed)
        : (!transform.any_op) -> !transform.any_op
    // tile: what has no schedule (sizes that are not known) is whole.
    transform.sequence %folded : !transform.any_op failures(suppress) {
    ^bb0(%root: !transform.any_op):
      %input, %filter, %product, %output = transform.winograd.match_raised in %root
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
      transform.winograd.tile_and_fuse %output
          : (!transform.any_op) -> !transform.any_op
    }
    %tiled = transform.apply_registered_pass "winograd-cpu-tile-direct" to %folded
        : (!transform.any_op) -> !transform.any_op
    // lower: winograd --> linalg --> LLVM
    transform.winograd.lower %tiled : (!transform.any_op) -> !transform.any_op
    transform.apply_registered_pass "winograd-cpu-finish" to %tiled
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }

  transform.named_sequence @winograd_clean_up(
      %module: !transform.any_op {transform.consumed}) -> !transform.any_op {
    %canonical = transform.apply_registered_pass "canonicalize" to %module
        : (!transform.any_op) -> !transform.any_op
    %clean = transform.apply_registered_pass "cse" to %canonical
        : (!transform.any_op) -> !transform.any_op
    transform.yield %clean : !transform.any_op
  }
}
