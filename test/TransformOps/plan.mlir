// RUN: wino-opt %s --transform-interpreter -verify-diagnostics -split-input-file \
// RUN:   | FileCheck %s
// RUN: wino-opt %s -split-input-file | wino-opt -split-input-file --transform-interpreter \
// RUN:   | FileCheck %s

// Kind, tile, block and panel, as attributes and as parameters.

// CHECK-DAG: #[[F:.*]] = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>
// CHECK-LABEL: func.func @conv
// CHECK: winograd.plan = #winograd.plan<blocked, [#[[F]], #[[F]]], block = [2, 3], panel = 8>
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
    %m = transform.param.constant 2 : i64 -> !transform.param<i64>
    %plan = transform.winograd.plan %convolution
        kind = "blocked" tile = %m block = [2, 3] panel = 8
        : (!transform.any_op, !transform.param<i64>) -> !transform.any_param
    // expected-remark@below {{#winograd.plan<blocked}}
    transform.debug.emit_param_as_remark %plan : !transform.any_param
    transform.yield
  }
}

// -----

// The last word counts; the plan of one convolution is that of another.

// CHECK-LABEL: func.func @copy
// CHECK: linalg.conv_1d {winograd.plan = #[[PLAN:.*]]}
// CHECK: linalg.conv_1d {winograd.plan = #[[PLAN]]}
func.func @copy(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>)
    -> (tensor<8xf32>, tensor<8xf32>) {
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  %z = linalg.conv_1d {winograd.plan = #winograd.plan<direct>}
      ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%y : tensor<8xf32>) -> tensor<8xf32>
  return %y, %z : tensor<8xf32>, tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %both = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %first, %second = transform.split_handle %both
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    // Nothing is asked for: what is there is kept.
    %kept = transform.winograd.plan %second : (!transform.any_op) -> !transform.any_param
    // expected-remark@below {{#winograd.plan<direct>}}
    transform.debug.emit_param_as_remark %kept : !transform.any_param
    %kind = transform.param.constant "four-buffer" -> !transform.any_param
    %panel = transform.param.constant 4 : i64 -> !transform.param<i64>
    %plan = transform.winograd.plan %first kind = %kind tile = 4 block = [%panel] panel = 1
        : (!transform.any_op, !transform.any_param, !transform.param<i64>)
        -> !transform.any_param
    %same = transform.winograd.plan %second plan(%plan)
        : (!transform.any_op, !transform.any_param) -> !transform.any_param
    transform.yield
  }
}

// -----

// On a GPU.

// CHECK-LABEL: func.func @gpu
// CHECK: #winograd.plan<"single-kernel", [#{{.*}}]>
func.func @gpu(%x: tensor<10xf32>, %w: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %y = linalg.conv_1d ins(%x, %w : tensor<10xf32>, tensor<3xf32>)
      outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return %y : tensor<8xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %plan = transform.winograd.plan %convolution kind = "single-kernel" {target_kind = "gpu"}
        : (!transform.any_op) -> !transform.any_param
    transform.yield
  }
}
