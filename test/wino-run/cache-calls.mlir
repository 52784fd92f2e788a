// Code that is kept finds what it calls, as code that was just made.

// DEFINE: %{run} = wino-run %s --cache-dir=%t/cache
// RUN: rm -rf %t && mkdir %t
// A function of MLIR's runner library.
// RUN: %{run} --entry=copy --random-inputs --time=1 | FileCheck %s --check-prefix=NEW
// RUN: %{run} --entry=copy --random-inputs --time=1 | FileCheck %s --check-prefix=KEPT
// NEW: winograd: compile {{[0-9.]+ m?s}}, run
// KEPT: winograd: compile {{[0-9.]+ m?s}} (cached), run
func.func @copy(%a: tensor<4x4xf32>) -> tensor<2x2xf32> {
  %0 = tensor.extract_slice %a[1, 1] [2, 2] [1, 2] : tensor<4x4xf32> to tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// REQUIRES: python
// The function that ends a run whose sizes do not fit.
// RUN: %python %S/Inputs/npy.py make %t/2.npy "np.zeros(2, 'f4')"
// RUN: %python %S/Inputs/npy.py make %t/3.npy "np.zeros(3, 'f4')"
// RUN: %{run} --entry=add --input=%t/3.npy --input=%t/3.npy --time=1 | FileCheck %s --check-prefix=NEW
// RUN: not %{run} --entry=add --input=%t/3.npy --input=%t/2.npy --time=1 2>&1 | FileCheck %s --check-prefix=SIZES
// SIZES-NOT: Stack dump
// SIZES: wino-run: error: expected
// RUN: %{run} --entry=add --input=%t/2.npy --input=%t/2.npy --time=1 | FileCheck %s --check-prefix=KEPT
func.func @add(%a: tensor<?xf32>, %b: tensor<?xf32>) -> tensor<?xf32> {
  %0 = linalg.add ins(%a, %b : tensor<?xf32>, tensor<?xf32>) outs(%a : tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}
