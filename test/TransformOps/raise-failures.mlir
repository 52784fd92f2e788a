// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file | FileCheck %s

// Every failure says why, can be silenced, and leaves the payload as it was.

// CHECK-LABEL: func.func @silenced
// CHECK: linalg.conv_1d {winograd.finite_only = false}
// CHECK: winograd.kron input
func.func @silenced(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  %y = linalg.conv_1d {winograd.finite_only = false}
      ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  %z = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%y : tensor<8xf32>) -> tensor<8xf32>
  return %z : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    transform.sequence %root : !transform.any_op failures(suppress) {
    ^bb0(%arg: !transform.any_op):
      %ops = transform.structured.match ops{["linalg.conv_1d"]} in %arg
          : (!transform.any_op) -> !transform.any_op
      transform.winograd.raise %ops tile = 2
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
    }
    transform.yield
  }
}

// -----

func.func @no_convolution(%x: tensor<10xf32>) -> tensor<10xf32> {
  // expected-error@below {{is no convolution}}
  %y = linalg.exp ins(%x : tensor<10xf32>) outs(%x : tensor<10xf32>) -> tensor<10xf32>
  return %y : tensor<10xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.exp"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @no_plan(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{expected a plan (transform.winograd.plan makes one), or a 'tile' to raise it with}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @no_tile(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{expected a tile of 1 to 15, but got 16}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op tile = 16
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @too_large(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{cannot be raised: }}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op tile = 15
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @values(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{cannot be raised: its values may be infinite, NaN, or too large}}
  %y = linalg.conv_1d {winograd.finite_only = false} ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @plan(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> tensor<8xf32> {
  // expected-error@below {{expected a plan with one algorithm F(m, r) for each dimension}}
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<"four-buffer", [#winograd.algorithm<F(2, 5)>]>} ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @integers(%x: tensor<10xi32>, %w: tensor<3xi32>, %init: tensor<8xi32>)
    -> tensor<8xi32> {
  // expected-error@below {{cannot be raised: }}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xi32>, tensor<3xi32>)
      outs(%init : tensor<8xi32>) -> tensor<8xi32>
  return %y : tensor<8xi32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["linalg.conv_1d"]} in %root
        : (!transform.any_op) -> !transform.any_op
    // expected-note@below {{in this transform}}
    transform.winograd.raise %op tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.yield
  }
}
