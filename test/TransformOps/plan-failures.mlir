// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file | FileCheck %s

// Every failure says why, can be silenced, and leaves the payload as it was.

// CHECK-LABEL: func.func @refused
// CHECK: linalg.conv_1d {winograd.plan = #winograd.plan<direct>}
func.func @refused(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<direct>}
      ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    transform.sequence %root : !transform.any_op failures(suppress) {
    ^bb0(%arg: !transform.any_op):
      %convolution = transform.winograd.match_convolutions in %arg
          : (!transform.any_op) -> !transform.any_op
      %plan = transform.winograd.plan %convolution kind = "blocked" tile = 4 block = [1, 1]
          : (!transform.any_op) -> !transform.any_param
    }
    transform.yield
  }
}

// -----

func.func @no_convolution(%x: tensor<10xf32>) -> tensor<10xf32> {
  // expected-error@below {{is no convolution}}
  %y = linalg.exp ins(%x : tensor<10xf32>) outs(%x : tensor<10xf32>) -> tensor<10xf32>
  // expected-note@below {{at this operation}}
  return %y : tensor<10xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %ops = transform.structured.match ops{["linalg.exp", "func.return"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    // expected-error@below {{expected a linalg operation to plan}}
    %plan = transform.winograd.plan %ops : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}

// -----

func.func @kinds(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{expected the option 'plan' to be auto, blocked, three-buffer, four-buffer or direct, but got 'single-kernel'}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    %plan = transform.winograd.plan %convolution kind = "single-kernel"
        : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}

// -----

func.func @taps(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{expected an algorithm F(m, 3) of the plan, but got F(2, 5)}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    %plan = transform.winograd.plan %convolution
        plan(#winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 5)>]>)
        : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}

// -----

func.func @panel(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{expected a plan with a block to give a panel to}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    %plan = transform.winograd.plan %convolution kind = "direct" panel = 8
        : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}

// -----

func.func @values(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{has no plan: its values may be infinite, NaN, or too large for Winograd's sums}}
  %y = linalg.conv_1d {winograd.finite_only = false}
      ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    %plan = transform.winograd.plan %convolution : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}

// -----

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %kind = transform.param.constant 3 : i64 -> !transform.any_param
    // expected-error@below {{expected a kind that is a string, but got 3 : i64}}
    %plan = transform.winograd.plan %root kind = %kind
        : (!transform.any_op, !transform.any_param) -> !transform.any_param
    transform.yield
  }
}

// -----

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %two = transform.param.constant 2 : i64 -> !transform.param<i64>
    %tiles = transform.merge_handles %two, %two : !transform.param<i64>
    // expected-error@below {{expected a parameter with one value, but got 2}}
    %plan = transform.winograd.plan %root tile = %tiles
        : (!transform.any_op, !transform.param<i64>) -> !transform.any_param
    transform.yield
  }
}

// -----

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %tile = transform.param.constant "four" -> !transform.any_param
    // expected-error@below {{expected an integer, but got "four"}}
    %plan = transform.winograd.plan %root tile = %tile
        : (!transform.any_op, !transform.any_param) -> !transform.any_param
    transform.yield
  }
}
