// A filter that is reversed, or has its channels exchanged, before its transform is read
// so by the transform. What changes which values are zero is not taken along.

// RUN: wino-opt %s -canonicalize | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
// CHECK: #[[READ:.*]] = affine_map<(d0, d1, d2) -> (d1, d0, -d2 + 2)>
// CHECK-LABEL: @reversed
// CHECK-SAME: (%[[G:.*]]: tensor<4x2x3xf32>
// CHECK-NOT: linalg.generic
// CHECK: winograd.kron filter {{.*}} read #[[READ]] {{.*}} ins(%[[G]] :
func.func @reversed(%g: tensor<4x2x3xf32>, %init: tensor<4x2x4xf32>) -> tensor<4x2x4xf32> {
  %e = tensor.empty() : tensor<2x4x3xf32>
  %flipped = linalg.generic {indexing_maps = [affine_map<(c, k, r) -> (k, c, -r + 2)>, affine_map<(c, k, r) -> (c, k, r)>],
      iterator_types = ["parallel", "parallel", "parallel"]} ins(%g : tensor<4x2x3xf32>) outs(%e : tensor<2x4x3xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<2x4x3xf32>
  %0 = winograd.kron filter [#F] read affine_map<(c, k, i) -> (c, k, i)> write affine_map<(c, k, i) -> (i, c, k)>
      ins(%flipped : tensor<2x4x3xf32>) outs(%init : tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
  return %0 : tensor<4x2x4xf32>
}

// Of what is left out, nothing would be read.
// CHECK-LABEL: @strided_copy
// CHECK: linalg.generic
func.func @strided_copy(%g: tensor<7xf32>, %init: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %e = tensor.empty() : tensor<4xf32>
  %copied = linalg.generic {indexing_maps = [affine_map<(r) -> (r * 2)>, affine_map<(r) -> (r)>],
      iterator_types = ["parallel"]} ins(%g : tensor<7xf32>) outs(%e : tensor<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<4xf32>
  %0 = winograd.kron filter [#F] read affine_map<(q, i) -> (i * 2 + q)> write affine_map<(q, i) -> (i, q)>
      ins(%copied : tensor<4xf32>) outs(%init : tensor<4x2xf32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}
