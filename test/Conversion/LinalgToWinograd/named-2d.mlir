// The layouts of the named two-dimensional convolutions.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d3, d1 * 4 + d4, d2 * 4 + d5)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d1, d0, d2, d3)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d6)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d6, d5)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d5)>
// CHECK-LABEL: @nchw_fchw
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x2x2x2x5xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x6x5x6xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x2x2x2x6xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x6x7x6xf32>
func.func @nchw_fchw(%x: tensor<2x5x9x8xf32>, %g: tensor<6x5x3x3xf32>, %init: tensor<2x6x7x6xf32>) -> tensor<2x6x7x6xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<2x5x9x8xf32>, tensor<6x5x3x3xf32>)
      outs(%init : tensor<2x6x7x6xf32>) -> tensor<2x6x7x6xf32>
  return %y : tensor<2x6x7x6xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d6)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d6, d5)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d5)>
// CHECK-LABEL: @nhwc_hwcf
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x2x2x2x5xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3] read #[[G]] write #[[G]] {{.*}} -> tensor<6x6x5x6xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x2x2x2x6xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x7x6x6xf32>
func.func @nhwc_hwcf(%x: tensor<2x9x8x5xf32>, %g: tensor<3x3x5x6xf32>, %init: tensor<2x7x6x6xf32>) -> tensor<2x7x6x6xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<2x9x8x5xf32>, tensor<3x3x5x6xf32>)
      outs(%init : tensor<2x7x6x6xf32>) -> tensor<2x7x6x6xf32>
  return %y : tensor<2x7x6x6xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d1, d2, d3, d0)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d6)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d6, d5)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d5)>
// CHECK-LABEL: @nhwc_fhwc
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x6x2x2x2x5xf32>
// CHECK: winograd.kron filter [#F4x3, #F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x6x5x6xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x6x2x2x2x6xf32>
// CHECK: winograd.kron output [#F4x3, #F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x7x6x6xf32>
func.func @nhwc_fhwc(%x: tensor<2x9x8x5xf32>, %g: tensor<6x3x3x5xf32>, %init: tensor<2x7x6x6xf32>) -> tensor<2x7x6x6xf32> {
  %y = linalg.conv_2d_nhwc_fhwc ins(%x, %g : tensor<2x9x8x5xf32>, tensor<6x3x3x5xf32>)
      outs(%init : tensor<2x7x6x6xf32>) -> tensor<2x7x6x6xf32>
  return %y : tensor<2x7x6x6xf32>
}
