// A padding with zeros in front becomes an offset of the input's windows, also if
// it is more on one side; another value, or padded channels, remain.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 -split-input-file | FileCheck %s

// CHECK: #[[X:map[0-9]*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4 - 2, d2 * 4 + d5 - 1, d3)>
// CHECK-LABEL: @absorbed
// CHECK-SAME: %[[SOURCE:[^:]+]]: tensor<1x8x8x4xf32>
// CHECK-NOT: tensor.pad
// CHECK: winograd.kron input [#F4x3, #F4x3] read #[[X]] {{.*}} ins(%[[SOURCE]] : tensor<1x8x8x4xf32>)
// CHECK-NOT: tensor.pad
func.func @absorbed(%x: tensor<1x8x8x4xf32>, %g: tensor<3x3x4x6xf32>, %init: tensor<1x8x8x6xf32>) -> tensor<1x8x8x6xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 2, 1, 0] high[0, 0, 1, 0] {
  ^bb0(%n: index, %h: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x8x8x4xf32> to tensor<1x10x10x4xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%padded, %g : tensor<1x10x10x4xf32>, tensor<3x3x4x6xf32>)
      outs(%init : tensor<1x8x8x6xf32>) -> tensor<1x8x8x6xf32>
  return %y : tensor<1x8x8x6xf32>
}

// -----

// CHECK-LABEL: @padded_with_ones
// CHECK: %[[PADDED:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[PADDED]] :
func.func @padded_with_ones(%x: tensor<1x8x4xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %one = arith.constant 1.0 : f32
  %padded = tensor.pad %x low[0, 1, 0] high[0, 1, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %one : f32
  } : tensor<1x8x4xf32> to tensor<1x10x4xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%padded, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}

// -----

// CHECK-LABEL: @padded_channels
// CHECK: %[[PADDED:.+]] = tensor.pad
// CHECK: winograd.kron input {{.*}} ins(%[[PADDED]] :
func.func @padded_channels(%x: tensor<1x10x3xf32>, %g: tensor<3x4x6xf32>, %init: tensor<1x8x6xf32>) -> tensor<1x8x6xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1] high[0, 0, 0] {
  ^bb0(%n: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x10x3xf32> to tensor<1x10x4xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%padded, %g : tensor<1x10x4xf32>, tensor<3x4x6xf32>)
      outs(%init : tensor<1x8x6xf32>) -> tensor<1x8x6xf32>
  return %y : tensor<1x8x6xf32>
}
