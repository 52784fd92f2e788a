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

// More of them than can be made in a minute are refused at once.
// RUN: not wino-run %s --entry=large --random-inputs --time 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not wino-run %s --entry=overflow --random-inputs --time 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not wino-run %s --entry=several --random-inputs --time 2>&1 | FileCheck %s --check-prefix=LARGE
// LARGE: wino-run: error: expected at most 4 GiB of random inputs, but got tensor<{{.*}}> for input
func.func @large(%a: tensor<1099511627776xi8>) {
  return
}
func.func @overflow(%a: tensor<2147483648x4294967296x16xf32>) {
  return
}
func.func @several(%a: tensor<1xi8>, %b: tensor<1073741824xf32>) {
  return
}
