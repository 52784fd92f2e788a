// RUN: wino-opt %s --transform-interpreter -verify-diagnostics

// What Winograd's algorithm can compute is found, before and after raising.

func.func @conv(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>) {
  // expected-remark@below {{a convolution}}
  // expected-remark@below {{input}}
  // expected-remark@below {{product}}
  // expected-remark@below {{output}}
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  // Its values may be infinite.
  %z = linalg.conv_1d {winograd.finite_only = false}
      ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y, %z : tensor<8xf32>, tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolutions = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    transform.debug.emit_remark_at %convolutions, "a convolution" : !transform.any_op
    transform.winograd.raise %convolutions tile = 2
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %input, %filter, %product, %output = transform.winograd.match_raised in %root
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.debug.emit_remark_at %input, "input" : !transform.any_op
    transform.debug.emit_remark_at %product, "product" : !transform.any_op
    transform.debug.emit_remark_at %output, "output" : !transform.any_op
    transform.yield
  }
}
