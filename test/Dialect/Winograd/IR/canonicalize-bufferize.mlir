// RUN: wino-opt %s -canonicalize | FileCheck %s

// bufferize(bufferize(x, s), s) = bufferize(x, s)
// CHECK-LABEL: @idempotent
// CHECK-SAME: %[[X:.+]]: tensor<4xf32>
// CHECK-NEXT: %[[B:.+]] = winograd.bufferize %[[X]] workgroup : tensor<4xf32>
// CHECK-NEXT: return %[[B]]
func.func @idempotent(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = winograd.bufferize %x workgroup : tensor<4xf32>
  %1 = winograd.bufferize %0 workgroup : tensor<4xf32>
  %2 = winograd.bufferize %1 workgroup : tensor<4xf32>
  return %2 : tensor<4xf32>
}

// From one memory into another is a copy.
// CHECK-LABEL: @different_spaces
// CHECK-NEXT: winograd.bufferize %{{.*}} global
// CHECK-NEXT: winograd.bufferize %{{.*}} private
// CHECK-NEXT: winograd.bufferize %{{.*}} global
func.func @different_spaces(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = winograd.bufferize %x global : tensor<4xf32>
  %1 = winograd.bufferize %0 private : tensor<4xf32>
  %2 = winograd.bufferize %1 global : tensor<4xf32>
  return %2 : tensor<4xf32>
}

// A constant is in global memory already, and in no other.
// CHECK-LABEL: @constant
// CHECK-NEXT: %[[C:.+]] = arith.constant
// CHECK-NEXT: %[[P:.+]] = winograd.bufferize %[[C]] private
// CHECK-NEXT: return %[[C]], %[[P]]
func.func @constant() -> (tensor<4xf32>, tensor<4xf32>) {
  %c = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %0 = winograd.bufferize %c global : tensor<4xf32>
  %1 = winograd.bufferize %c private : tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// A buffer that nobody reads is none.
// CHECK-LABEL: @unused
// CHECK-NEXT: return
func.func @unused(%x: tensor<4xf32>) {
  %0 = winograd.bufferize %x global : tensor<4xf32>
  return
}
