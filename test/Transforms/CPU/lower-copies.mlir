// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-lower-copies))' | FileCheck %s

// A copy of a window becomes a loop nest.

// CHECK-LABEL: func.func @strided
// CHECK-NOT:     memref.copy
// CHECK:         linalg.generic {{.*}} ins(%{{.+}} : memref<4x?xf32, strided<[56, 1], offset: ?>>) outs(%{{.+}} : memref<4x?xf32, strided<[6, 1]>>)
// CHECK-NEXT:    ^bb0(%[[IN:.+]]: f32, %{{.+}}: f32):
// CHECK-NEXT:      linalg.yield %[[IN]] : f32
func.func @strided(%from: memref<4x?xf32, strided<[56, 1], offset: ?>>, %to: memref<4x?xf32, strided<[6, 1]>>) {
  memref.copy %from, %to : memref<4x?xf32, strided<[56, 1], offset: ?>> to memref<4x?xf32, strided<[6, 1]>>
  return
}

// A copy of contiguous memory stays: it is one memcpy.

// CHECK-LABEL: func.func @contiguous
// CHECK:         memref.copy
// CHECK-NOT:     linalg.generic
func.func @contiguous(%from: memref<4x8xf32>, %to: memref<4x8xf32>) {
  memref.copy %from, %to : memref<4x8xf32> to memref<4x8xf32>
  return
}
