// A dynamic dimension takes the size of the array; an empty array is one too.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/a.npy "np.arange(10, dtype='i8').reshape(5, 2)"
// RUN: wino-run %s --entry=double --input=%t/a.npy --output=%t/y.npy
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "2 * np.arange(10, dtype='i8').reshape(5, 2)"
// RUN: %python %S/Inputs/npy.py make %t/a.npy "np.zeros((0, 2), 'i8')"
// RUN: wino-run %s --entry=double --input=%t/a.npy --output=%t/y.npy
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.zeros((0, 2), 'i8')"
func.func @double(%a: tensor<?x2xi64>) -> tensor<?x2xi64> {
  %0 = linalg.add ins(%a, %a : tensor<?x2xi64>, tensor<?x2xi64>) outs(%a : tensor<?x2xi64>) -> tensor<?x2xi64>
  return %0 : tensor<?x2xi64>
}

// RUN: %python %S/Inputs/npy.py make %t/b.npy "np.zeros((5, 3), 'i8')"
// RUN: not wino-run %s --entry=double --input=%t/b.npy --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=SHAPE
// SHAPE: wino-run: error: expected input 0 to have the shape of tensor<?x2xi64>, but got 5x3

// RUN: not wino-run %s --entry=double --random-inputs --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=RANDOM
// RANDOM: wino-run: error: expected static shapes for random inputs, but got tensor<?x2xi64> for input 0
// RUN: not ls %t/z.npy
