// A boolean of NumPy is true unless its byte is 0.

// REQUIRES: python
// RUN: rm -rf %t && mkdir %t
// RUN: %python %S/Inputs/npy.py make %t/x.npy "np.array([0, 1, 2, 255, 0], 'u1').view(bool)"
// RUN: wino-run %s --entry=f --input=%t/x.npy --output=%t/y.npy --pipeline=winograd-reference-to-cpu
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.array([0, 10, 10, 10, 0], 'i4')"
#id = affine_map<(d) -> (d)>
func.func @f(%x: tensor<5xi1>) -> tensor<5xi32> {
  %ten = arith.constant 10 : i32
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<5xi32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<5xi1>) outs(%empty : tensor<5xi32>) {
  ^bb0(%a: i1, %o: i32):
    %r = arith.select %a, %ten, %zero : i32
    linalg.yield %r : i32
  } -> tensor<5xi32>
  return %y : tensor<5xi32>
}
