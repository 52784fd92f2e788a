// A linalg.generic is recognised by its indexing maps, whatever its layout, the
// order of its loops and of its body's operands.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 -split-input-file | FileCheck %s

// The height is innermost in x, the channels stand between the dimensions of the
// image, y is transposed, and x is read from its second row on.
// CHECK-DAG: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0 * 2 + d3, d2, d1 * 2 + d4 + 1)>
// CHECK-DAG: #[[XHAT:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d3, d4, d0, d1, d2)>
// CHECK-DAG: #[[G:map[0-9]*]] = affine_map<(d0, d1, d2, d3) -> (d2, d1, d0, d3)>
// CHECK-DAG: #[[Y:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0 * 2 + d3, d1 * 2 + d4, d2)>
// CHECK-LABEL: @unusual
// CHECK: winograd.kron input [#F2x2, #F2x3] read #[[X]] write #[[XHAT]] {{.*}} -> tensor<3x4x4x3x3xf32>
// CHECK: winograd.kron filter [#F2x2, #F2x3] read #[[G]] write #{{.*}} -> tensor<3x4x3x5xf32>
// CHECK: winograd.kron output [#F2x2, #F2x3] read #[[XHAT]] write #[[Y]] {{.*}} -> tensor<8x6x5xf32>
#x = affine_map<(w, kh, h, c, kw, f) -> (w + kw, c, h + kh + 1)>
#g = affine_map<(w, kh, h, c, kw, f) -> (kw, f, c, kh)>
#y = affine_map<(w, kh, h, c, kw, f) -> (w, h, f)>
func.func @unusual(%x: tensor<9x3x9xf32>, %g: tensor<2x5x3x3xf32>, %init: tensor<8x6x5xf32>) -> tensor<8x6x5xf32> {
  %y = linalg.generic {indexing_maps = [#x, #g, #y],
      iterator_types = ["parallel", "reduction", "parallel", "reduction", "reduction", "parallel"]}
      ins(%x, %g : tensor<9x3x9xf32>, tensor<2x5x3x3xf32>) outs(%init : tensor<8x6x5xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %b, %a : f32
    %sum = arith.addf %product, %c : f32
    linalg.yield %sum : f32
  } -> tensor<8x6x5xf32>
  return %y : tensor<8x6x5xf32>
}

// -----

// Two input channel dimensions, and no batch.
// CHECK-LABEL: @two_channels
// CHECK: winograd.kron input [#F2x3] {{.*}} -> tensor<4x3x2x5xf32>
// CHECK: winograd.kron filter [#F2x3] {{.*}} -> tensor<4x2x5xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x3xf32>
#x = affine_map<(h, c0, c1, k) -> (c0, h + k, c1)>
#g = affine_map<(h, c0, c1, k) -> (c0, c1, k)>
#y = affine_map<(h, c0, c1, k) -> (h)>
func.func @two_channels(%x: tensor<2x8x5xf32>, %g: tensor<2x5x3xf32>, %init: tensor<6xf32>) -> tensor<6xf32> {
  %y = linalg.generic {indexing_maps = [#x, #g, #y],
      iterator_types = ["parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %g : tensor<2x8x5xf32>, tensor<2x5x3xf32>) outs(%init : tensor<6xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<6xf32>
  return %y : tensor<6xf32>
}
