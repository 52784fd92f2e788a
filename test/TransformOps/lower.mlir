// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file \
// RUN:   | FileCheck %s

// The product alone, for somebody else's schedule.

// CHECK-LABEL: func.func @conv
// CHECK: winograd.kron input
// CHECK: winograd.kron filter
// CHECK: linalg.contract
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
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 4
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %contraction = transform.winograd.lower %product
        : (!transform.any_op) -> !transform.any_op
    // The handle to what was lowered is empty now, the others are not.
    transform.debug.emit_remark_at %product, "is not there" : !transform.any_op
    transform.yield
  }
}

// -----

// All that is in a function; the handle to that stays. A transform of nothing to
// reduce is elementwise.

// CHECK-LABEL: func.func @all
// CHECK-NOT: winograd
// CHECK: linalg.generic
// CHECK-NOT: winograd
// CHECK: return
// CHECK-LABEL: func.func @other
// CHECK: winograd.bufferize
func.func @all(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-remark@below {{a product}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}
func.func @other(%x: tensor<20xf32>) -> tensor<20xf32> {
  %y = winograd.bufferize %x global : tensor<20xf32>
  return %y : tensor<20xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %function = transform.get_parent_op %convolution {op_name = "func.func"}
        : (!transform.any_op) -> !transform.any_op
    transform.winograd.raise %convolution tile = 4
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // (Twice the same operations.)
    %kron = transform.structured.match ops{["winograd.kron"]} in %function
        : (!transform.any_op) -> !transform.any_op
    %targets = transform.merge_handles %function, %kron : !transform.any_op
    %products = transform.winograd.lower %targets {lanes = 4 : i64}
        : (!transform.any_op) -> !transform.any_op
    transform.debug.emit_remark_at %products, "a product" : !transform.any_op
    transform.annotate %function "lowered" : !transform.any_op
    transform.yield
  }
}

// -----

func.func @nothing(%x: tensor<20xf32>) -> tensor<20xf32> {
  // expected-note@below {{at this operation}}
  return %x : tensor<20xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %return = transform.structured.match ops{["func.return"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-error@below {{expected an operation of the winograd dialect to lower}}
    transform.winograd.lower %return : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

// The module of the script; the script itself is left alone.

// CHECK-LABEL: func.func @module
// CHECK-NOT: winograd
// CHECK: return
// CHECK: transform.named_sequence
// CHECK: transform.num_associations
func.func @module(%x: tensor<20xf32>) -> tensor<20xf32> {
  %y = winograd.bufferize %x global : tensor<20xf32>
  return %y : tensor<20xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %products = transform.winograd.lower %root
        : (!transform.any_op) -> !transform.any_op
    %count = transform.num_associations %products : (!transform.any_op) -> !transform.param<i64>
    transform.yield
  }
}
