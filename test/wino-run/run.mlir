// Arguments go in, results come out, in order; what a function writes into its
// argument does not reach the input file.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/a.npy "np.arange(6, dtype='f4').reshape(2, 3)"
// RUN: %python %S/Inputs/npy.py make %t/b.npy "np.full((2, 3), 10, 'f4')"
// RUN: %python %S/Inputs/npy.py make %t/v.npy "np.float32([1, 2, 3])"

// RUN: wino-run %s --entry=subtract --input=%t/a.npy --input=%t/b.npy --output=%t/y.npy --target=cpu | count 0
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.float32([[-10, -9, -8], [-7, -6, -5]])"
// RUN: wino-run %s --entry=subtract --input=%t/b.npy --input=%t/a.npy --output=%t/y.npy --direct
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.float32([[10, 9, 8], [7, 6, 5]])"
func.func @subtract(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = linalg.sub ins(%a, %b : tensor<2x3xf32>, tensor<2x3xf32>) outs(%a : tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// A result that is an argument, one that is a constant, a scalar, the same one twice.
// RUN: wino-run %s --entry=several --input=%t/v.npy --output=%t/0.npy --output=%t/1.npy --output=%t/2.npy --output=%t/3.npy
// RUN: %python %S/Inputs/npy.py equal %t/0.npy "np.float32([1, 2, 3])"
// RUN: %python %S/Inputs/npy.py equal %t/1.npy "np.float64([[0.5], [0.25]])"
// RUN: %python %S/Inputs/npy.py equal %t/2.npy "np.int32(7)"
// RUN: %python %S/Inputs/npy.py equal %t/3.npy "np.float32([1, 2, 3])"
func.func @several(%a: tensor<3xf32>) -> (tensor<3xf32>, tensor<2x1xf64>, tensor<i32>, tensor<3xf32>) {
  %0 = arith.constant dense<[[0.5], [0.25]]> : tensor<2x1xf64>
  %1 = arith.constant dense<7> : tensor<i32>
  return %a, %0, %1, %a : tensor<3xf32>, tensor<2x1xf64>, tensor<i32>, tensor<3xf32>
}

// Ten runs on the same input give what one run gives.
// RUN: wino-run %s --entry=increment --input=%t/v.npy --output=%t/y.npy --time
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.float32([2, 4, 6])"
// RUN: %python %S/Inputs/npy.py equal %t/v.npy "np.float32([1, 2, 3])"
func.func @increment(%a: tensor<3xf32>) -> tensor<3xf32> {
  %0 = linalg.add ins(%a, %a : tensor<3xf32>, tensor<3xf32>) outs(%a : tensor<3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// RUN: wino-run %s --entry=nothing
func.func @nothing() {
  return
}
