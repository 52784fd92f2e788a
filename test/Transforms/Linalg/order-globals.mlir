// Globals stand in the order of the program (the first last), equal constants have
// one, and bufferization takes them.

// RUN: wino-opt %s --winograd-order-globals | FileCheck %s
// RUN: wino-opt %s --winograd-order-globals --one-shot-bufferize=bufferize-function-boundaries \
// RUN:   | FileCheck %s --check-prefixes=CHECK,BUFFER

// CHECK: memref.global "private" constant @__constant_2xf32_0 : memref<2xf32> = dense<[3.000000e+00, 4.000000e+00]> {alignment = 64 : i64}
// CHECK-NEXT: memref.global "private" constant @__constant_2xf32 : memref<2xf32> = dense<[1.000000e+00, 2.000000e+00]> {alignment = 64 : i64}
// CHECK-NOT: memref.global
// BUFFER: memref.get_global @__constant_2xf32 :
// BUFFER: memref.get_global @__constant_2xf32_0 :
// BUFFER: memref.get_global @__constant_2xf32 :
func.func @first() -> tensor<2xf32> {
  %c = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  return %c : tensor<2xf32>
}
func.func @second() -> (tensor<2xf32>, tensor<2xf32>, f32) {
  %c = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %d = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %f = arith.constant 1.0 : f32
  return %c, %d, %f : tensor<2xf32>, tensor<2xf32>, f32
}
