// Groups that are a dimension of their own are a depth with channels: one matrix
// product per position and group.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d1, d0, d4, d2 * 4 + d5, d3 * 4 + d6)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d5, d6, d0, d1, d2, d3, d4)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d2, d1, d3, d4)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d0, d1, d2)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4, d5, d7)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d7, d6)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4, d5, d6)>
// CHECK-LABEL: @ngchw_gfchw
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x3x2x2x2x4xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x6x3x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x3x2x2x2x5xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x3x5x7x6xf32>
func.func @ngchw_gfchw(%x: tensor<2x3x4x9x8xf32>, %g: tensor<3x5x4x3x3xf32>, %init: tensor<2x3x5x7x6xf32>) -> tensor<2x3x5x7x6xf32> {
  %y = linalg.conv_2d_ngchw_gfchw ins(%x, %g : tensor<2x3x4x9x8xf32>, tensor<3x5x4x3x3xf32>)
      outs(%init : tensor<2x3x5x7x6xf32>) -> tensor<2x3x5x7x6xf32>
  return %y : tensor<2x3x5x7x6xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d1, d2 * 4 + d5, d3 * 4 + d6, d0, d4)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d5, d6, d0, d1, d2, d3, d4)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d2, d3, d4, d1)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d0, d1, d2)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4, d5, d7)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d7, d6)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4, d5, d6)>
// CHECK-LABEL: @nhwgc_gfhwc
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x3x2x2x2x4xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x6x3x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x3x2x2x2x5xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x7x6x3x5xf32>
func.func @nhwgc_gfhwc(%x: tensor<2x9x8x3x4xf32>, %g: tensor<3x5x3x3x4xf32>, %init: tensor<2x7x6x3x5xf32>) -> tensor<2x7x6x3x5xf32> {
  %y = linalg.conv_2d_nhwgc_gfhwc ins(%x, %g : tensor<2x9x8x3x4xf32>, tensor<3x5x3x3x4xf32>)
      outs(%init : tensor<2x7x6x3x5xf32>) -> tensor<2x7x6x3x5xf32>
  return %y : tensor<2x7x6x3x5xf32>
}
