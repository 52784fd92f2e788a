// A transpose in registers is shuffles of two vectors each, n log n for n rows; a
// matrix that is not square is padded to one.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-lower-vectors))' | FileCheck %s

// CHECK-LABEL: @eight(
// CHECK-NOT: vector.transpose
// CHECK-COUNT-24: vector.shuffle {{.*}} : vector<8xf32>, vector<8xf32>
// CHECK-NOT: vector.shuffle
// CHECK-NOT: : f32
// CHECK: return
func.func @eight(%from: memref<8x8xf32>, %to: memref<8x8xf32>) {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %0 = vector.transfer_read %from[%c0, %c0], %p {in_bounds = [true, true]} : memref<8x8xf32>, vector<8x8xf32>
  %1 = vector.transpose %0, [1, 0] : vector<8x8xf32> to vector<8x8xf32>
  vector.transfer_write %1, %to[%c0, %c0] {in_bounds = [true, true]} : vector<8x8xf32>, memref<8x8xf32>
  return
}

// CHECK-LABEL: @sixteen(
// CHECK-NOT: vector.transpose
// CHECK-COUNT-64: vector.shuffle {{.*}} : vector<16xf32>, vector<16xf32>
// CHECK-NOT: vector.shuffle
// CHECK: return
func.func @sixteen(%from: memref<16x16xf32>, %to: memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %0 = vector.transfer_read %from[%c0, %c0], %p {in_bounds = [true, true]} : memref<16x16xf32>, vector<16x16xf32>
  %1 = vector.transpose %0, [1, 0] : vector<16x16xf32> to vector<16x16xf32>
  vector.transfer_write %1, %to[%c0, %c0] {in_bounds = [true, true]} : vector<16x16xf32>, memref<16x16xf32>
  return
}

// CHECK-LABEL: @three_rows(
// CHECK-NOT: vector.transpose
// CHECK: vector.shuffle {{.*}} : vector<8xf32>, vector<8xf32>
// CHECK-NOT: vector.extract %{{.+}}[{{[0-9]+, [0-9]+}}]
// CHECK-NOT: vector.transpose
// CHECK: return
func.func @three_rows(%from: memref<3x8xf32>, %to: memref<8x3xf32>) {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %0 = vector.transfer_read %from[%c0, %c0], %p {in_bounds = [true, true]} : memref<3x8xf32>, vector<3x8xf32>
  %1 = vector.transpose %0, [1, 0] : vector<3x8xf32> to vector<8x3xf32>
  vector.transfer_write %1, %to[%c0, %c0] {in_bounds = [true, true]} : vector<8x3xf32>, memref<8x3xf32>
  return
}
