// RUN: wino-opt %s -canonicalize | FileCheck %s

// Casts to dynamic sizes fold into operations with a destination.

#F = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @kron
// CHECK: %[[K:.+]] = winograd.kron input {{.*}} ins(%{{.*}} : tensor<10xf32>) outs(%{{.*}} : tensor<6x2xf32>) -> tensor<6x2xf32>
// CHECK: tensor.cast %[[K]] : tensor<6x2xf32> to tensor<6x?xf32>
func.func @kron(%x: tensor<10xf32>, %e: tensor<6x2xf32>) -> tensor<6x?xf32> {
  %x1 = tensor.cast %x : tensor<10xf32> to tensor<?xf32>
  %e1 = tensor.cast %e : tensor<6x2xf32> to tensor<6x?xf32>
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x1 : tensor<?xf32>) outs(%e1 : tensor<6x?xf32>) -> tensor<6x?xf32>
  return %0 : tensor<6x?xf32>
}

// CHECK-LABEL: @hadamard_reduce
// CHECK: winograd.hadamard_reduce {{.*}} ins(%{{.*}}, %{{.*}} : tensor<6xf32>, tensor<?xf32>) outs(%{{.*}} : tensor<?xf32>) -> tensor<?xf32>
func.func @hadamard_reduce(%x: tensor<6xf32>, %g: tensor<?xf32>, %e: tensor<?xf32>) -> tensor<?xf32> {
  %x1 = tensor.cast %x : tensor<6xf32> to tensor<?xf32>
  %0 = winograd.hadamard_reduce [#id, #id, #id]
      ins(%x1, %g : tensor<?xf32>, tensor<?xf32>) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
