// Without output channels, vectors lie along the last window: of unknown size, the
// plan is without a block, and not an error when it is executed.

// RUN: wino-opt %s --winograd-plan=tile=2 | FileCheck %s
// CHECK: winograd.plan = #winograd.plan<"four-buffer", [#{{[A-Za-z0-9]+}}]>
// RUN: wino-opt %s --winograd-to-cpu -o /dev/null
func.func @f(%x: tensor<8x8x?x3xf32>, %g: tensor<7x1x8xf32>, %y: tensor<2x?x3xf32>) -> tensor<2x?x3xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, k1, o0, k0, o1, c) -> (k1, k0, c)>,
                       affine_map<(n, k1, o0, k0, o1, c) -> (c, o1 + k1, o0 + k0, n)>,
                       affine_map<(n, k1, o0, k0, o1, c) -> (o1, o0, n)>],
      iterator_types = ["parallel", "reduction", "parallel", "reduction", "parallel", "reduction"]}
      ins(%g, %x : tensor<7x1x8xf32>, tensor<8x8x?x3xf32>) outs(%y : tensor<2x?x3xf32>) {
    ^bb0(%a: f32, %b: f32, %sum: f32):
      %p = arith.mulf %a, %b : f32
      %s = arith.addf %sum, %p : f32
      linalg.yield %s : f32
  } -> tensor<2x?x3xf32>
  return %r : tensor<2x?x3xf32>
}
