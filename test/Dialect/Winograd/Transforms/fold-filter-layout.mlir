// The constant has the layout of the transformed domain; a dimension with one tap
// is dropped. Rows: g, (a + b + c) / 2, (a - b + c) / 2, c.

// RUN: wino-opt %s --winograd-fold-filter | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>

// CHECK-LABEL: @taps_1x3(
// CHECK{LITERAL}: dense<[[1.000000e+00, 4.000000e+00], [3.000000e+00, 7.500000e+00], [1.000000e+00, 2.500000e+00], [3.000000e+00, 6.000000e+00]]> : tensor<4x2xf32>
// CHECK-NOT: winograd.kron
func.func @taps_1x3(%e: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %g = arith.constant dense<[[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]> : tensor<2x1x3xf32>
  %G = winograd.kron filter [#F2x3] read affine_map<(k, i) -> (k, 0, i)> write affine_map<(k, i) -> (i, k)>
      ins(%g : tensor<2x1x3xf32>) outs(%e : tensor<4x2xf32>) -> tensor<4x2xf32>
  return %G : tensor<4x2xf32>
}

// Taps, input channels and output channels become positions, output channels and
// input channels.
// CHECK-LABEL: @transposed(
// CHECK{LITERAL}: dense<[[[1.000000e+00, 3.000000e+00], [2.000000e+00, 4.000000e+00]], [[7.500000e+00, 1.050000e+01], [9.000000e+00, 1.200000e+01]], [[2.500000e+00, 3.500000e+00], [3.000000e+00, 4.000000e+00]], [[9.000000e+00, 1.100000e+01], [1.000000e+01, 1.200000e+01]]]> : tensor<4x2x2xf32>
// CHECK-NOT: winograd.kron
func.func @transposed(%e: tensor<4x2x2xf32>) -> tensor<4x2x2xf32> {
  %g = arith.constant dense<[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]], [[9.0, 10.0], [11.0, 12.0]]]> : tensor<3x2x2xf32>
  %G = winograd.kron filter [#F2x3] read affine_map<(c, k, i) -> (i, c, k)> write affine_map<(c, k, i) -> (i, k, c)>
      ins(%g : tensor<3x2x2xf32>) outs(%e : tensor<4x2x2xf32>) -> tensor<4x2x2xf32>
  return %G : tensor<4x2x2xf32>
}
