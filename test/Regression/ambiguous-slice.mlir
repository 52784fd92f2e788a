// A slice that drops one of several axes of size 1, beside an axis whose size was
// found out later, was taken for one that drops another: invalid IR.

// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=4" --convert-linalg-to-winograd --winograd-tile-and-fuse=lanes=8 --convert-winograd-to-linalg=lanes=8 --canonicalize | FileCheck %s

// CHECK-LABEL: @remainder_of_one(
// CHECK-NOT: {{ winograd\.}}
// CHECK: return
func.func @remainder_of_one(%x: tensor<9x15x1xf32>, %w: tensor<9x17x3x1xf32>, %i: tensor<1x1x13x17xf32>) -> tensor<1x1x13x17xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(n, k, k0, f, c, o0) -> (c, o0 + k0, n)>, affine_map<(n, k, k0, f, c, o0) -> (c, f, k0, k)>,
      affine_map<(n, k, k0, f, c, o0) -> (n, k, o0, f)>], iterator_types = ["parallel", "parallel", "reduction", "parallel", "reduction", "parallel"]}
      ins(%x, %w : tensor<9x15x1xf32>, tensor<9x17x3x1xf32>) outs(%i : tensor<1x1x13x17xf32>) {
  ^bb0(%p: f32, %q: f32, %acc: f32):
    %m = arith.mulf %q, %p : f32
    %s = arith.addf %m, %acc : f32
    linalg.yield %s : f32
  } -> tensor<1x1x13x17xf32>
  return %y : tensor<1x1x13x17xf32>
}
