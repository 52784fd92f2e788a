// Of a row of which each second value is read, from the padding on, an image of one column
// has none: the slice, which is empty, begins inside of the image all the same.

// RUN: wino-run %s --entry=f --random-inputs --check --tile=2 --plan=blocked --tolerance=1e-9 | FileCheck %s
// CHECK: output 0: max error 0.00e+00

func.func @f(%x: tensor<2x35x1x17xf64>, %g: tensor<2x17x9x2xf64>) -> tensor<2x3x1x2xf64> {
  %zero = arith.constant 0.0 : f64
  %image = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f64
  } : tensor<2x35x1x17xf64> to tensor<2x37x3x17xf64>
  %e = tensor.empty() : tensor<2x3x1x2xf64>
  %f = linalg.fill ins(%zero : f64) outs(%e : tensor<2x3x1x2xf64>) -> tensor<2x3x1x2xf64>
  %y = linalg.generic {indexing_maps = [affine_map<(n, k, o, p, c, r, s) -> (n, o * 2 + r * 4, p * 2 + s * 2, c)>,
      affine_map<(n, k, o, p, c, r, s) -> (k, c, r, s)>, affine_map<(n, k, o, p, c, r, s) -> (n, o, p, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%image, %g : tensor<2x37x3x17xf64>, tensor<2x17x9x2xf64>) outs(%f : tensor<2x3x1x2xf64>) {
  ^bb0(%a: f64, %b: f64, %c: f64):
    %p = arith.mulf %a, %b : f64
    %s = arith.addf %c, %p : f64
    linalg.yield %s : f64
  } -> tensor<2x3x1x2xf64>
  return %y : tensor<2x3x1x2xf64>
}
