// The transform of a constant filter is a constant. The expected values are
// computed by hand from G's rationals.

// RUN: wino-opt %s --winograd-fold-filter | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#F4x3 = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>
#id2 = affine_map<(i, j) -> (i, j)>

// g, (a + b + c) / 2, (a - b + c) / 2, c
// CHECK-LABEL: @dense(
// CHECK: %[[G:.+]] = arith.constant dense<[1.000000e+00, 3.000000e+00, 1.000000e+00, 3.000000e+00]> : tensor<4xf32>
// CHECK: return %[[G]]
func.func @dense(%e: tensor<4xf32>) -> tensor<4xf32> {
  %g = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}

// The outer product of [1, 3/2, 1/2, 1] with itself, times 2.
// CHECK-LABEL: @splat(
// CHECK{LITERAL}: dense<[[2.000000e+00, 3.000000e+00, 1.000000e+00, 2.000000e+00], [3.000000e+00, 4.500000e+00, 1.500000e+00, 3.000000e+00], [1.000000e+00, 1.500000e+00, 5.000000e-01, 1.000000e+00], [2.000000e+00, 3.000000e+00, 1.000000e+00, 2.000000e+00]]>
// CHECK-NOT: winograd.kron
func.func @splat(%e: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %g = arith.constant dense<2.0> : tensor<3x3xf32>
  %G = winograd.kron filter [#F2x3, #F2x3] read #id2 write #id2 ins(%g : tensor<3x3xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %G : tensor<4x4xf32>
}

// CHECK-LABEL: @resource(
// CHECK: arith.constant dense<[1.000000e+00, 3.000000e+00, 1.000000e+00, 3.000000e+00]> : tensor<4xf32>
// CHECK-NOT: winograd.kron
func.func @resource(%e: tensor<4xf32>) -> tensor<4xf32> {
  %g = arith.constant dense_resource<g> : tensor<3xf32>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}

// Points 0, 2/3, -2/3, 3/2, -3/2: 16/9, 352/195, 32/65, 1376/585, 608/585, 16/3
// CHECK-LABEL: @rationals(
// CHECK: dense<[1.777777777777777{{[0-9]*}}, 1.80512820512820{{[0-9]*}}, 0.49230769230769{{[0-9]*}}, 2.35213675213675{{[0-9]*}}, 1.03931623931623{{[0-9]*}}, 5.333333333333333{{[0-9]*}}]> : tensor<6xf64>
func.func @rationals(%e: tensor<6xf64>) -> tensor<6xf64> {
  %g = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %G = winograd.kron filter [#F4x3] read #id write #id ins(%g : tensor<3xf64>) outs(%e : tensor<6xf64>) -> tensor<6xf64>
  return %G : tensor<6xf64>
}

{-# dialect_resources: { builtin: { g: "0x040000000000803F0000004000004040" } } #-}
