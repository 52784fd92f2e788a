// The layouts of the named one-dimensional convolutions are maps of the krons;
// the transformed domain has one order for all of them.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d1 * 4 + d3)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d3, d0, d1, d2)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d1, d0, d2)>
// CHECK-DAG: #[[GHAT:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d2, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d3)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-LABEL: @ncw_fcw
// CHECK: winograd.kron input [#F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x2x2x5xf32>
// CHECK: winograd.kron filter [#F4x3] read #[[G]] write #[[GHAT]] {{.*}} -> tensor<6x5x6xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x2x2x6xf32>
// CHECK: winograd.kron output [#F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x6x7xf32>
func.func @ncw_fcw(%x: tensor<2x5x9xf32>, %g: tensor<6x5x3xf32>, %init: tensor<2x6x7xf32>) -> tensor<2x6x7xf32> {
  %y = linalg.conv_1d_ncw_fcw ins(%x, %g : tensor<2x5x9xf32>, tensor<6x5x3xf32>)
      outs(%init : tensor<2x6x7xf32>) -> tensor<2x6x7xf32>
  return %y : tensor<2x6x7xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1 * 4 + d3, d2)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d3, d0, d1, d2)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2) -> (d2, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d3)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-LABEL: @nwc_wcf
// CHECK: winograd.kron input [#F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x2x2x5xf32>
// CHECK: winograd.kron filter [#F4x3] read #[[G]] write #[[G]] {{.*}} -> tensor<6x5x6xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] {{.*}} -> tensor<6x2x2x6xf32>
// CHECK: winograd.kron output [#F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<2x7x6xf32>
func.func @nwc_wcf(%x: tensor<2x9x5xf32>, %g: tensor<3x5x6xf32>, %init: tensor<2x7x6xf32>) -> tensor<2x7x6xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<2x9x5xf32>, tensor<3x5x6xf32>)
      outs(%init : tensor<2x7x6xf32>) -> tensor<2x7x6xf32>
  return %y : tensor<2x7x6xf32>
}

// -----

// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1) -> (d0 * 4 + d1)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1) -> (d1, d0)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0) -> (d0)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: @plain
// CHECK: winograd.kron input [#F4x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<6x2xf32>
// CHECK: winograd.kron filter [#F4x3] read #[[G]] write #[[G]] {{.*}} -> tensor<6xf32>
// CHECK: winograd.hadamard_reduce [#[[A]], #[[B]], #[[A]]] {{.*}} -> tensor<6x2xf32>
// CHECK: winograd.kron output [#F4x3] read #[[XHAT]] write #[[X]] {{.*}} -> tensor<7xf32>
func.func @plain(%x: tensor<9xf32>, %g: tensor<3xf32>, %init: tensor<7xf32>) -> tensor<7xf32> {
  %y = linalg.conv_1d ins(%x, %g : tensor<9xf32>, tensor<3xf32>)
      outs(%init : tensor<7xf32>) -> tensor<7xf32>
  return %y : tensor<7xf32>
}
