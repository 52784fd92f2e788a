// Two convolutions of one input share its transform (CSE). Each plan tiles it for
// the one and must leave it as it is for the other.

// RUN: wino-run %s --entry=two --random-inputs --tile=4 --plan=blocked --check --tolerance=1e-3
// RUN: wino-run %s --entry=two --random-inputs --tile=4 --plan=three-buffer --check --tolerance=1e-3
// RUN: wino-run %s --entry=two --random-inputs --tile=4 --plan=four-buffer --check --tolerance=1e-3

func.func @two(%x: tensor<9x9x4xf32>, %g: tensor<3x3x4x8xf32>, %h: tensor<3x3x4x40xf32>,
               %init: tensor<7x7x8xf32>, %more: tensor<7x7x40xf32>)
    -> (tensor<7x7x8xf32>, tensor<7x7x40xf32>) {
  %y = linalg.generic {
    indexing_maps = [affine_map<(h, w, f, c, i, j) -> (h + i, w + j, c)>,
                     affine_map<(h, w, f, c, i, j) -> (i, j, c, f)>,
                     affine_map<(h, w, f, c, i, j) -> (h, w, f)>],
    iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %g : tensor<9x9x4xf32>, tensor<3x3x4x8xf32>) outs(%init : tensor<7x7x8xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<7x7x8xf32>
  %z = linalg.generic {
    indexing_maps = [affine_map<(h, w, f, c, i, j) -> (h + i, w + j, c)>,
                     affine_map<(h, w, f, c, i, j) -> (i, j, c, f)>,
                     affine_map<(h, w, f, c, i, j) -> (h, w, f)>],
    iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
    ins(%x, %h : tensor<9x9x4xf32>, tensor<3x3x4x40xf32>) outs(%more : tensor<7x7x40xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<7x7x40xf32>
  return %y, %z : tensor<7x7x8xf32>, tensor<7x7x40xf32>
}
