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

// Short rows are copied one by one, also by what is a copy in another form.

// CHECK-LABEL: func.func @rows
// CHECK-SAME:    %[[FROM:.+]]: memref<4x7xf32, strided<[56, 1], offset: ?>>, %[[TO:.+]]: memref<4x7xf32, strided<[8, 1]>>
// CHECK:         scf.for %[[I:.+]] = %c0{{.*}} to %c4{{.*}} step %c1
// CHECK:           %[[A:.+]] = memref.subview %[[FROM]][%[[I]], 0] [1, 7] [1, 1] : {{.*}} to memref<7xf32, strided<[1], offset: ?>>
// CHECK:           %[[B:.+]] = memref.subview %[[TO]][%[[I]], 0] [1, 7] [1, 1]
// CHECK:           memref.copy %[[A]], %[[B]]
// CHECK:         scf.for
// CHECK:           memref.copy
// CHECK-NOT:     linalg.generic
func.func @rows(%from: memref<4x7xf32, strided<[56, 1], offset: ?>>, %to: memref<4x7xf32, strided<[8, 1]>>) {
  memref.copy %from, %to : memref<4x7xf32, strided<[56, 1], offset: ?>> to memref<4x7xf32, strided<[8, 1]>>
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%from : memref<4x7xf32, strided<[56, 1], offset: ?>>) outs(%to : memref<4x7xf32, strided<[8, 1]>>) {
  ^bb0(%v: f32, %o: f32):
    linalg.yield %v : f32
  }
  return
}

// Long rows are vectors, and values that lie apart are no row.

// CHECK-LABEL: func.func @loops
// CHECK-NOT:     memref.subview
// CHECK-COUNT-2: linalg.generic
func.func @loops(%from: memref<4x65xf32, strided<[80, 1]>>, %to: memref<4x65xf32, strided<[72, 1]>>,
                 %apart: memref<4x7xf32, strided<[56, 2]>>, %near: memref<4x7xf32>) {
  memref.copy %from, %to : memref<4x65xf32, strided<[80, 1]>> to memref<4x65xf32, strided<[72, 1]>>
  memref.copy %apart, %near : memref<4x7xf32, strided<[56, 2]>> to memref<4x7xf32>
  return
}
