// Random inputs depend on the seed only, and differ between arguments.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: wino-run %s --entry=f --random-inputs=7 --output=%t/a.npy --output=%t/b.npy
// RUN: wino-run %s --entry=f --random-inputs=7 --output=%t/c.npy --output=%t/d.npy
// RUN: cmp %t/a.npy %t/c.npy
// RUN: cmp %t/b.npy %t/d.npy
// RUN: not cmp %t/a.npy %t/b.npy
// RUN: wino-run %s --entry=f --random-inputs --output=%t/c.npy --output=%t/d.npy
// RUN: not cmp %t/a.npy %t/c.npy
// RUN: %python -c "import numpy as np; a = np.load(r'%t/a.npy'); assert abs(a.mean()) < 0.1 and abs(a.std() - 1) < 0.1, (a.mean(), a.std())"
func.func @f(%a: tensor<64x64xf32>, %b: tensor<64x64xf32>) -> (tensor<64x64xf32>, tensor<64x64xf32>) {
  return %a, %b : tensor<64x64xf32>, tensor<64x64xf32>
}
