// Of a dimension with one tap, the image may have more than the result.

// RUN: wino-run %s --entry=conv --random-inputs --check --plan=four-buffer --tile=2 --tolerance=1e-5
// RUN: wino-run %s --entry=conv --random-inputs --check --plan=blocked --tile=2 --tolerance=1e-5
// RUN: wino-run %s --entry=conv --random-inputs --check --plan=direct --tile=2 --tolerance=1e-5
// RUN: wino-opt %s --winograd-to-kernels="plan=four-buffer tile=2" -o /dev/null
func.func @conv(%x: tensor<2x10x4x7xf32>, %w: tensor<1x3x4x6xf32>, %i: tensor<2x8x5x6xf32>) -> tensor<2x8x5x6xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(n, h, w, f, r, s, c) -> (n, h + r, c, w + s)>,
      affine_map<(n, h, w, f, r, s, c) -> (r, s, c, f)>, affine_map<(n, h, w, f, r, s, c) -> (n, h, w, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x10x4x7xf32>, tensor<1x3x4x6xf32>) outs(%i : tensor<2x8x5x6xf32>) {
  ^bb0(%p: f32, %q: f32, %a: f32):
    %m = arith.mulf %p, %q : f32
    %s = arith.addf %a, %m : f32
    linalg.yield %s : f32
  } -> tensor<2x8x5x6xf32>
  return %y : tensor<2x8x5x6xf32>
}
