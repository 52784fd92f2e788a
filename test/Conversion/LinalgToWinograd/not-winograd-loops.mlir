// A remark says which loop is not one of a convolution.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 --remark-format=emitRemark \
// RUN:   --remarks-filter-missed="winograd.*" -verify-diagnostics | FileCheck %s
// CHECK-NOT: winograd.kron

func.func @filter_of_a_sum(%x: tensor<6xf32>, %g: tensor<4x3x2xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: the filter is not indexed with plain loops}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k, j) -> (o + k)>,
      affine_map<(o, k, j) -> (k + j, k, j)>, affine_map<(o, k, j) -> (o)>], iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<6xf32>, tensor<4x3x2xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @filter_of_the_image(%x: tensor<6xf32>, %g: tensor<4x3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: dimension d0 is neither the image's nor the filter's}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o + k)>,
      affine_map<(o, k) -> (o, k)>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<6xf32>, tensor<4x3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @image_twice(%x: tensor<6x4xf32>, %g: tensor<3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: dimension d0 indexes the input more than once}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k) -> (o + k, o)>,
      affine_map<(o, k) -> (k)>, affine_map<(o, k) -> (o)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %g : tensor<6x4xf32>, tensor<3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @input_only(%x: tensor<6x2xf32>, %g: tensor<3xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  // expected-remark@below {{not rewritten: dimension d2 stands in one operand only}}
  %y = linalg.generic {indexing_maps = [affine_map<(o, k, j) -> (o + k, j)>,
      affine_map<(o, k, j) -> (k)>, affine_map<(o, k, j) -> (o)>], iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%x, %g : tensor<6x2xf32>, tensor<3xf32>) outs(%init : tensor<4xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
