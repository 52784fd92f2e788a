// The outputs are those of the step, as many and of the shape that it has.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/x.npy "np.arange(1, 5, dtype='f4').reshape(1, 1, 4)"
// RUN: %python %S/Inputs/npy.py make %t/g.npy "np.float32([[[1, 2, 3]]])"

// F(2, 3) of one tile in each row: 4 products instead of 6.
// RUN: wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --tile=2 --stop-after=input --output=%t/xhat.npy
// RUN: %python -c "import numpy as np; x = np.load(r'%t/xhat.npy'); assert x.size == 4, x.shape"
// RUN: wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --tile=2 --stop-after=filter --output=%t/xhat2.npy --output=%t/ghat.npy
// RUN: %python -c "import numpy as np; g = np.load(r'%t/ghat.npy'); assert g.size == 4 and g.dtype == np.float32, g"
// RUN: cmp %t/xhat.npy %t/xhat2.npy
// RUN: wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --tile=2 --stop-after=output --output=%t/y.npy
// RUN: %python %S/Inputs/npy.py equal %t/y.npy "np.float32([[[14, 20]]])"

// RUN: not wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --stop-after=filter --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: wino-run: error: expected as many outputs as 'conv' has results, 2, but got 1
// RUN: not wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --stop-after=lunch --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=STEP
// STEP: error: expected the option 'step' to be input, index, filter, product, reduce or output, but got 'lunch'
// STEP: wino-run: error: the pipeline failed on this module
// RUN: not ls %t/z.npy
func.func @conv(%x: tensor<1x1x4xf32>, %g: tensor<1x1x3xf32>) -> tensor<1x1x2xf32> {
  %init = arith.constant dense<0.0> : tensor<1x1x2xf32>
  %y = linalg.conv_1d_ncw_fcw ins(%x, %g : tensor<1x1x4xf32>, tensor<1x1x3xf32>) outs(%init : tensor<1x1x2xf32>) -> tensor<1x1x2xf32>
  return %y : tensor<1x1x2xf32>
}
