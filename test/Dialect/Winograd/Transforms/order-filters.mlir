// A direct convolution in NHWC reads vectors of output channels: they become innermost in
// its filter. What has them so, or its result in NCHW, stays.

// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-order-filters))' | FileCheck %s

#x = affine_map<(n, o, k, r, c) -> (n, o + r, c)>
#y = affine_map<(n, o, k, r, c) -> (n, o, k)>
// CHECK-DAG: #[[FROM:.*]] = affine_map<(d0, d1, d2) -> (d2, d0, d1)>
// CHECK-DAG: #[[RCK:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d2)>
// CHECK-LABEL: @fhwc
// CHECK-SAME: %[[G:[a-z0-9]*]]: tensor<8x3x4xf32>
// CHECK: %[[E:.*]] = tensor.empty() : tensor<3x4x8xf32>
// CHECK: %[[COPY:.*]] = linalg.generic {indexing_maps = [#[[FROM]], {{.*}}ins(%[[G]] : tensor<8x3x4xf32>) outs(%[[E]] :
// CHECK: linalg.generic {indexing_maps = [{{.*}}, #[[RCK]], {{.*}}ins(%{{.*}}, %[[COPY]] :
func.func @fhwc(%x: tensor<1x10x4xf32>, %g: tensor<8x3x4xf32>, %init: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  %y = linalg.generic {indexing_maps = [#x, affine_map<(n, o, k, r, c) -> (k, r, c)>, #y],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<1x10x4xf32>, tensor<8x3x4xf32>) outs(%init : tensor<1x8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x8x8xf32>
  return %y : tensor<1x8x8xf32>
}

// CHECK-LABEL: @hwcf
// CHECK-NOT: tensor.empty
// CHECK: return
func.func @hwcf(%x: tensor<1x10x4xf32>, %g: tensor<3x4x8xf32>, %init: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  %y = linalg.generic {indexing_maps = [#x, affine_map<(n, o, k, r, c) -> (r, c, k)>, #y],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x8xf32>) outs(%init : tensor<1x8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x8x8xf32>
  return %y : tensor<1x8x8xf32>
}

// CHECK-LABEL: @nchw
// CHECK-NOT: tensor.empty
// CHECK: return
func.func @nchw(%x: tensor<1x4x10xf32>, %g: tensor<8x4x3xf32>, %init: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(n, k, o, c, r) -> (n, c, o + r)>,
      affine_map<(n, k, o, c, r) -> (k, c, r)>, affine_map<(n, k, o, c, r) -> (n, k, o)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<1x4x10xf32>, tensor<8x4x3xf32>) outs(%init : tensor<1x8x8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %c, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x8x8xf32>
  return %y : tensor<1x8x8xf32>
}
