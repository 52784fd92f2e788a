// RUN: wino-opt %s -resolve-ranked-shaped-type-result-dims -canonicalize | FileCheck %s

// The size of a result is the size of the destination.

#F = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @kron
// CHECK-SAME: %{{[^:]+}}: tensor<?xf32>, %[[E:[^:]+]]: tensor<6x?xf32>
// CHECK: %[[ONE:.+]] = arith.constant 1 : index
// CHECK: %[[D:.+]] = tensor.dim %[[E]], %[[ONE]]
// CHECK-NOT: winograd
// CHECK: return %[[D]]
func.func @kron(%x: tensor<?xf32>, %e: tensor<6x?xf32>) -> index {
  %one = arith.constant 1 : index
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x : tensor<?xf32>) outs(%e : tensor<6x?xf32>) -> tensor<6x?xf32>
  %1 = tensor.dim %0, %one : tensor<6x?xf32>
  return %1 : index
}

// CHECK-LABEL: @bufferize_of_product
// CHECK-SAME: %{{[^:]+}}: tensor<?xf32>, %[[E:[^:]+]]: tensor<?xf32>
// CHECK: %[[D:.+]] = tensor.dim %[[E]]
// CHECK-NOT: winograd
// CHECK: return %[[D]]
func.func @bufferize_of_product(%x: tensor<?xf32>, %e: tensor<?xf32>) -> index {
  %zero = arith.constant 0 : index
  %0 = winograd.hadamard_reduce [#id, #id, #id]
      ins(%x, %x : tensor<?xf32>, tensor<?xf32>) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %1 = winograd.bufferize %0 global : tensor<?xf32>
  %2 = tensor.dim %1, %zero : tensor<?xf32>
  return %2 : index
}
