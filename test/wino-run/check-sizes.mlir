// Dynamic sizes that do not fit each other end a call with a message, whatever the
// path, and only if they are checked.

// REQUIRES: python
// DEFINE: %{npy} = %python %S/Inputs/npy.py
// RUN: rm -rf %t && mkdir %t
// RUN: %{npy} make %t/x.npy "np.ones((1, 12, 3), 'f4')"
// RUN: %{npy} make %t/g3.npy "np.ones((3, 3, 5), 'f4')"
// RUN: %{npy} make %t/g4.npy "np.ones((3, 4, 5), 'f4')"
// RUN: %{npy} make %t/i10.npy "np.ones((1, 10, 5), 'f4')"
// RUN: %{npy} make %t/i11.npy "np.ones((1, 11, 5), 'f4')"

// DEFINE: %{run} = wino-run %s --entry=conv --input=%t/x.npy
// RUN: %{run} --input=%t/g3.npy --input=%t/i10.npy --output=%t/y.npy --direct
// RUN: %{npy} equal %t/y.npy "np.full((1, 10, 5), 10, 'f4')"
// RUN: %{run} --input=%t/g3.npy --input=%t/i10.npy --output=%t/y.npy --direct --threads=2
// RUN: %{npy} equal %t/y.npy "np.full((1, 10, 5), 10, 'f4')"

// RUN: not %{run} --input=%t/g4.npy --input=%t/i10.npy --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=CHANNELS
// RUN: not %{run} --input=%t/g4.npy --input=%t/i10.npy --output=%t/z.npy --direct 2>&1 | FileCheck %s --check-prefix=CHANNELS
// RUN: not %{run} --input=%t/g4.npy --input=%t/i10.npy --output=%t/z.npy --plan=four-buffer 2>&1 | FileCheck %s --check-prefix=CHANNELS
// RUN: not %{run} --input=%t/g4.npy --input=%t/i10.npy --output=%t/z.npy --pipeline='winograd-to-cpu{direct check-sizes}' 2>&1 | FileCheck %s --check-prefix=CHANNELS
// CHANNELS-NOT: Stack dump
// CHANNELS: wino-run: error: expected dimension 1 of operand 1 of linalg.conv_1d_nwc_wcf to be as large as dimension 2 of operand 0 ({{.*}}check-sizes.mlir:[[#]]:[[#]])
// RUN: not %{run} --input=%t/g3.npy --input=%t/i11.npy --output=%t/z.npy --direct 2>&1 | FileCheck %s --check-prefix=WINDOW
// WINDOW: wino-run: error: expected dimension 1 of operand 0 of linalg.conv_1d_nwc_wcf to be larger than every index of it
// RUN: not ls %t/z.npy
func.func @conv(%x: tensor<?x?x?xf32>, %g: tensor<3x?x?xf32>, %i: tensor<?x?x?xf32>) -> tensor<?x?x?xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<?x?x?xf32>, tensor<3x?x?xf32>) outs(%i : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  return %y : tensor<?x?x?xf32>
}

// An assertion of the program's own.
// RUN: not wino-run %s --entry=own --random-inputs --output=%t/z.npy 2>&1 | FileCheck %s --check-prefix=OWN
// OWN: wino-run: error: never
func.func @own(%x: tensor<2xf32>) -> tensor<2xf32> {
  %never = arith.constant false
  cf.assert %never, "never"
  return %x : tensor<2xf32>
}
