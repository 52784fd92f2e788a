// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file | FileCheck %s

// Every failure says why, and leaves the payload as it was.

func.func @schedule(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-error@below {{expected a 'block' or a 'panel', or a 'winograd.schedule' (a plan with a block makes one)}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // expected-note@below {{in this transform}}
    transform.winograd.tile_and_fuse %output
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

func.func @sizes(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-error@below {{expected a 'winograd.schedule' with 1 sizes per level}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // expected-note@below {{in this transform}}
    transform.winograd.tile_and_fuse %output block = [1, 2] panel = [0, 0]
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

func.func @equally(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-error@below {{expected}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // expected-note@below {{in this transform}}
    transform.winograd.tile_and_fuse %output block = [3] panel = [0, 0]
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

func.func @negative(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-error@below {{expected}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // expected-note@below {{in this transform}}
    transform.winograd.tile_and_fuse %output block = [-3]
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

func.func @lanes(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-error@below {{expected the option 'lanes' to be at least 1, but got 0}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // expected-note@below {{in this transform}}
    transform.winograd.tile_and_fuse %output block = [3] {lanes = 0 : i64}
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

func.func @output(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  // expected-error@below {{is no output transform of a convolution}}
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    // expected-note@below {{in this transform}}
    transform.winograd.tile_and_fuse %input block = [3]
        : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}

// -----

// CHECK-LABEL: func.func @silenced
// CHECK-NOT: scf
// CHECK: winograd.kron output
// CHECK-NOT: scf
// CHECK: return
func.func @silenced(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>)
    -> tensor<18xf32> {
  %y = linalg.conv_1d ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  return %y : tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    transform.sequence %root : !transform.any_op failures(suppress) {
    ^bb0(%arg: !transform.any_op):
      %convolution = transform.winograd.match_convolutions in %arg
          : (!transform.any_op) -> !transform.any_op
      %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 2
          : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                    !transform.any_op, !transform.any_op)
      transform.winograd.tile_and_fuse %output : (!transform.any_op) -> !transform.any_op
    }
    transform.yield
  }
}
