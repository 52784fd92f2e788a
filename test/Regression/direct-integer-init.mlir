// The initial value of a direct convolution of integers was added as floats.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-tile-direct{lanes=4}))' | FileCheck %s

// CHECK-LABEL: @integers(
// CHECK-NOT: arith.addf
// CHECK: scf.forall
func.func @integers(%x: tensor<1x3x8xi32>, %g: tensor<8x3x3xi32>, %i: tensor<1x8x6xi32>) -> tensor<1x8x6xi32> {
  %y = linalg.generic {indexing_maps = [affine_map<(n, f, o, c, k) -> (n, c, o + k)>, affine_map<(n, f, o, c, k) -> (f, c, k)>, affine_map<(n, f, o, c, k) -> (n, f, o)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%x, %g : tensor<1x3x8xi32>, tensor<8x3x3xi32>) outs(%i : tensor<1x8x6xi32>) {
  ^bb0(%p: i32, %q: i32, %a: i32):
    %m = arith.muli %p, %q : i32
    %s = arith.addi %a, %m : i32
    linalg.yield %s : i32
  } -> tensor<1x8x6xi32>
  return %y : tensor<1x8x6xi32>
}
