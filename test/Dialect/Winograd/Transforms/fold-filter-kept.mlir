// What is not a filter, or not a constant that is known, is not folded.

// RUN: wino-opt %s --winograd-fold-filter | FileCheck %s

#F2x3 = #winograd.algorithm<F(2, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @argument(
// CHECK: winograd.kron filter
func.func @argument(%g: tensor<3xf32>, %e: tensor<4xf32>) -> tensor<4xf32> {
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}

// CHECK-LABEL: @missing_resource(
// CHECK: winograd.kron filter
func.func @missing_resource(%e: tensor<4xf32>) -> tensor<4xf32> {
  %g = arith.constant dense_resource<missing> : tensor<3xf32>
  %G = winograd.kron filter [#F2x3] read #id write #id ins(%g : tensor<3xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %G : tensor<4xf32>
}

// CHECK-LABEL: @input(
// CHECK: winograd.kron input
func.func @input(%e: tensor<4x1xf32>) -> tensor<4x1xf32> {
  %x = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %X = winograd.kron input [#F2x3] read affine_map<(t, i) -> (t * 2 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x : tensor<4xf32>) outs(%e : tensor<4x1xf32>) -> tensor<4x1xf32>
  return %X : tensor<4x1xf32>
}

// CHECK-LABEL: @memref(
// CHECK: winograd.kron filter
func.func @memref(%g: memref<3xf32>, %e: memref<4xf32>) {
  winograd.kron filter [#F2x3] read #id write #id ins(%g : memref<3xf32>) outs(%e : memref<4xf32>)
  return
}
