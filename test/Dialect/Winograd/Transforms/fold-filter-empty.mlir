// A filter without elements, of a convolution without channels, has no values to
// transform.

// RUN: wino-opt %s --winograd-fold-filter | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#map = affine_map<(c, i) -> (i, c)>

// CHECK-LABEL: @empty(
// CHECK: return %{{.+}} : tensor<4x0xf32>
func.func @empty(%e: tensor<4x0xf32>) -> tensor<4x0xf32> {
  %g = arith.constant dense<> : tensor<3x0xf32>
  %G = winograd.kron filter [#F2x3] read #map write #map ins(%g : tensor<3x0xf32>) outs(%e : tensor<4x0xf32>) -> tensor<4x0xf32>
  return %G : tensor<4x0xf32>
}
