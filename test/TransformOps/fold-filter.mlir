// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file \
// RUN:   | FileCheck %s

// CHECK-LABEL: func.func @constant
// CHECK: arith.constant dense<[1.000000e+00, 3.000000e+00, 1.000000e+00, 3.000000e+00]>
// CHECK-NOT: winograd.kron filter
func.func @constant(%x: tensor<10xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %w = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  // expected-remark@below {{folded}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %constant = transform.winograd.fold_filter %filter
        : (!transform.any_op) -> !transform.any_op
    transform.debug.emit_remark_at %constant, "folded" : !transform.any_op
    transform.yield
  }
}

// -----

// What an argument is stays a transform, and so does what is too large.

// CHECK-LABEL: func.func @argument
// CHECK: winograd.kron filter
// CHECK: winograd.kron filter
func.func @argument(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>) {
  %c = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  %z = linalg.conv_1d ins(%x, %c : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y, %z : tensor<8xf32>, tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolutions = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolutions tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.sequence %filter : !transform.any_op failures(suppress) {
    ^bb0(%arg: !transform.any_op):
      %constant = transform.winograd.fold_filter %arg {max_bytes = 8 : i64}
          : (!transform.any_op) -> !transform.any_op
    }
    transform.yield
  }
}

// -----

func.func @why(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>) {
  %c = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  // expected-note@below {{at this operation}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  // expected-note@below {{at this operation}}
  %z = linalg.conv_1d ins(%x, %c : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y, %z : tensor<8xf32>, tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolutions = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolutions tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %all = transform.merge_handles %filter, %product : !transform.any_op
    // expected-error@below {{cannot fold a filter: its filter is no constant}}
    // expected-error@below {{cannot fold a filter: the filter would have 16 bytes (expected at most 8)}}
    // expected-error@below {{cannot fold a filter: it is no winograd.kron}}
    %constant = transform.winograd.fold_filter %all {max_bytes = 8 : i64}
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}
