// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-separate-pooling))' | FileCheck %s

// CHECK-DAG: #[[COLUMN:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2 * 2 + d4 * 3, d3)>
// CHECK-DAG: #[[TAP:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d4)>
// CHECK-DAG: #[[ROW:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3 * 2 + d4 * 3)>
// CHECK-DAG: #[[RESULT:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>

#image = affine_map<(n, c, h, w, i, j) -> (n, c, h * 2 + i * 3, w * 2 + j * 3)>
#window = affine_map<(n, c, h, w, i, j) -> (i, j)>
#result = affine_map<(n, c, h, w, i, j) -> (n, c, h, w)>
#iterators = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]

// CHECK-LABEL: func @max(
// CHECK-SAME: %[[X:.*]]: tensor<1x8x13x15xf32>, %[[V:.*]]: f32)
// CHECK: %[[TAPS:.*]] = tensor.empty() : tensor<3xf32>
// CHECK: %[[EMPTY:.*]] = tensor.empty() : tensor<1x8x4x15xf32>
// CHECK: %[[INIT:.*]] = linalg.fill ins(%[[V]] : f32) outs(%[[EMPTY]]
// CHECK: %[[COLUMNS:.*]] = linalg.generic {indexing_maps = [#[[COLUMN]], #[[TAP]], #[[RESULT]]]
// CHECK-SAME: ins(%[[X]], %[[TAPS]] : {{.*}}) outs(%[[INIT]]
// CHECK: ^bb0(%[[A:.*]]: f32, %{{.*}}: f32, %[[B:.*]]: f32):
// CHECK:   arith.maximumf %[[B]], %[[A]]
// CHECK: %[[TAPS2:.*]] = tensor.empty() : tensor<2xf32>
// CHECK: %[[FILL:.*]] = linalg.fill {{.*}} tensor<1x8x4x6xf32>
// CHECK: %[[Y:.*]] = linalg.generic {indexing_maps = [#[[ROW]], #[[TAP]], #[[RESULT]]]
// CHECK-SAME: ins(%[[COLUMNS]], %[[TAPS2]] : {{.*}}) outs(%[[FILL]]
// CHECK: return %[[Y]]
func.func @max(%x: tensor<1x8x13x15xf32>, %v: f32) -> tensor<1x8x4x6xf32> {
  %window = tensor.empty() : tensor<3x2xf32>
  %empty = tensor.empty() : tensor<1x8x4x6xf32>
  %fill = linalg.fill ins(%v : f32) outs(%empty : tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
  %y = linalg.generic {indexing_maps = [#image, #window, #result], iterator_types = #iterators}
      ins(%x, %window : tensor<1x8x13x15xf32>, tensor<3x2xf32>) outs(%fill : tensor<1x8x4x6xf32>) {
  ^bb0(%a: f32, %w: f32, %b: f32):
    %m = arith.maximumf %a, %b : f32
    linalg.yield %m : f32
  } -> tensor<1x8x4x6xf32>
  return %y : tensor<1x8x4x6xf32>
}

// CHECK-LABEL: func @sum(
// CHECK: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @sum(%x: tensor<1x8x13x15xf32>, %v: f32) -> tensor<1x8x4x6xf32> {
  %window = tensor.empty() : tensor<3x2xf32>
  %empty = tensor.empty() : tensor<1x8x4x6xf32>
  %fill = linalg.fill ins(%v : f32) outs(%empty : tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
  %y = linalg.generic {indexing_maps = [#image, #window, #result], iterator_types = #iterators}
      ins(%x, %window : tensor<1x8x13x15xf32>, tensor<3x2xf32>) outs(%fill : tensor<1x8x4x6xf32>) {
  ^bb0(%a: f32, %w: f32, %b: f32):
    %m = arith.addf %a, %b : f32
    linalg.yield %m : f32
  } -> tensor<1x8x4x6xf32>
  return %y : tensor<1x8x4x6xf32>
}

// The destination's values are not known: each would count for every column.

// CHECK-LABEL: func @destination(
// CHECK: linalg.generic
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @destination(%x: tensor<1x8x13x15xf32>, %out: tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32> {
  %window = tensor.empty() : tensor<3x2xf32>
  %y = linalg.generic {indexing_maps = [#image, #window, #result], iterator_types = #iterators}
      ins(%x, %window : tensor<1x8x13x15xf32>, tensor<3x2xf32>) outs(%out : tensor<1x8x4x6xf32>) {
  ^bb0(%a: f32, %w: f32, %b: f32):
    %m = arith.maximumf %a, %b : f32
    linalg.yield %m : f32
  } -> tensor<1x8x4x6xf32>
  return %y : tensor<1x8x4x6xf32>
}

// The batch may be of any size.

// CHECK-LABEL: func @dynamic(
// CHECK-SAME: %[[X:.*]]: tensor<?x8x13x15xf32>, %[[N:.*]]: index
// CHECK: %[[FILL:.*]] = linalg.fill
// CHECK: %[[DIM:.*]] = tensor.dim %[[FILL]]
// CHECK: tensor.empty(%[[DIM]]) : tensor<?x8x4x15xf32>
// CHECK: linalg.generic {{.*}} ins(%[[X]]
// CHECK: linalg.generic
func.func @dynamic(%x: tensor<?x8x13x15xf32>, %n: index, %v: f32) -> tensor<?x8x4x6xf32> {
  %window = tensor.empty() : tensor<3x2xf32>
  %empty = tensor.empty(%n) : tensor<?x8x4x6xf32>
  %fill = linalg.fill ins(%v : f32) outs(%empty : tensor<?x8x4x6xf32>) -> tensor<?x8x4x6xf32>
  %y = linalg.generic {indexing_maps = [#image, #window, #result], iterator_types = #iterators}
      ins(%x, %window : tensor<?x8x13x15xf32>, tensor<3x2xf32>) outs(%fill : tensor<?x8x4x6xf32>) {
  ^bb0(%a: f32, %w: f32, %b: f32):
    %m = arith.maximumf %a, %b : f32
    linalg.yield %m : f32
  } -> tensor<?x8x4x6xf32>
  return %y : tensor<?x8x4x6xf32>
}

// So may images.

// CHECK-LABEL: func @dynamic_images(
// CHECK-SAME: %[[X:.*]]: tensor<1x8x?x?xf32>
// CHECK: tensor.dim %[[X]], %{{.*}}
// CHECK: %[[WIDTH:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK: tensor.empty(%{{.*}}, %[[WIDTH]]) : tensor<1x8x?x?xf32>
// CHECK: linalg.generic {{.*}} ins(%[[X]], %{{.*}} : tensor<1x8x?x?xf32>, tensor<3xf32>)
// CHECK: linalg.generic {{.*}} tensor<2xf32>)
func.func @dynamic_images(%x: tensor<1x8x?x?xf32>, %h: index, %w: index, %v: f32) -> tensor<1x8x?x?xf32> {
  %window = tensor.empty() : tensor<3x2xf32>
  %empty = tensor.empty(%h, %w) : tensor<1x8x?x?xf32>
  %fill = linalg.fill ins(%v : f32) outs(%empty : tensor<1x8x?x?xf32>) -> tensor<1x8x?x?xf32>
  %y = linalg.generic {indexing_maps = [#image, #window, #result], iterator_types = #iterators}
      ins(%x, %window : tensor<1x8x?x?xf32>, tensor<3x2xf32>) outs(%fill : tensor<1x8x?x?xf32>) {
  ^bb0(%a: f32, %w0: f32, %b: f32):
    %m = arith.maximumf %a, %b : f32
    linalg.yield %m : f32
  } -> tensor<1x8x?x?xf32>
  return %y : tensor<1x8x?x?xf32>
}
