// RUN: wino-opt %s -convert-winograd-to-linalg | FileCheck %s
// RUN: wino-opt %s -convert-winograd-to-linalg -one-shot-bufferize -canonicalize -cse | FileCheck %s --check-prefix=BUFFERS

// Operations on memrefs are lowered through tensors, into their own buffers.

#F = #winograd.algorithm<F(2, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @kron
// CHECK-SAME: %[[X:[^:]+]]: memref<6xf32>, %[[E:[^:]+]]: memref<4x2xf32>
// CHECK-DAG: bufferization.to_tensor %[[X]] restrict : memref<6xf32>
// CHECK-DAG: bufferization.to_tensor %[[E]] restrict writable : memref<4x2xf32>
// CHECK-NOT: winograd.
// CHECK: linalg.generic
// CHECK: bufferization.materialize_in_destination %{{.*}} in restrict writable %[[E]]
// BUFFERS-LABEL: @kron
// BUFFERS-SAME: %{{[^:]+}}: memref<6xf32>, %[[E:[^:]+]]: memref<4x2xf32>
// BUFFERS: memref.subview %[[E]]
func.func @kron(%x: memref<6xf32>, %e: memref<4x2xf32>) {
  winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 2 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%x : memref<6xf32>) outs(%e : memref<4x2xf32>)
  return
}

// CHECK-LABEL: @hadamard_reduce
// CHECK-SAME: %[[X:[^:]+]]: memref<?xf32>, %[[E:[^:]+]]: memref<?xf32>
// CHECK-NOT: winograd.
// CHECK: linalg.generic
// CHECK: bufferization.materialize_in_destination %{{.*}} in restrict writable %[[E]]
// BUFFERS-LABEL: @hadamard_reduce
// BUFFERS-SAME: %[[X:[^:]+]]: memref<?xf32>, %[[E:[^:]+]]: memref<?xf32>
// BUFFERS-NOT: memref.alloc
// BUFFERS: linalg.generic {{.*}} ins(%[[X]], %[[X]] : {{.*}}) outs(%[[E]] : memref<?xf32>)
// BUFFERS-NOT: memref.copy
// BUFFERS: return
func.func @hadamard_reduce(%x: memref<?xf32>, %e: memref<?xf32>) {
  winograd.hadamard_reduce [#id, #id, #id]
      ins(%x, %x : memref<?xf32>, memref<?xf32>) outs(%e : memref<?xf32>)
  return
}
