// The kernels that store the parts of a concatenation store them in its result; what
// another has, or uses, too, is copied there by one. A fill that something is inserted
// into is stored.

// RUN: wino-opt %s --winograd-to-kernels | FileCheck %s

// CHECK-LABEL: func.func @concat(
// CHECK-SAME: %[[X:.+]]: memref<4x5xf32>, %[[Z:.+]]: memref<4x3xf32>)
// CHECK: %[[Y:.+]] = memref.alloc() : memref<4x8xf32>
// CHECK: gpu.launch_func @concat_insert::{{.*}} args(%[[X]] : memref<4x5xf32>, %[[Y]] : memref<4x8xf32>)
// CHECK: gpu.launch_func @concat_insert_0::{{.*}} args(%[[Z]] : memref<4x3xf32>, %[[Y]] : memref<4x8xf32>)
// CHECK-NOT: memref.copy
// CHECK: return %[[Y]]
func.func @concat(%x: tensor<4x5xf32>, %z: tensor<4x3xf32>) -> tensor<4x8xf32> {
  %y = tensor.concat dim(1) %x, %z : (tensor<4x5xf32>, tensor<4x3xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @parts(
// CHECK: %[[BOTH:.+]] = memref.alloc() : memref<8x5xf32>
// CHECK: gpu.launch_func @parts_loops::{{.*}} args(%{{.+}} : memref<4x5xf32>, %[[BOTH]] : memref<8x5xf32>)
// CHECK: %[[SHARED:.+]] = memref.alloc() : memref<4x5xf32>
// CHECK: gpu.launch_func @parts_loops_0::{{.*}} args(%{{.+}} : memref<4x5xf32>, %[[SHARED]] : memref<4x5xf32>)
// CHECK: gpu.launch_func @parts_insert::{{.*}} args(%[[SHARED]] : memref<4x5xf32>, %[[BOTH]] : memref<8x5xf32>)
// CHECK-NOT: gpu.launch_func
// CHECK: return %[[BOTH]], %[[SHARED]]
func.func @parts(%x: tensor<4x5xf32>) -> (tensor<8x5xf32>, tensor<4x5xf32>) {
  %e = tensor.empty() : tensor<4x5xf32>
  %a = linalg.exp ins(%x : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %b = linalg.abs ins(%x : tensor<4x5xf32>) outs(%e : tensor<4x5xf32>) -> tensor<4x5xf32>
  %y = tensor.concat dim(0) %a, %b : (tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<8x5xf32>
  return %y, %b : tensor<8x5xf32>, tensor<4x5xf32>
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

// Each thread stores behind what is in front.
// CHECK: gpu.func @concat_insert_0(%[[FROM:.+]]: memref<4x3xf32>, %[[TO:.+]]: memref<4x8xf32>)
// CHECK: %[[V:.+]] = memref.load %[[FROM]][%[[ROW:.+]], %[[COLUMN:.+]]]
// CHECK: %[[MOVED:.+]] = arith.addi %[[COLUMN]], %c5
// CHECK: memref.store %[[V]], %[[TO]][%[[ROW]], %[[MOVED]]]
