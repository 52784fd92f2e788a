// RUN: wino-opt %s -canonicalize | FileCheck %s

// kron(0) = 0; hadamard_reduce(0, g) += c is c, and so is a sum over no channels.

#F = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @kron_of_zero
// CHECK: %[[ZERO:.+]] = arith.constant dense<0.000000e+00> : tensor<6xf64>
// CHECK: return %[[ZERO]]
func.func @kron_of_zero(%e: tensor<6xf64>) -> tensor<6xf64> {
  %g = arith.constant dense<0.0> : tensor<3xf32>
  %0 = winograd.kron filter [#F] read #id write #id
      ins(%g : tensor<3xf32>) outs(%e : tensor<6xf64>) -> tensor<6xf64>
  return %0 : tensor<6xf64>
}

// CHECK-LABEL: @kron_of_one
// CHECK: winograd.kron
func.func @kron_of_one(%e: tensor<6xf32>) -> tensor<6xf32> {
  %g = arith.constant dense<1.0> : tensor<3xf32>
  %0 = winograd.kron filter [#F] read #id write #id
      ins(%g : tensor<3xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// A constant has a static shape.
// CHECK-LABEL: @kron_of_zero_dynamic
// CHECK: winograd.kron
func.func @kron_of_zero_dynamic(%e: tensor<6x?xf32>) -> tensor<6x?xf32> {
  %x = arith.constant dense<0.0> : tensor<10xf32>
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x : tensor<10xf32>) outs(%e : tensor<6x?xf32>) -> tensor<6x?xf32>
  return %0 : tensor<6x?xf32>
}

// CHECK-LABEL: @product_with_zero
// CHECK-SAME: %{{[^:]+}}: tensor<6xf32>, %[[C:[^:]+]]: tensor<6xf32>
// CHECK: return %[[C]], %[[C]]
func.func @product_with_zero(%x: tensor<6xf32>, %c: tensor<6xf32>) -> (tensor<6xf32>, tensor<6xf32>) {
  %zero = arith.constant dense<0.0> : tensor<6xf32>
  %0 = winograd.hadamard_reduce [#id, #id, #id]
      ins(%zero, %x : tensor<6xf32>, tensor<6xf32>) outs(%c : tensor<6xf32>) -> tensor<6xf32>
  %1 = winograd.hadamard_reduce [#id, #id, #id]
      ins(%x, %zero : tensor<6xf32>, tensor<6xf32>) outs(%c : tensor<6xf32>) -> tensor<6xf32>
  return %0, %1 : tensor<6xf32>, tensor<6xf32>
}

// CHECK-LABEL: @product_of_nothing
// CHECK-SAME: %[[C:[^:]+]]: tensor<6x4xf32>
// CHECK: return %[[C]]
func.func @product_of_nothing(%x: tensor<6x0xf32>, %g: tensor<6x0x4xf32>, %c: tensor<6x4xf32>) -> tensor<6x4xf32> {
  %0 = winograd.hadamard_reduce [affine_map<(i, c, k) -> (i, c)>, affine_map<(i, c, k) -> (i, c, k)>, affine_map<(i, c, k) -> (i, k)>]
      ins(%x, %g : tensor<6x0xf32>, tensor<6x0x4xf32>) outs(%c : tensor<6x4xf32>) -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}
