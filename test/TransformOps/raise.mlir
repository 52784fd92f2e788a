// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file \
// RUN:   | FileCheck %s

// The algebra alone, with the padding in front absorbed, and a handle to each
// operation.

// CHECK-LABEL: func.func @padded
// CHECK-NOT: tensor.pad
// CHECK: winograd.kron input [#[[F:.*]], #[[F]]]
// CHECK: winograd.kron filter
// CHECK: winograd.hadamard_reduce
// CHECK: winograd.kron output
// CHECK-NOT: winograd.bufferize
func.func @padded(%x: tensor<1x12x12x8xf32>, %w: tensor<3x3x8x16xf32>)
    -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %zero : f32
  } : tensor<1x12x12x8xf32> to tensor<1x14x14x8xf32>
  %e = tensor.empty() : tensor<1x12x12x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x12x16xf32>)
      -> tensor<1x12x12x16xf32>
  // expected-remark@below {{input}}
  // expected-remark@below {{filter}}
  // expected-remark@below {{product}}
  // expected-remark@below {{output}}
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%padded, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
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
    transform.debug.emit_remark_at %input, "input" : !transform.any_op
    transform.debug.emit_remark_at %filter, "filter" : !transform.any_op
    transform.debug.emit_remark_at %product, "product" : !transform.any_op
    transform.debug.emit_remark_at %output, "output" : !transform.any_op
    transform.yield
  }
}

// -----

// A plan's buffers and sizes; what is direct stays, and no handle has it.

// CHECK-LABEL: func.func @planned
// CHECK: %[[X:.*]] = winograd.kron input
// CHECK: winograd.bufferize %[[X]] private
// CHECK: winograd.kron output {{.*}}winograd.schedule = #winograd.schedule<block = [3]
// CHECK: linalg.conv_1d ins
func.func @planned(%x: tensor<20xf32>, %w: tensor<3xf32>, %init: tensor<18xf32>,
                   %other: tensor<18xf32>)
    -> (tensor<18xf32>, tensor<18xf32>) {
  // expected-remark@below {{output}}
  %y = linalg.conv_1d {winograd.plan = #winograd.plan<blocked, [#winograd.algorithm<F(2, 3)>],
                                                      block = [3], panel = 1>}
      ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%init : tensor<18xf32>) -> tensor<18xf32>
  %z = linalg.conv_1d {winograd.plan = #winograd.plan<direct>}
      ins(%x, %w : tensor<20xf32>, tensor<3xf32>)
      outs(%other : tensor<18xf32>) -> tensor<18xf32>
  return %y, %z : tensor<18xf32>, tensor<18xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolutions = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolutions
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.debug.emit_remark_at %output, "output" : !transform.any_op
    transform.yield
  }
}

// -----

// F comes from a parameter. Nobody reads the result, so it goes away, and the
// handles are empty.

// CHECK-LABEL: func.func @dead
// CHECK-NOT: winograd
// CHECK: return
func.func @dead(%x: tensor<10xf32>, %w: tensor<3xf32>) {
  %init = arith.constant dense<0.0> : tensor<8xf32>
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %m = transform.param.constant 2 : i64 -> !transform.param<i64>
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = %m
        : (!transform.any_op, !transform.param<i64>) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    transform.debug.emit_remark_at %output, "is not there" : !transform.any_op
    transform.yield
  }
}
