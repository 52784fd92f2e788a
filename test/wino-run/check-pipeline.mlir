// --check with a pipeline of one's own: it must give what the reference gives.

// RUN: wino-run %s --entry=f --random-inputs --check --tolerance=0 --pipeline=winograd-to-cpu | FileCheck %s --check-prefix=SAME
// SAME: output 0: max error 0.00e+00
// SAME: output 1: max error 0.00e+00

// One that returns something else before it lowers.
// RUN: not wino-run %s --entry=conv --random-inputs --check --pipeline='winograd-to-cpu{stop-after=input}' 2>&1 | FileCheck %s --check-prefix=SHAPE
// SHAPE: wino-run: error: expected an array of shape 1x1x2x2 and type <f4, but got
// RUN: not wino-run %s --entry=conv --random-inputs --check --pipeline='winograd-to-cpu{stop-after=filter}' 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: wino-run: error: expected as many results as the reference has, 1, but got 2
func.func @f(%a: tensor<3xf32>, %b: tensor<2xi8>) -> (tensor<2xi8>, tensor<3xf32>) {
  return %b, %a : tensor<2xi8>, tensor<3xf32>
}
func.func @conv(%x: tensor<1x1x4x4xf32>, %g: tensor<1x1x3x3xf32>) -> tensor<1x1x2x2xf32> {
  %init = arith.constant dense<0.0> : tensor<1x1x2x2xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x1x4x4xf32>, tensor<1x1x3x3xf32>) outs(%init : tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  return %y : tensor<1x1x2x2xf32>
}
