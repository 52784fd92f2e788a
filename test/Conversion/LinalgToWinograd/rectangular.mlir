// Filters with different numbers of taps per dimension: an algorithm each.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 * 4 + d4, d2 * 4 + d5)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d1, d0, d2, d3)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d6)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d6, d5)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d5)>
// CHECK-LABEL: @taps_3x5
// CHECK: winograd.kron input [#F4x3, #F4x5] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x8x2x2x2x4xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x5] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x8x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x8x2x2x2x5xf32>
// CHECK: winograd.kron output [#F4x3, #F4x5] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x5x7x8xf32>
func.func @taps_3x5(%x: tensor<2x4x9x12xf32>, %g: tensor<5x4x3x5xf32>, %init: tensor<2x5x7x8xf32>) -> tensor<2x5x7x8xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<2x4x9x12xf32>, tensor<5x4x3x5xf32>)
      outs(%init : tensor<2x5x7x8xf32>) -> tensor<2x5x7x8xf32>
  return %y : tensor<2x5x7x8xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d6)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d6, d5)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d5)>
// CHECK-LABEL: @taps_2x7
// CHECK: winograd.kron input [#F4x2, #F4x7] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<5x10x2x2x2x4xf32>
// CHECK: winograd.kron filter [#F4x2, #F4x7] read #[[G]] write #[[G]] {{.*}} -> tensor<5x10x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<5x10x2x2x2x5xf32>
// CHECK: winograd.kron output [#F4x2, #F4x7] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x8x6x5xf32>
func.func @taps_2x7(%x: tensor<2x9x12x4xf32>, %g: tensor<2x7x4x5xf32>, %init: tensor<2x8x6x5xf32>) -> tensor<2x8x6x5xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<2x9x12x4xf32>, tensor<2x7x4x5xf32>)
      outs(%init : tensor<2x8x6x5xf32>) -> tensor<2x8x6x5xf32>
  return %y : tensor<2x8x6x5xf32>
}
