// A remark says what about the indices of the input is not a convolution's.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd.*" -verify-diagnostics | FileCheck %s
// CHECK-NOT: winograd.kron

func.func @two_images(%x: tensor<9xf32>, %g: tensor<3xf32>, %init: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // expected-remark@below {{not rewritten: the input is not indexed with one image and one filter dimension}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, p, k) -> (o + p + k)>,
      affine_map<(o, p, k) -> (k)>, affine_map<(o, p, k) -> (o, p)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %g : tensor<9xf32>, tensor<3xf32>) outs(%init : tensor<4x4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

func.func @no_image(%x: tensor<4x5xf32>, %g: tensor<3x3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: the input is not indexed with one image and one filter dimension}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, j, k) -> (o, j + k)>,
      affine_map<(o, j, k) -> (j, k)>, affine_map<(o, j, k) -> (o)>], iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<4x5xf32>, tensor<3x3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @not_a_sum(%x: tensor<6xf32>, %g: tensor<3xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  // expected-remark@below {{not rewritten: the input is not indexed with a sum of loops}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o floordiv 2 + k)>,
      affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<6xf32>, tensor<3xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}

func.func @reversed_strided(%x: tensor<10xf32>, %g: tensor<3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: the input is read backwards in dimension d1, with stride 2 and 3 taps (expected stride 1, and at most 7 taps)}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o * 2 - k + 2)>,
      affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<10xf32>, tensor<3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @image_backwards(%x: tensor<6xf32>, %g: tensor<3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: stride -1 in dimension d0 (expected at least 1)}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (3 - o + k)>,
      affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<6xf32>, tensor<3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
