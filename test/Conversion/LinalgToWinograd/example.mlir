// The example of the pass's description.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 | FileCheck %s

// CHECK: #F4x3 = #winograd.algorithm<F(4, 3), points = [0, 2/3, -2/3, 3/2, -3/2]>
// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5, d3)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d4, d5, d0, d1, d2, d3)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d0, d1)>
// CHECK-DAG: #[[A:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d6)>
// CHECK-DAG: #[[B:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d6, d5)>
// CHECK-DAG: #[[C:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d0, d1, d2, d3, d4, d5)>
// CHECK-LABEL: @example
// CHECK-SAME: %[[x:[^:]+]]: tensor<1x10x10x3xf32>, %[[w:[^:]+]]: tensor<3x3x3x8xf32>
// CHECK: %[[E0:.+]] = tensor.empty() : tensor<6x6x1x2x2x3xf32>
// CHECK: %[[X_HAT:.+]] = winograd.kron input [#F4x3, #F4x3] read #[[X]] write #[[XHAT]] ins(%[[x]] : tensor<1x10x10x3xf32>) outs(%[[E0]] : tensor<6x6x1x2x2x3xf32>) -> tensor<6x6x1x2x2x3xf32>
// CHECK: %[[E1:.+]] = tensor.empty() : tensor<6x6x3x8xf32>
// CHECK: %[[G_HAT:.+]] = winograd.kron filter [#F4x3, #F4x3] read #[[G]] write #[[G]] ins(%[[w]] : tensor<3x3x3x8xf32>) outs(%[[E1]] : tensor<6x6x3x8xf32>) -> tensor<6x6x3x8xf32>
// CHECK: %[[FILL:.+]] = linalg.fill {{.*}} -> tensor<6x6x1x2x2x8xf32>
// CHECK: %[[M_HAT:.+]] = winograd.hadamard_reduce [#[[A]], #[[B]], #[[C]]] ins(%[[X_HAT]], %[[G_HAT]] : tensor<6x6x1x2x2x3xf32>, tensor<6x6x3x8xf32>) outs(%[[FILL]] : tensor<6x6x1x2x2x8xf32>) -> tensor<6x6x1x2x2x8xf32>
// CHECK: %[[E2:.+]] = tensor.empty() : tensor<1x8x8x8xf32>
// CHECK: %[[Y:.+]] = winograd.kron output [#F4x3, #F4x3] read #[[XHAT]] write #[[X]] ins(%[[M_HAT]] : tensor<6x6x1x2x2x8xf32>) outs(%[[E2]] : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
// CHECK-NEXT: return %[[Y]]
func.func @example(%x: tensor<1x10x10x3xf32>, %w: tensor<3x3x3x8xf32>) -> tensor<1x8x8x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x8x8xf32>
  %y = linalg.conv_2d_nhwc_hwcf
    ins(%x, %w : tensor<1x10x10x3xf32>, tensor<3x3x3x8xf32>)
    outs(%zero : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}
