// Which operand has the windows says which is the image.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 | FileCheck %s

// CHECK-LABEL: @filter_first
// CHECK-SAME: (%[[G:.+]]: tensor<3x4x6xf32>, %[[X:.+]]: tensor<1x10x4xf32>
// CHECK: winograd.kron input {{.*}} ins(%[[X]] :
// CHECK: winograd.kron filter {{.*}} ins(%[[G]] :
func.func @filter_first(%g: tensor<3x4x6xf32>, %x: tensor<1x10x4xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(n, o, f, k, c) -> (k, c, f)>,
      affine_map<(n, o, f, k, c) -> (n, o + k, c)>, affine_map<(n, o, f, k, c) -> (n, o, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%g, %x : tensor<3x4x6xf32>, tensor<1x10x4xf32>) outs(%init : tensor<1x8x6xf32>) {
  ^bb0(%a: f32, %b: f32, %c: f32):
    %product = arith.mulf %a, %b : f32
    %sum = arith.addf %c, %product : f32
    linalg.yield %sum : f32
  } -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
