// A narrow filter is transformed in float64, and rounded to nearest, ties to even,
// once.

// RUN: wino-opt %s --winograd-fold-filter | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#id = affine_map<(i) -> (i)>

// (2 + 2^-8 + 2^-11) / 2 = 1 + 2^-9 + 2^-12: the bits of an f16 end at 2^-10.
// CHECK-LABEL: @f16(
// CHECK: dense<[2.000000e+00, 1.001950e+00, 9.980460e-01, 4.882810e-04]> : tensor<4xf16>
func.func @f16(%e: tensor<4xf16>) -> tensor<4xf16> {
  %g = arith.constant dense<[2.0, 0.00390625, 0.00048828125]> : tensor<3xf16>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf16>) outs(%e : tensor<4xf16>) -> tensor<4xf16>
  return %G : tensor<4xf16>
}

// (1 + 2 + 3) / 2 and (1 - 2 + 3) / 2
// CHECK-LABEL: @bf16(
// CHECK: dense<[1.000000e+00, 3.000000e+00, 1.000000e+00, 3.000000e+00]> : tensor<4xbf16>
func.func @bf16(%e: tensor<4xbf16>) -> tensor<4xbf16> {
  %g = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xbf16>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xbf16>) outs(%e : tensor<4xbf16>) -> tensor<4xbf16>
  return %G : tensor<4xbf16>
}

// (256 + 1) / 2 = 128.5 is halfway between two values of a bf16.
// CHECK-LABEL: @f32_to_bf16(
// CHECK: dense<[2.560000e+02, 1.280000e+02, 1.280000e+02, 1.000000e+00]> : tensor<4xbf16>
func.func @f32_to_bf16(%e: tensor<4xbf16>) -> tensor<4xbf16> {
  %g = arith.constant dense<[256.0, 0.0, 1.0]> : tensor<3xf32>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xbf16>) -> tensor<4xbf16>
  return %G : tensor<4xbf16>
}

// CHECK-LABEL: @f16_to_f32(
// CHECK: dense<[2.000000e+00, 1.00219727, 9.982910e-01, 4.8828125E-4]> : tensor<4xf32>
func.func @f16_to_f32(%e: tensor<4xf32>) -> tensor<4xf32> {
  %g = arith.constant dense<[2.0, 0.00390625, 0.00048828125]> : tensor<3xf16>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf16>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}
