// Reductions of floats in f64, rounded once.

// RUN: wino-opt %s --winograd-widen-sums --split-input-file | FileCheck %s

#x = affine_map<(i, k) -> (i, k)>
#y = affine_map<(i, k) -> (i)>

// CHECK-LABEL: @sum
// CHECK-SAME: (%[[X:.*]]: tensor<4x8xf16>, %[[S:.*]]: tensor<4xf32>)
// CHECK: %[[WIDE:.*]] = arith.extf %[[S]] : tensor<4xf32> to tensor<4xf64>
// CHECK: %[[Y:.*]] = linalg.generic {{.*}} ins(%[[X]] : tensor<4x8xf16>) outs(%[[WIDE]] : tensor<4xf64>)
// CHECK-NEXT: ^bb0(%[[A:.*]]: f16, %[[SUM:.*]]: f64):
// CHECK-NEXT: %[[B:.*]] = arith.extf %[[A]] : f16 to f64
// CHECK-NEXT: %[[E:.*]] = math.exp %[[B]] : f64
// CHECK-NEXT: %[[C:.*]] = arith.addf %[[SUM]], %[[E]] : f64
// CHECK-NEXT: linalg.yield %[[C]] : f64
// CHECK: arith.truncf %[[Y]] : tensor<4xf64> to tensor<4xf32>
func.func @sum(%x: tensor<4x8xf16>, %s: tensor<4xf32>) -> tensor<4xf32> {
  %y = linalg.generic {indexing_maps = [#x, #y], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xf16>) outs(%s : tensor<4xf32>) {
  ^bb0(%a: f16, %sum: f32):
    %b = arith.extf %a : f16 to f32
    %e = math.exp %b : f32
    %c = arith.addf %sum, %e : f32
    linalg.yield %c : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

#x = affine_map<(i, k) -> (i, k)>
#y = affine_map<(i, k) -> (i)>

// A rounding that is asked for stays; integers and values from outside are as
// they were.
// CHECK-LABEL: @mixed
// CHECK-SAME: (%[[X:.*]]: tensor<4x8xf32>, %{{.*}}: tensor<4xf32>, %[[N:.*]]: tensor<4xi32>, %[[F:.*]]: f32)
// CHECK: linalg.generic {{.*}} outs(%{{.*}}, %[[N]] : tensor<4xf64>, tensor<4xi32>)
// CHECK-NEXT: ^bb0(%[[A:.*]]: f32, %[[SUM:.*]]: f64, %[[COUNT:.*]]: i32):
// CHECK: %[[R:.*]] = arith.truncf %{{.*}} : f64 to bf16
// CHECK-DAG: %[[W:.*]] = arith.extf %[[R]] : bf16 to f64
// CHECK-DAG: %[[G:.*]] = arith.extf %[[F]] : f32 to f64
// CHECK: arith.mulf %[[W]], %[[G]] : f64
// CHECK: arith.addi %[[COUNT]], %{{.*}} : i32
func.func @mixed(%x: tensor<4x8xf32>, %s: tensor<4xf32>, %n: tensor<4xi32>, %f: f32) -> (tensor<4xf32>, tensor<4xi32>) {
  %y:2 = linalg.generic {indexing_maps = [#x, #y, #y], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xf32>) outs(%s, %n : tensor<4xf32>, tensor<4xi32>) {
  ^bb0(%a: f32, %sum: f32, %count: i32):
    %r = arith.truncf %a : f32 to bf16
    %w = arith.extf %r : bf16 to f32
    %p = arith.mulf %w, %f : f32
    %c = arith.addf %sum, %p : f32
    %one = arith.constant 1 : i32
    %d = arith.addi %count, %one : i32
    linalg.yield %c, %d : f32, i32
  } -> (tensor<4xf32>, tensor<4xi32>)
  return %y#0, %y#1 : tensor<4xf32>, tensor<4xi32>
}

// -----

#id = affine_map<(i) -> (i)>
#none = affine_map<(i) -> ()>

// What is not reduced, and what is no float, is left alone.
// CHECK-LABEL: @others
// CHECK-NOT: f64
func.func @others(%x: tensor<8xf32>, %n: tensor<8xi32>, %s: tensor<i32>) -> (tensor<8xf32>, tensor<i32>) {
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%x : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32):
    %c = arith.addf %a, %b : f32
    linalg.yield %c : f32
  } -> tensor<8xf32>
  %z = linalg.generic {indexing_maps = [#id, #none], iterator_types = ["reduction"]}
      ins(%n : tensor<8xi32>) outs(%s : tensor<i32>) {
  ^bb0(%a: i32, %b: i32):
    %c = arith.addi %a, %b : i32
    linalg.yield %c : i32
  } -> tensor<i32>
  return %y, %z : tensor<8xf32>, tensor<i32>
}
