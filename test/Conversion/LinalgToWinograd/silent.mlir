// What does not look like a convolution is left alone without a remark.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd.*" -verify-diagnostics | FileCheck %s
// CHECK-NOT: winograd.kron

func.func @matmul(%a: tensor<4x5xf32>, %b: tensor<5x6xf32>, %init: tensor<4x6xf32>) -> tensor<4x6xf32> {
  %c = linalg.matmul ins(%a, %b : tensor<4x5xf32>, tensor<5x6xf32>) outs(%init : tensor<4x6xf32>) -> tensor<4x6xf32>
  return %c : tensor<4x6xf32>
}

func.func @max_pooling(%x: tensor<1x10x10x4xf32>, %window: tensor<3x3xf32>, %init: tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32> {
  %y = linalg.pooling_nhwc_max ins(%x, %window : tensor<1x10x10x4xf32>, tensor<3x3xf32>)
      outs(%init : tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  return %y : tensor<1x8x8x4xf32>
}

func.func @sum_pooling(%x: tensor<1x10x10x4xf32>, %window: tensor<3x3xf32>, %init: tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32> {
  %y = linalg.pooling_nhwc_sum ins(%x, %window : tensor<1x10x10x4xf32>, tensor<3x3xf32>)
      outs(%init : tensor<1x8x8x4xf32>) -> tensor<1x8x8x4xf32>
  return %y : tensor<1x8x8x4xf32>
}

// A convolution in another algebra: the largest sum.
func.func @max_plus(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o + k)>, affine_map<(o, k) -> (k)>,
      affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %sum = arith.addf %a, %b : f32
    %max = arith.maximumf %c, %sum : f32
    linalg.yield %max : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}
