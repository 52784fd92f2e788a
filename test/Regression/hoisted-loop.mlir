// Hoisting a register tile's accumulator replaces its loop; the loop that was
// replaced was used again.

// RUN: wino-opt %s --winograd-to-cpu=plan=direct | FileCheck %s
// CHECK: llvm.func @conv
func.func @conv(%x: tensor<1x12x5xf64>, %g: tensor<6x5x5xf64>, %init: tensor<1x7x5xf64>) -> tensor<1x7x5xf64> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x12x5xf64>, tensor<6x5x5xf64>) outs(%init : tensor<1x7x5xf64>) -> tensor<1x7x5xf64>
  return %y : tensor<1x7x5xf64>
}
