// What is concatenated, or inserted, is computed in its place.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-place-parts,canonicalize))' | FileCheck %s

// CHECK-LABEL: @concatenated(
// CHECK-SAME: %[[X:.*]]: tensor<1x3x4xf32>
// CHECK: %[[ALL:.*]] = tensor.empty() : tensor<1x5x4xf32>
// CHECK: %[[PART:.*]] = tensor.extract_slice %[[ALL]][0, 0, 0] [1, 2, 4] [1, 1, 1]
// CHECK: %[[Y:.*]] = scf.forall {{.*}} shared_outs(%{{.*}} = %[[PART]]) -> (tensor<1x2x4xf32>)
// CHECK: %[[FIRST:.*]] = tensor.insert_slice %[[Y]] into %[[ALL]][0, 0, 0] [1, 2, 4] [1, 1, 1]
// CHECK: %[[BOTH:.*]] = tensor.insert_slice %[[X]] into %[[FIRST]][0, 2, 0] [1, 3, 4] [1, 1, 1]
// CHECK: return %[[BOTH]]
func.func @concatenated(%x: tensor<1x3x4xf32>) -> tensor<1x5x4xf32> {
  %one = arith.constant 1.0 : f32
  %e = bufferization.alloc_tensor() : tensor<1x2x4xf32>
  %y = scf.forall (%i) in (2) shared_outs(%o = %e) -> (tensor<1x2x4xf32>) {
    %row = tensor.extract_slice %o[0, %i, 0] [1, 1, 4] [1, 1, 1] : tensor<1x2x4xf32> to tensor<1x1x4xf32>
    %f = linalg.fill ins(%one : f32) outs(%row : tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %f into %o[0, %i, 0] [1, 1, 4] [1, 1, 1] : tensor<1x1x4xf32> into tensor<1x2x4xf32>
    }
  }
  %z = tensor.concat dim(1) %y, %x : (tensor<1x2x4xf32>, tensor<1x3x4xf32>) -> tensor<1x5x4xf32>
  return %z : tensor<1x5x4xf32>
}

// A buffer in another memory is where it was asked for.
// CHECK-LABEL: @elsewhere(
// CHECK: bufferization.alloc_tensor() {memory_space = 1 : i64} : tensor<2xf32>
func.func @elsewhere(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = arith.constant 1.0 : f32
  %e = bufferization.alloc_tensor() {memory_space = 1 : i64} : tensor<2xf32>
  %y = linalg.fill ins(%one : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %z = tensor.insert_slice %y into %x[1] [2] [1] : tensor<2xf32> into tensor<4xf32>
  return %z : tensor<4xf32>
}

// Without parts nothing changes.
// CHECK-LABEL: @whole(
// CHECK: bufferization.alloc_tensor
func.func @whole() -> tensor<2xf32> {
  %e = bufferization.alloc_tensor() : tensor<2xf32>
  %one = arith.constant 1.0 : f32
  %y = linalg.fill ins(%one : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}
