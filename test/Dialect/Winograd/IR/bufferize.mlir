// RUN: wino-opt %s -one-shot-bufferize=bufferize-function-boundaries -canonicalize | FileCheck %s

#F = #winograd.algorithm<F(4, 3)>
#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @kron_in_place
// CHECK-SAME: %[[G:[^:]+]]: memref<3xf32{{.*}}>, %[[E:[^:]+]]: memref<6xf32
// CHECK-NOT: memref.alloc
// CHECK: winograd.kron filter {{.*}} ins(%[[G]] : memref<3xf32{{.*}}>) outs(%[[E]] : memref<6xf32{{.*}}>){{$}}
// CHECK-NOT: memref.copy
// CHECK: return %[[E]]
func.func @kron_in_place(%g: tensor<3xf32>, %e: tensor<6xf32> {bufferization.writable = true}) -> tensor<6xf32> {
  %0 = winograd.kron filter [#F] read #id write #id
      ins(%g : tensor<3xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// The init's old value is not read, so it is not copied either.
// CHECK-LABEL: @kron_out_of_place
// CHECK-SAME: %[[G:[^:]+]]: memref<3xf32{{.*}}>, %[[E:[^:]+]]: memref<6xf32
// CHECK: %[[A:.+]] = memref.alloc()
// CHECK-NOT: memref.copy
// CHECK: winograd.kron filter {{.*}} outs(%[[A]] : memref<6xf32>)
// CHECK: return %[[E]], %[[A]]
func.func @kron_out_of_place(%g: tensor<3xf32>, %e: tensor<6xf32> {bufferization.writable = true}) -> (tensor<6xf32>, tensor<6xf32>) {
  %0 = winograd.kron filter [#F] read #id write #id
      ins(%g : tensor<3xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  return %e, %0 : tensor<6xf32>, tensor<6xf32>
}

// hadamard_reduce adds to the init's old value.
// CHECK-LABEL: @product_out_of_place
// CHECK-SAME: %[[X:[^:]+]]: memref<6xf32{{.*}}>, %[[E:[^:]+]]: memref<6xf32
// CHECK: %[[A:.+]] = memref.alloc()
// CHECK: memref.copy %[[E]], %[[A]]
// CHECK: winograd.hadamard_reduce {{.*}} ins(%[[X]], %[[X]] : {{.*}}) outs(%[[A]] : memref<6xf32>){{$}}
func.func @product_out_of_place(%x: tensor<6xf32>, %e: tensor<6xf32>) -> (tensor<6xf32>, tensor<6xf32>) {
  %0 = winograd.hadamard_reduce [#id, #id, #id]
      ins(%x, %x : tensor<6xf32>, tensor<6xf32>) outs(%e : tensor<6xf32>) -> tensor<6xf32>
  return %e, %0 : tensor<6xf32>, tensor<6xf32>
}

// CHECK-LABEL: @bufferize
// CHECK-SAME: %[[X:[^:]+]]: memref<?xf32
// CHECK: %[[N:.+]] = memref.dim %[[X]]
// CHECK: %[[A:.+]] = memref.alloc(%[[N]]) {{.*}} : memref<?xf32>
// CHECK: memref.copy %[[X]], %[[A]]
// CHECK: %[[B:.+]] = memref.alloc({{.*}} : memref<?xf32, #gpu.address_space<workgroup>>
// CHECK: memref.copy %[[A]], %[[B]]
// CHECK: %[[C:.+]] = memref.alloc({{.*}} : memref<?xf32, #gpu.address_space<private>>
// CHECK: memref.copy %[[B]], %[[C]]
func.func @bufferize(%x: tensor<?xf32>) -> f32 {
  %0 = winograd.bufferize %x global : tensor<?xf32>
  %1 = winograd.bufferize %0 workgroup : tensor<?xf32>
  %2 = winograd.bufferize %1 private : tensor<?xf32>
  %zero = arith.constant 0 : index
  %3 = tensor.extract %2[%zero] : tensor<?xf32>
  return %3 : f32
}
