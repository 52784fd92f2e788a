// RUN: wino-opt %s -canonicalize | FileCheck %s

// kron(x) into fill(v, e) = kron(x) into e

#F = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @dropped
// CHECK-SAME: %[[G:[^:]+]]: tensor<3xf32>, %[[E:[^:]+]]: tensor<6xf32>
// CHECK-NOT: linalg.fill
// CHECK: winograd.kron filter {{.*}} ins(%[[G]] : tensor<3xf32>) outs(%[[E]] : tensor<6xf32>)
func.func @dropped(%g: tensor<3xf32>, %e: tensor<6xf32>, %v: f32) -> tensor<6xf32> {
  %f = linalg.fill ins(%v : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  %0 = winograd.kron filter [#F] read #id write #id
      ins(%g : tensor<3xf32>) outs(%f : tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// A fill that is the source is read.
// CHECK-LABEL: @source_kept
// CHECK: %[[F:.+]] = linalg.fill
// CHECK: winograd.kron filter {{.*}} ins(%[[F]] : tensor<3xf32>)
func.func @source_kept(%g: tensor<3xf32>, %e: tensor<6xf32>, %v: f32) -> tensor<6xf32> {
  %f = linalg.fill ins(%v : f32) outs(%g : tensor<3xf32>) -> tensor<3xf32>
  %0 = winograd.kron filter [#F] read #id write #id
      ins(%f : tensor<3xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// hadamard_reduce adds to its init.
// CHECK-LABEL: @sum_kept
// CHECK: %[[F:.+]] = linalg.fill
// CHECK: winograd.hadamard_reduce {{.*}} outs(%[[F]] : tensor<6xf32>)
func.func @sum_kept(%x: tensor<6xf32>, %e: tensor<6xf32>) -> tensor<6xf32> {
  %zero = arith.constant 0.0 : f32
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  %0 = winograd.hadamard_reduce [#id, #id, #id]
      ins(%x, %x : tensor<6xf32>, tensor<6xf32>) outs(%f : tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}
