// The transformed input and filter have the input's type; their product does not.
// What f16 has to hold, it does: the algorithm contracts.

// RUN: wino-opt %s --convert-linalg-to-winograd="tile=2 narrow-transforms" | FileCheck %s

// CHECK-DAG: #[[NARROW:F2x3.*]] = #winograd.algorithm<F(2, 3), points = [0, 1, -1], contracting>
// CHECK-DAG: #[[WIDE:F2x3.*]] = #winograd.algorithm<F(2, 3), points = [0, 1, -1]>

// CHECK-LABEL: @f16(
// CHECK: winograd.kron input [#[[NARROW]]] {{.*}} -> tensor<4x1x4x4xf16>
// CHECK: winograd.kron filter [#[[NARROW]]] {{.*}} -> tensor<4x4x6xf16>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x1x4x6xf32>
// CHECK: winograd.kron output [#[[NARROW]]] {{.*}} -> tensor<1x8x6xf16>
func.func @f16(%x: tensor<1x10x4xf16>, %g: tensor<3x4x6xf16>) -> tensor<1x8x6xf16> {
  %init = arith.constant dense<0.0> : tensor<1x8x6xf16>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf16>, tensor<3x4x6xf16>)
      outs(%init : tensor<1x8x6xf16>) -> tensor<1x8x6xf16>
  return %y : tensor<1x8x6xf16>
}
// CHECK-LABEL: @bf16(
// CHECK: winograd.kron input [#[[WIDE]]] {{.*}} -> tensor<4x1x4x4xbf16>
// CHECK: winograd.kron filter {{.*}} -> tensor<4x4x6xbf16>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x1x4x6xf32>
// CHECK: winograd.kron output {{.*}} -> tensor<1x8x6xbf16>
func.func @bf16(%x: tensor<1x10x4xbf16>, %g: tensor<3x4x6xbf16>) -> tensor<1x8x6xbf16> {
  %init = arith.constant dense<0.0> : tensor<1x8x6xbf16>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xbf16>, tensor<3x4x6xbf16>)
      outs(%init : tensor<1x8x6xbf16>) -> tensor<1x8x6xbf16>
  return %y : tensor<1x8x6xbf16>
}
// CHECK-LABEL: @f64(
// CHECK: winograd.kron input {{.*}} -> tensor<4x1x4x4xf64>
// CHECK: winograd.kron filter {{.*}} -> tensor<4x4x6xf64>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x1x4x6xf64>
// CHECK: winograd.kron output {{.*}} -> tensor<1x8x6xf64>
func.func @f64(%x: tensor<1x10x4xf64>, %g: tensor<3x4x6xf64>) -> tensor<1x8x6xf64> {
  %init = arith.constant dense<0.0> : tensor<1x8x6xf64>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf64>, tensor<3x4x6xf64>)
      outs(%init : tensor<1x8x6xf64>) -> tensor<1x8x6xf64>
  return %y : tensor<1x8x6xf64>
}
// CHECK-LABEL: @f16_to_f32(
// CHECK: winograd.kron input {{.*}} -> tensor<4x1x4x4xf16>
// CHECK: winograd.kron filter {{.*}} -> tensor<4x4x6xf16>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x1x4x6xf32>
// CHECK: winograd.kron output {{.*}} -> tensor<1x8x6xf32>
func.func @f16_to_f32(%x: tensor<1x10x4xf16>, %g: tensor<3x4x6xf16>) -> tensor<1x8x6xf32> {
  %init = arith.constant dense<0.0> : tensor<1x8x6xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf16>, tensor<3x4x6xf16>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
