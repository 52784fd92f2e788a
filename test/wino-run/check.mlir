// The Winograd path against a reference that shares nothing with it, on the same
// inputs.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: wino-run %s --entry=conv --random-inputs=1 --plan=four-buffer --tile=4 --check --tolerance=1e-4 | FileCheck %s
// CHECK: output 0: max error {{[1-9]\.[0-9]+}}e-0{{[5-7]}}, rms error {{[1-9]\.[0-9]+}}e-0{{[6-8]}} (largest reference value {{[1-9]\.[0-9]+}}e+01)

// Without a tolerance, with the time of what is checked, and of the direct path.
// RUN: wino-run %s --entry=conv --random-inputs=1 --plan=four-buffer --check --time=2 | FileCheck %s --check-prefix=TIME
// TIME: winograd: compile {{[0-9.]+ m?s}}, run {{[0-9.]+ [mu]?s}} (median of 2)
// TIME-NEXT: output 0: max error
// RUN: wino-run %s --entry=conv --random-inputs=1 --direct --check --tolerance=1e-4 | FileCheck %s --check-prefix=DIRECT
// DIRECT: output 0: max error {{[1-9]\.[0-9]+}}e-0

// On small integers F(2, 3) is exact.
// RUN: %python %S/Inputs/npy.py make %t/x.npy "(np.arange(400).reshape(1, 4, 10, 10) % 7 - 3).astype('f4')"
// RUN: %python %S/Inputs/npy.py make %t/g.npy "(np.arange(180).reshape(5, 4, 3, 3) % 5 - 2).astype('f4')"
// RUN: wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --plan=four-buffer --tile=2 --check --tolerance=0 | FileCheck %s --check-prefix=EQUAL
// EQUAL: output 0: max error 0.00e+00, rms error 0.00e+00 (largest reference value {{[1-9]}}

// Nothing is written if the check fails.
// RUN: not wino-run %s --entry=conv --random-inputs=1 --plan=four-buffer --tile=4 --check --tolerance=0 --output=%t/y.npy 2>&1 | FileCheck %s --check-prefix=TOLERANCE
// TOLERANCE: output 0: max error
// TOLERANCE: wino-run: error: expected output 0 to be within 0.00e+00 of the reference, but it is off by {{[1-9]}}
// RUN: not ls %t/y.npy

// An infinity in one input spreads over a whole tile.
// RUN: %python %S/Inputs/npy.py make %t/x.npy "np.pad(np.full((1, 1, 1, 1), np.inf, 'f4'), ((0, 0), (0, 3), (4, 5), (4, 5)))"
// RUN: %python %S/Inputs/npy.py make %t/g.npy "np.ones((5, 4, 3, 3), 'f4')"
// RUN: not wino-run %s --entry=conv --input=%t/x.npy --input=%t/g.npy --plan=four-buffer --check 2>&1 | FileCheck %s --check-prefix=INFINITE
// INFINITE: wino-run: error: expected output 0 to be infinite or NaN where the reference is, but it differs in {{[1-9][0-9]*}} elements
func.func @conv(%x: tensor<1x4x10x10xf32>, %g: tensor<5x4x3x3xf32>) -> tensor<1x5x8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x5x8x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x5x8x8xf32>) -> tensor<1x5x8x8xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x4x10x10xf32>, tensor<5x4x3x3xf32>) outs(%init : tensor<1x5x8x8xf32>) -> tensor<1x5x8x8xf32>
  return %y : tensor<1x5x8x8xf32>
}
