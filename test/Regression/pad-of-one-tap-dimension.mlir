// A padding that reaches a dimension with one tap, which has no window to read
// it through, was absorbed: the transform's sizes disagreed.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 | FileCheck %s
// CHECK-LABEL: @one_tap
// CHECK: tensor.pad
// CHECK: winograd.kron input
func.func @one_tap(%x: tensor<1x5x9x2xf32>, %g: tensor<3x1x2x4xf32>, %init: tensor<1x4x10x4xf32>) -> tensor<1x4x10x4xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 0, 0] high[0, 0, 1, 0] {
  ^bb0(%n: index, %h: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x5x9x2xf32> to tensor<1x6x10x2xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%padded, %g : tensor<1x6x10x2xf32>, tensor<3x1x2x4xf32>) outs(%init : tensor<1x4x10x4xf32>) -> tensor<1x4x10x4xf32>
  return %y : tensor<1x4x10x4xf32>
}
