// Of a window of stride 2, a vector is every other value of two that overlap in one.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=4 rows=2 columns=2}))' | FileCheck %s

// CHECK-DAG: #[[BEHIND:.*]] = affine_map<()[s0] -> (s0 + 7)>
// CHECK-DAG: #[[DOUBLE:.*]] = affine_map<(d0) -> (d0 * 2)>
// CHECK-LABEL: @pool(
// CHECK-SAME: %[[X:.*]]: tensor<3x17xf32>
// CHECK: scf.for %[[C:.*]] = %c0 to %c3
// CHECK: scf.for %[[J:.*]] = %c0 to %c3 step %c1 iter_args(%[[OLD:.*]] = %{{.*}}) -> (vector<8xf32>)
// CHECK: %[[A:.*]] = vector.transfer_read %[[X]][%[[C]], %[[J]]], %{{.*}} {in_bounds = [true]} : tensor<3x17xf32>, vector<8xf32>
// CHECK: %[[LAST:.*]] = affine.apply #[[BEHIND]]()[%[[J]]]
// CHECK: %[[B:.*]] = vector.transfer_read %[[X]][%[[C]], %[[LAST]]], %{{.*}} {in_bounds = [true]} : tensor<3x17xf32>, vector<8xf32>
// CHECK: %[[V:.*]] = vector.shuffle %[[A]], %[[B]] [0, 2, 4, 6, 9, 11, 13, 15] : vector<8xf32>, vector<8xf32>
// CHECK: arith.maximumf %[[OLD]], %[[V]]
func.func @pool(%x: tensor<3x17xf32>) -> tensor<3x8xf32> {
  %low = arith.constant 0xFF800000 : f32
  %e = tensor.empty() : tensor<3x8xf32>
  %f = linalg.fill ins(%low : f32) outs(%e : tensor<3x8xf32>) -> tensor<3x8xf32>
  %window = tensor.empty() : tensor<3xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(c, w, j) -> (c, w * 2 + j)>, affine_map<(c, w, j) -> (j)>, affine_map<(c, w, j) -> (c, w)>],
      iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %window : tensor<3x17xf32>, tensor<3xf32>) outs(%f : tensor<3x8xf32>) {
  ^bb0(%v: f32, %w: f32, %o: f32):
    %m = arith.maximumf %o, %v : f32
    linalg.yield %m : f32
  } -> tensor<3x8xf32>
  return %y : tensor<3x8xf32>
}

// Rows that are stepped over, too, are read one by one.
// CHECK-LABEL: @rows(
// CHECK-SAME: %[[X:.*]]: tensor<5x13xf32>
// CHECK: scf.for %[[H:.*]] = %c0 to %c3 step %c1
// CHECK: %[[ROW:.*]] = affine.apply #[[DOUBLE]](%[[H]])
// CHECK: %[[A:.*]] = vector.transfer_read %[[X]][%[[ROW]], %c0], {{.*}}, vector<4xf32>
// CHECK: %[[B:.*]] = vector.transfer_read %[[X]][%{{.*}}, %c3], {{.*}}, vector<4xf32>
// CHECK: vector.shuffle %[[A]], %[[B]] [0, 2, 5, 7] : vector<4xf32>, vector<4xf32>
func.func @rows(%x: tensor<5x13xf32>) -> tensor<3x4xf32> {
  %e = tensor.empty() : tensor<3x4xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(h, w) -> (h * 2, w * 2)>, affine_map<(h, w) -> (h, w)>],
      iterator_types = ["parallel", "parallel"]} ins(%x : tensor<5x13xf32>) outs(%e : tensor<3x4xf32>) {
  ^bb0(%v: f32, %o: f32):
    %m = arith.negf %v : f32
    linalg.yield %m : f32
  } -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
