// A dimension with one tap is not transformed but a loop, and 0 in the filter's map.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d3, d1, d2 * 4 + d4)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d4, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d1, d0, 0, d2)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d2, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d5)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d5, d4)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d4)>
// CHECK-LABEL: @taps_1x3
// CHECK: winograd.kron input [#F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x2x9x3x4xf32>
// CHECK: winograd.kron filter [#F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x2x9x3x5xf32>
// CHECK: winograd.kron output [#F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x5x9x10xf32>
func.func @taps_1x3(%x: tensor<2x4x9x12xf32>, %g: tensor<5x4x1x3xf32>, %init: tensor<2x5x9x10xf32>) -> tensor<2x5x9x10xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<2x4x9x12xf32>, tensor<5x4x1x3xf32>)
      outs(%init : tensor<2x5x9x10xf32>) -> tensor<2x5x9x10xf32>
  return %y : tensor<2x5x9x10xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1 * 4 + d4, d2, d3)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d4, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d2, 0, d0, d1)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d2, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d5)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d5, d4)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1, d2, d3, d4)>
// CHECK-LABEL: @taps_3x1
// CHECK: winograd.kron input [#F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x2x2x12x4xf32>
// CHECK: winograd.kron filter [#F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x2x2x12x5xf32>
// CHECK: winograd.kron output [#F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x7x12x5xf32>
func.func @taps_3x1(%x: tensor<2x9x12x4xf32>, %g: tensor<3x1x4x5xf32>, %init: tensor<2x7x12x5xf32>) -> tensor<2x7x12x5xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<2x9x12x4xf32>, tensor<3x1x4x5xf32>)
      outs(%init : tensor<2x7x12x5xf32>) -> tensor<2x7x12x5xf32>
  return %y : tensor<2x7x12x5xf32>
}
