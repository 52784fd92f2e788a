// A concatenation is insertions, one after the other; a fill that something is
// inserted into is stored.

// RUN: wino-opt %s --winograd-to-kernels | FileCheck %s

// CHECK-LABEL: func.func @concat(
// CHECK-NOT: memref.subview
// CHECK-NOT: memref.copy
// CHECK-COUNT-2: gpu.launch_func
// CHECK-NOT: memref.copy
// CHECK: return
func.func @concat(%x: tensor<4x5xf32>, %z: tensor<4x3xf32>) -> tensor<4x8xf32> {
  %y = tensor.concat dim(1) %x, %z : (tensor<4x5xf32>, tensor<4x3xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @filled(
// CHECK-NOT: linalg.fill
// CHECK: %[[FILLED:.+]] = memref.alloc
// CHECK: gpu.launch_func {{.*}} args(%[[FILLED]] : memref<8x5xf32>)
// CHECK: gpu.launch_func {{.*}} args(%arg0 : memref<4x5xf32>, %[[FILLED]] : memref<8x5xf32>, %[[Y:.+]] : memref<8x5xf32>)
// CHECK: memref.dealloc %[[FILLED]]
// CHECK: return %[[Y]]
func.func @filled(%x: tensor<4x5xf32>) -> tensor<8x5xf32> {
  %value = arith.constant 1.5 : f32
  %empty = tensor.empty() : tensor<8x5xf32>
  %fill = linalg.fill ins(%value : f32) outs(%empty : tensor<8x5xf32>) -> tensor<8x5xf32>
  %y = tensor.insert_slice %x into %fill[2, 0] [4, 5] [1, 1] : tensor<4x5xf32> into tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}
