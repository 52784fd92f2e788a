// The number, types and shapes of the inputs; the number of the outputs.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/a.npy "np.ones((2, 3), 'f4')"
// RUN: %python %S/Inputs/npy.py make %t/b.npy "np.ones(4, 'i4')"
// RUN: %python %S/Inputs/npy.py make %t/double.npy "np.ones((2, 3), 'f8')"
// RUN: %python %S/Inputs/npy.py make %t/wide.npy "np.ones((3, 2), 'f4')"
// RUN: %python %S/Inputs/npy.py make %t/flat.npy "np.ones(6, 'f4')"
// RUN: %python %S/Inputs/npy.py make %t/scalar.npy "np.float32(1)"

// RUN: not wino-run %s --entry=f --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=COUNT0
// COUNT0: wino-run: error: expected as many inputs as 'f' has arguments, 2 (tensor<2x3xf32>, tensor<4xi32>), but got 0
// RUN: not wino-run %s --entry=f --input=%t/a.npy --input=%t/b.npy --input=%t/b.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=COUNT3
// COUNT3: wino-run: error: expected as many inputs as 'f' has arguments, 2 (tensor<2x3xf32>, tensor<4xi32>), but got 3
// RUN: not wino-run %s --entry=f --input=%t/double.npy --input=%t/b.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=TYPE
// TYPE: wino-run: error: expected input 0 to have elements of type <f4 for tensor<2x3xf32>, but got <f8
// RUN: not wino-run %s --entry=f --input=%t/a.npy --input=%t/a.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=TYPE1
// TYPE1: wino-run: error: expected input 1 to have elements of type <i4 for tensor<4xi32>, but got <f4
// RUN: not wino-run %s --entry=f --input=%t/wide.npy --input=%t/b.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=SHAPE
// SHAPE: wino-run: error: expected input 0 to have the shape of tensor<2x3xf32>, but got 3x2
// RUN: not wino-run %s --entry=f --input=%t/flat.npy --input=%t/b.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: wino-run: error: expected input 0 to have the shape of tensor<2x3xf32>, but got 6
// RUN: not wino-run %s --entry=f --input=%t/scalar.npy --input=%t/b.npy --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: wino-run: error: expected input 0 to have the shape of tensor<2x3xf32>, but got scalar

// RUN: not wino-run %s --entry=f --input=%t/a.npy --input=%t/b.npy 2>&1 | FileCheck %s --check-prefix=OUT0
// OUT0: wino-run: error: expected as many outputs as 'f' has results, 1, but got 0
// RUN: not wino-run %s --entry=f --input=%t/a.npy --input=%t/b.npy --output=%t/y.npy --output=%t/z.npy --check 2>&1 | FileCheck %s --check-prefix=OUT2
// OUT2: wino-run: error: expected as many outputs as 'f' has results, 1, but got 2
// RUN: not ls %t/y.npy
func.func @f(%a: tensor<2x3xf32>, %b: tensor<4xi32>) -> tensor<4xi32> {
  return %b : tensor<4xi32>
}
