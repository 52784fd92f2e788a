// A compiler that is wrong does not pass --check, whichever path it is on.

// DEFINE: %{wrong} = transform-preload-library{transform-library-paths=%S/Inputs/wrong.mlir},transform-interpreter
// RUN: wino-run %s --entry=conv --random-inputs --check --tolerance=1e-4 --pipeline='winograd-to-cpu{plan=four-buffer}' | FileCheck %s --check-prefix=RIGHT
// RIGHT: output 0: max error {{.*}}e-0
// RUN: not wino-run %s --entry=conv --random-inputs --check --tolerance=1e-4 --pipeline='%{wrong},winograd-to-cpu{plan=four-buffer}' 2>&1 | FileCheck %s
// RUN: not wino-run %s --entry=conv --random-inputs --check --tolerance=1e-4 --pipeline='%{wrong},winograd-to-cpu{direct}' 2>&1 | FileCheck %s
// CHECK: wino-run: error: expected output 0 to be within 1.00e-04 of the reference, but it is off by {{.*}}e+01
func.func @conv(%x: tensor<1x4x10x10xf32>) -> tensor<1x5x8x8xf32> {
  %g = arith.constant dense<1.0> : tensor<5x4x3x3xf32>
  %init = arith.constant dense<0.0> : tensor<1x5x8x8xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x4x10x10xf32>, tensor<5x4x3x3xf32>) outs(%init : tensor<1x5x8x8xf32>) -> tensor<1x5x8x8xf32>
  return %y : tensor<1x5x8x8xf32>
}
