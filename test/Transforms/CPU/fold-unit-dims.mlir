// Loops of one iteration are dropped. An image that is longer than the only window
// reaches is cut first. Indices that jump, and dynamic shapes, are left as they are.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-fold-unit-dims))' -split-input-file | FileCheck %s

// CHECK-LABEL: @only_window(
// CHECK-SAME: %[[X:.+]]: tensor<4xf32>, %[[G:.+]]: tensor<3xf32>, %[[Y:.+]]: tensor<1xf32>
// CHECK: %[[CUT:.+]] = tensor.extract_slice %[[X]][0] [3] [1] : tensor<4xf32> to tensor<3xf32>
// CHECK: %[[SUM:.+]] = tensor.extract_slice %[[Y]][0] [1] [1] : tensor<1xf32> to tensor<f32>
// CHECK: linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[CUT]], %[[G]] : tensor<3xf32>, tensor<3xf32>) outs(%[[SUM]] : tensor<f32>)
func.func @only_window(%x: tensor<4xf32>, %g: tensor<3xf32>, %y: tensor<1xf32>) -> tensor<1xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o * 2 + k)>, affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>],
      iterator_types = ["parallel", "reduction"]} ins(%x, %g : tensor<4xf32>, tensor<3xf32>) outs(%y : tensor<1xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %t = arith.addf %s, %m : f32
    linalg.yield %t : f32
  } -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

// CHECK-LABEL: @jumping_index(
// CHECK: linalg.generic {{.*}} ins(%{{.+}} : tensor<1x1x5xf32>)
// CHECK-NOT: tensor.extract_slice
func.func @jumping_index(%x: tensor<1x1x5xf32>, %e: tensor<1x1x5xf32>) -> tensor<1x1x5xf32> {
  // The index of the middle axis is no loop, and 0 only by way of a `mod`.
  %0 = linalg.generic {indexing_maps = [affine_map<(a, b, c) -> (a, b mod 2, c)>, affine_map<(a, b, c) -> (a, b, c)>],
      iterator_types = ["parallel", "parallel", "parallel"]} ins(%x : tensor<1x1x5xf32>) outs(%e : tensor<1x1x5xf32>) {
  ^bb0(%a: f32, %s: f32):
    %m = arith.negf %a : f32
    linalg.yield %m : f32
  } -> tensor<1x1x5xf32>
  return %0 : tensor<1x1x5xf32>
}

// -----

// CHECK-LABEL: @dynamic(
// CHECK: linalg.generic {{.*}} ins(%{{.+}} : tensor<1x?xf32>)
func.func @dynamic(%x: tensor<1x?xf32>, %e: tensor<1x?xf32>) -> tensor<1x?xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(a, b) -> (a, b)>, affine_map<(a, b) -> (a, b)>],
      iterator_types = ["parallel", "parallel"]} ins(%x : tensor<1x?xf32>) outs(%e : tensor<1x?xf32>) {
  ^bb0(%a: f32, %s: f32):
    %m = arith.negf %a : f32
    linalg.yield %m : f32
  } -> tensor<1x?xf32>
  return %0 : tensor<1x?xf32>
}
