// A loop by whose quotient an operand is indexed becomes one over the values and one over
// their repetitions.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-split-repeats,canonicalize))' | FileCheck %s

// CHECK-DAG: #[[VALUES:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[ALL:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[ROWS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2)>
// CHECK-DAG: #[[COLUMN:.*]] = affine_map<(d0, d1, d2, d3) -> (d2, d3)>
// CHECK-DAG: #[[MIX:.*]] = affine_map<()[s0, s1] -> (s0 * 3 + s1)>

// CHECK-LABEL: @columns(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK: %[[E:.*]] = tensor.empty() : tensor<2x3x2xf32>
// CHECK: %[[Y:.*]] = linalg.generic {indexing_maps = [#[[VALUES]], #[[ALL]]]
// CHECK-SAME: ins(%[[X]] : tensor<2x3xf32>) outs(%[[E]] : tensor<2x3x2xf32>)
// CHECK: tensor.collapse_shape %[[Y]] {{\[\[}}0], [1, 2]] : tensor<2x3x2xf32> into tensor<2x6xf32>
func.func @columns(%x: tensor<2x3xf32>) -> tensor<2x6xf32> {
  %e = tensor.empty() : tensor<2x6xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(h, w) -> (h, w floordiv 2)>, affine_map<(h, w) -> (h, w)>],
      iterator_types = ["parallel", "parallel"]} ins(%x : tensor<2x3xf32>) outs(%e : tensor<2x6xf32>) {
  ^bb0(%v: f32, %o: f32):
    linalg.yield %v : f32
  } -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

// Both loops, and an operand that the repetitions differ in; the body's index is that of
// the loop that was.
// CHECK-LABEL: @both(
// CHECK-SAME: %[[X:.*]]: tensor<2x2xf32>, %[[B:.*]]: tensor<6xf32>
// CHECK: %[[BIAS:.*]] = tensor.expand_shape %[[B]] {{\[\[}}0, 1]] output_shape [2, 3]
// CHECK: linalg.generic {indexing_maps = [#[[ROWS]], #[[COLUMN]],
// CHECK-SAME: ins(%[[X]], %[[BIAS]] : tensor<2x2xf32>, tensor<2x3xf32>) outs({{.*}} : tensor<2x2x2x3xf32>)
// CHECK: %[[I:.*]] = linalg.index 2 : index
// CHECK: %[[J:.*]] = linalg.index 3 : index
// CHECK: affine.apply #[[MIX]]()[%[[I]], %[[J]]]
// CHECK: tensor.collapse_shape {{.*}} {{\[\[}}0, 1], [2, 3]]
func.func @both(%x: tensor<2x2xf32>, %b: tensor<6xf32>) -> tensor<4x6xf32> {
  %e = tensor.empty() : tensor<4x6xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(h, w) -> (h floordiv 2, w floordiv 3)>, affine_map<(h, w) -> (w)>, affine_map<(h, w) -> (h, w)>],
      iterator_types = ["parallel", "parallel"]} ins(%x, %b : tensor<2x2xf32>, tensor<6xf32>) outs(%e : tensor<4x6xf32>) {
  ^bb0(%v: f32, %c: f32, %o: f32):
    %i = linalg.index 1 : index
    %n = arith.index_cast %i : index to i32
    %f = arith.sitofp %n : i32 to f32
    %s = arith.addf %v, %c : f32
    %r = arith.mulf %s, %f : f32
    linalg.yield %r : f32
  } -> tensor<4x6xf32>
  return %y : tensor<4x6xf32>
}

// An odd number of columns, several quotients of one loop, and a sum: they stay.
// CHECK-LABEL: @kept(
// CHECK-COUNT-3: linalg.generic
// CHECK-NOT: reshape
// CHECK: return
func.func @kept(%x: tensor<4xf32>, %z: tensor<12xf32>) -> (tensor<7xf32>, tensor<12xf32>, tensor<6xf32>) {
  %e0 = tensor.empty() : tensor<7xf32>
  %y0 = linalg.generic {indexing_maps = [affine_map<(w) -> (w floordiv 2)>, affine_map<(w) -> (w)>],
      iterator_types = ["parallel"]} ins(%x : tensor<4xf32>) outs(%e0 : tensor<7xf32>) {
  ^bb0(%v: f32, %o: f32):
    linalg.yield %v : f32
  } -> tensor<7xf32>
  %e1 = tensor.empty() : tensor<12xf32>
  %y1 = linalg.generic {indexing_maps = [affine_map<(w) -> (w floordiv 3)>, affine_map<(w) -> (w floordiv 2)>, affine_map<(w) -> (w)>],
      iterator_types = ["parallel"]} ins(%x, %z : tensor<4xf32>, tensor<12xf32>) outs(%e1 : tensor<12xf32>) {
  ^bb0(%v: f32, %u: f32, %o: f32):
    %s = arith.addf %v, %u : f32
    linalg.yield %s : f32
  } -> tensor<12xf32>
  %e2 = tensor.empty() : tensor<6xf32>
  %y2 = linalg.generic {indexing_maps = [affine_map<(w) -> (w floordiv 2)>, affine_map<(w) -> (w + 1)>, affine_map<(w) -> (w)>],
      iterator_types = ["parallel"]} ins(%x, %z : tensor<4xf32>, tensor<12xf32>) outs(%e2 : tensor<6xf32>) {
  ^bb0(%v: f32, %u: f32, %o: f32):
    %s = arith.addf %v, %u : f32
    linalg.yield %s : f32
  } -> tensor<6xf32>
  return %y0, %y1, %y2 : tensor<7xf32>, tensor<12xf32>, tensor<6xf32>
}

// Of an operand that has more values than are read, a loop would be as long.
// CHECK-LABEL: @larger(
// CHECK-NOT: reshape
// CHECK: return
func.func @larger(%x: tensor<2xf32>) -> tensor<3xf32> {
  %e = tensor.empty() : tensor<3xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(w) -> (w floordiv 3)>, affine_map<(w) -> (w)>],
      iterator_types = ["parallel"]} ins(%x : tensor<2xf32>) outs(%e : tensor<3xf32>) {
  ^bb0(%v: f32, %o: f32):
    linalg.yield %v : f32
  } -> tensor<3xf32>
  return %y : tensor<3xf32>
}
