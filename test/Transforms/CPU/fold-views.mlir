// Accesses through subviews are folded, those of vectors through a reshape are not:
// the rows of %e are four values apart in %a, not two.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-fold-views,canonicalize))' | FileCheck %s

// CHECK-LABEL: @subview(
// CHECK-SAME: %[[A:.+]]: memref<4x8xf32>
// CHECK: vector.transfer_read %[[A]]
func.func @subview(%a: memref<4x8xf32>, %i: index) -> vector<4xf32> {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %s = memref.subview %a[%i, 2] [1, 4] [1, 1] : memref<4x8xf32> to memref<4xf32, strided<[1], offset: ?>>
  %v = vector.transfer_read %s[%c0], %p {in_bounds = [true]} : memref<4xf32, strided<[1], offset: ?>>, vector<4xf32>
  return %v : vector<4xf32>
}

// CHECK-LABEL: @reshape(
// CHECK: %[[E:.+]] = memref.expand_shape
// CHECK: vector.transfer_read %[[E]]
func.func @reshape(%a: memref<4x4xf32>, %i: index, %j: index) -> vector<2x2xf32> {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %e = memref.expand_shape %a [[0, 1], [2, 3]] output_shape [2, 2, 2, 2] : memref<4x4xf32> into memref<2x2x2x2xf32>
  %v = vector.transfer_read %e[%i, %j, %c0, %c0], %p {in_bounds = [true, true]} : memref<2x2x2x2xf32>, vector<2x2xf32>
  return %v : vector<2x2xf32>
}

// CHECK-LABEL: @scalar(
// CHECK-SAME: %[[A:.+]]: memref<4x4xf32>
// CHECK: memref.load %[[A]]
func.func @scalar(%a: memref<4x4xf32>, %i: index, %j: index) -> f32 {
  %e = memref.expand_shape %a [[0, 1], [2, 3]] output_shape [2, 2, 2, 2] : memref<4x4xf32> into memref<2x2x2x2xf32>
  %v = memref.load %e[%i, %j, %i, %j] : memref<2x2x2x2xf32>
  return %v : f32
}

// A view of a reshape, which folds into the access, then the reshape itself.
// CHECK-LABEL: @view_of_reshape(
// CHECK: %[[E:.+]] = memref.expand_shape
// CHECK: vector.transfer_read %[[E]][%{{.+}}, %{{.+}}, %{{.+}}]
// CHECK: vector.transfer_write %{{.+}}, %[[E]][%{{.+}}, %{{.+}}, %{{.+}}]
func.func @view_of_reshape(%a: memref<18xf32>, %i: index) {
  %c0 = arith.constant 0 : index
  %p = ub.poison : f32
  %e = memref.expand_shape %a [[0, 1, 2]] output_shape [2, 3, 3] : memref<18xf32> into memref<2x3x3xf32>
  %s = memref.subview %e[%i, 0, 0] [1, 3, 3] [1, 1, 1] : memref<2x3x3xf32> to memref<3x3xf32, strided<[3, 1], offset: ?>>
  %v = vector.transfer_read %s[%c0, %c0], %p {in_bounds = [true, true]} : memref<3x3xf32, strided<[3, 1], offset: ?>>, vector<3x3xf32>
  vector.transfer_write %v, %s[%c0, %c0] {in_bounds = [true, true]} : vector<3x3xf32>, memref<3x3xf32, strided<[3, 1], offset: ?>>
  return
}
