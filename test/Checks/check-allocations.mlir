// Sizes of buffers must not overflow.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-check-allocations))' --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: @dynamic
// CHECK-SAME: (%[[N:.*]]: index)
// CHECK: %[[PART:.*]] = arith.constant 1.200000e+01 : f64
// CHECK: %[[NATURAL:.*]] = arith.cmpi sge, %[[N]], %c0
// CHECK: %[[I:.*]] = arith.index_cast %[[N]] : index to i64
// CHECK: %[[F:.*]] = arith.sitofp %[[I]] : i64 to f64
// CHECK: %[[BYTES:.*]] = arith.mulf %[[PART]], %[[F]] : f64
// CHECK: %[[MOST:.*]] = arith.constant 0x42E0000000000000 : f64
// CHECK: arith.cmpf olt, %[[BYTES]], %[[MOST]] : f64
// CHECK: cf.assert %{{.*}}, "expected sizes of a memref<?x3xf32> that memory can hold, but one is negative or they are too large"
// CHECK: memref.alloc(%[[N]])
func.func @dynamic(%n: index) {
  %0 = memref.alloc(%n) : memref<?x3xf32>
  memref.dealloc %0 : memref<?x3xf32>
  return
}

// -----

// CHECK-LABEL: @small
// CHECK-NOT: cf.assert
func.func @small() {
  %0 = memref.alloc() : memref<4x3xf32>
  memref.dealloc %0 : memref<4x3xf32>
  return
}

// -----

func.func @large() {
  // expected-error@+1 {{expected a buffer of less than 2^47 bytes, but got 'memref<2305843009213693952x8xf32>'}}
  %0 = memref.alloc() : memref<2305843009213693952x8xf32>
  memref.dealloc %0 : memref<2305843009213693952x8xf32>
  return
}
