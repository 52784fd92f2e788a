// The destination of a value that is used once becomes the allocation, through
// the fill in between; any other value is copied into one.

// RUN: wino-opt %s --convert-winograd-to-linalg | FileCheck %s

#id = affine_map<(i) -> (i)>

// CHECK-LABEL: @through_fill
// CHECK-NOT: tensor.empty
// CHECK: %[[A:.+]] = bufferization.alloc_tensor() : tensor<4xf32>
// CHECK: %[[FILL:.+]] = linalg.fill ins(%{{.+}} : f32) outs(%[[A]] : tensor<4xf32>)
// CHECK: %[[M:.+]] = linalg.generic {{.*}} outs(%[[FILL]] : tensor<4xf32>)
// CHECK-NOT: bufferization.alloc_tensor
// CHECK: return %[[M]]
func.func @through_fill(%x: tensor<4xf32>) -> tensor<4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %m = winograd.hadamard_reduce [#id, #id, #id] ins(%x, %x : tensor<4xf32>, tensor<4xf32>) outs(%fill : tensor<4xf32>) -> tensor<4xf32>
  %b = winograd.bufferize %m global : tensor<4xf32>
  return %b : tensor<4xf32>
}

// CHECK-LABEL: @dynamic
// CHECK-SAME: %[[N:[^:]+]]: index
// CHECK: %[[A:.+]] = bufferization.alloc_tensor(%[[N]]) {memory_space = #gpu.address_space<workgroup>} : tensor<?xf32>
// CHECK: linalg.fill {{.*}} outs(%[[A]] : tensor<?xf32>)
func.func @dynamic(%n: index) -> tensor<?xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty(%n) : tensor<?xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %b = winograd.bufferize %fill workgroup : tensor<?xf32>
  return %b : tensor<?xf32>
}

// CHECK-LABEL: @used_twice
// CHECK: %[[FILL:.+]] = linalg.fill
// CHECK: %[[COPY:.+]] = bufferization.alloc_tensor() copy(%[[FILL]]) : tensor<4xf32>
// CHECK: return %[[COPY]], %[[FILL]]
func.func @used_twice() -> (tensor<4xf32>, tensor<4xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %b = winograd.bufferize %fill global : tensor<4xf32>
  return %b, %fill : tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: @argument
// CHECK-SAME: %[[X:[^:]+]]: tensor<?xf32>
// CHECK: bufferization.alloc_tensor() copy(%[[X]]) {memory_space = #gpu.address_space<private>} : tensor<?xf32>
func.func @argument(%x: tensor<?xf32>) -> tensor<?xf32> {
  %b = winograd.bufferize %x private : tensor<?xf32>
  return %b : tensor<?xf32>
}
