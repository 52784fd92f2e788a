// The layouts of the named three-dimensional convolutions.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d4, d1 * 4 + d5, d2 * 4 + d6, d3 * 4 + d7)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d5, d6, d7, d0, d1, d2, d3, d4)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d0, d2, d3, d4)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d2, d3, d4, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d3, d4, d5, d6, d8)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d8, d7)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d3, d4, d5, d6, d7)>
// CHECK-LABEL: @ncdhw_fcdhw
// CHECK: winograd.kron input [#F4x3, #F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x6x2x1x2x2x4xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3, #F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x6x6x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x6x2x1x2x2x5xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x5x4x5x6xf32>
func.func @ncdhw_fcdhw(%x: tensor<2x4x6x7x8xf32>, %g: tensor<5x4x3x3x3xf32>, %init: tensor<2x5x4x5x6xf32>) -> tensor<2x5x4x5x6xf32> {
  %y = linalg.conv_3d_ncdhw_fcdhw ins(%x, %g : tensor<2x4x6x7x8xf32>, tensor<5x4x3x3x3xf32>)
      outs(%init : tensor<2x5x4x5x6xf32>) -> tensor<2x5x4x5x6xf32>
  return %y : tensor<2x5x4x5x6xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1 * 4 + d5, d2 * 4 + d6, d3 * 4 + d7, d4)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d5, d6, d7, d0, d1, d2, d3, d4)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d2, d3, d4, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d3, d4, d5, d6, d8)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d8, d7)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7, d8) -> (d0, d1, d2, d3, d4, d5, d6, d7)>
// CHECK-LABEL: @ndhwc_dhwcf
// CHECK: winograd.kron input [#F4x3, #F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x6x2x1x2x2x4xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3, #F4x3] read #[[G]] write #[[G]] {{.*}} -> tensor<6x6x6x4x5xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x6x2x1x2x2x5xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x4x5x6x5xf32>
func.func @ndhwc_dhwcf(%x: tensor<2x6x7x8x4xf32>, %g: tensor<3x3x3x4x5xf32>, %init: tensor<2x4x5x6x5xf32>) -> tensor<2x4x5x6x5xf32> {
  %y = linalg.conv_3d_ndhwc_dhwcf ins(%x, %g : tensor<2x6x7x8x4xf32>, tensor<3x3x3x4x5xf32>)
      outs(%init : tensor<2x4x5x6x5xf32>) -> tensor<2x4x5x6x5xf32>
  return %y : tensor<2x4x5x6x5xf32>
}
