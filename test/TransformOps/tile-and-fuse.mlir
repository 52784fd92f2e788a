// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file \
// RUN:   | FileCheck %s

// Sizes that are given: blocks of two rows of three tiles, which are all of a row,
// and panels of 8 channels.

// CHECK-LABEL: func.func @conv
// CHECK: scf.forall (%{{.*}}) = (0) to (4) step (2)
// CHECK: winograd.kron input
// CHECK: scf.forall (%{{.*}}) = (0) to (16) step (8)
// CHECK: winograd.hadamard_reduce
// CHECK: scf.for
// CHECK: winograd.kron output
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>)
    -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x12x12x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x12x16xf32>)
      -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%f : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %plan = transform.winograd.plan %convolution kind = "blocked" tile = 4
        : (!transform.any_op) -> !transform.any_param
    %input, %filter, %product, %output = transform.winograd.raise %convolution
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %blocks = transform.winograd.tile_and_fuse %output
        block = [1, 2, 3, 0] panel = [0, 0, 0, 8] {lanes = 8 : i64}
        : (!transform.any_op) -> !transform.any_op
    // What was fused is no longer where the handles were.
    %count = transform.num_associations %product : (!transform.any_op) -> !transform.param<i64>
    // expected-remark@below {{0 : i64}}
    transform.debug.emit_param_as_remark %count : !transform.param<i64>
    %loops = transform.structured.match ops{["scf.forall"]} in %blocks
        : (!transform.any_op) -> !transform.any_op
    %two = transform.num_associations %loops : (!transform.any_op) -> !transform.param<i64>
    // expected-remark@below {{2 : i64}}
    transform.debug.emit_param_as_remark %two : !transform.param<i64>
    transform.yield
  }
}

// -----

// The plan's schedule, with a panel from a parameter.

// CHECK-LABEL: func.func @planned
// CHECK: scf.forall (%{{.*}}) = (0) to (9) step (3)
// CHECK-NOT: winograd.schedule
// CHECK: return
func.func @planned(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %plan = transform.winograd.plan %convolution kind = "blocked" tile = 2 block = [3]
        : (!transform.any_op) -> !transform.any_param
    %input, %filter, %product, %output = transform.winograd.raise %convolution
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %whole = transform.param.constant 0 : i64 -> !transform.param<i64>
    %blocks = transform.winograd.tile_and_fuse %output panel = [%whole]
        : (!transform.any_op, !transform.param<i64>) -> !transform.any_op
    transform.yield
  }
}
