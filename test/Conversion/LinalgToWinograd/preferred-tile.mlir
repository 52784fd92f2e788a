// The smallest m + r - 1 of 4, 6 and 8 that has the preferred m, or 8.

// RUN: wino-opt %s --convert-linalg-to-winograd=preferred-tile=4 | FileCheck %s
// RUN: wino-opt %s --convert-linalg-to-winograd="preferred-tile=4 tile=3" | FileCheck %s --check-prefix=TILE
// RUN: not wino-opt %s --convert-linalg-to-winograd=preferred-tile=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: wino-opt %s --convert-linalg-to-winograd="preferred-tile=4 registers=128" | FileCheck %s --check-prefix=REGISTERS
// RUN: wino-opt %s --convert-linalg-to-winograd="preferred-tile=4 registers=16" | FileCheck %s --check-prefix=FEW
// RUN: not wino-opt %s --convert-linalg-to-winograd="preferred-tile=4 registers=-1" 2>&1 | FileCheck %s --check-prefix=BELOW
// BELOW: error: expected {{.*}}'registers' to be at least 0, but got -1
// NEGATIVE: error: expected the option 'preferred-tile' to be at least 0, but got -1

// CHECK-LABEL: @taps3
// CHECK: winograd.kron output [#F4x3]
// TILE-LABEL: @taps3
// TILE: winograd.kron output [#F3x3]
func.func @taps3(%x: tensor<1x20x2xf32>, %g: tensor<3x2x2xf32>, %y: tensor<1x18x2xf32>) -> tensor<1x18x2xf32> {
  %r = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x20x2xf32>, tensor<3x2x2xf32>) outs(%y : tensor<1x18x2xf32>) -> tensor<1x18x2xf32>
  return %r : tensor<1x18x2xf32>
}

// CHECK-LABEL: @taps5
// CHECK: winograd.kron output [#F4x5]
func.func @taps5(%x: tensor<1x20x2xf32>, %g: tensor<5x2x2xf32>, %y: tensor<1x16x2xf32>) -> tensor<1x16x2xf32> {
  %r = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x20x2xf32>, tensor<5x2x2xf32>) outs(%y : tensor<1x16x2xf32>) -> tensor<1x16x2xf32>
  return %r : tensor<1x16x2xf32>
}

// CHECK-LABEL: @taps7
// CHECK: winograd.kron output [#F2x7]
func.func @taps7(%x: tensor<1x20x2xf32>, %g: tensor<7x2x2xf32>, %y: tensor<1x14x2xf32>) -> tensor<1x14x2xf32> {
  %r = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x20x2xf32>, tensor<7x2x2xf32>) outs(%y : tensor<1x14x2xf32>) -> tensor<1x14x2xf32>
  return %r : tensor<1x14x2xf32>
}

// The same m + r - 1 in both dimensions.
// CHECK-LABEL: @mixed
// CHECK: winograd.kron output [#F2x7, #F6x3]
func.func @mixed(%x: tensor<1x20x20x2xf32>, %g: tensor<7x3x2x2xf32>, %y: tensor<1x14x18x2xf32>) -> tensor<1x14x18x2xf32> {
  %r = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x20x20x2xf32>, tensor<7x3x2x2xf32>) outs(%y : tensor<1x14x18x2xf32>) -> tensor<1x14x18x2xf32>
  return %r : tensor<1x14x18x2xf32>
}

// 6 x 6 x 6 values are more than 112, 4 x 4 x 4 are not.
// CHECK-LABEL: @volume
// CHECK: winograd.kron output [#F4x3, #F4x3, #F4x3]
// REGISTERS-LABEL: @volume
// REGISTERS: winograd.kron output [#F2x3, #F2x3, #F2x3]
// Where nothing fits, it is the smallest.
// FEW-LABEL: @volume
// FEW: winograd.kron output [#F2x3, #F2x3, #F2x3]
func.func @volume(%x: tensor<1x10x10x10x2xf32>, %g: tensor<3x3x3x2x2xf32>, %y: tensor<1x8x8x8x2xf32>) -> tensor<1x8x8x8x2xf32> {
  %r = linalg.conv_3d_ndhwc_dhwcf ins(%x, %g : tensor<1x10x10x10x2xf32>, tensor<3x3x3x2x2xf32>) outs(%y : tensor<1x8x8x8x2xf32>) -> tensor<1x8x8x8x2xf32>
  return %r : tensor<1x8x8x8x2xf32>
}

// 8 x 8 values of f64 have 128 registers, 6 x 6 have 72.
// CHECK-LABEL: @wide
// CHECK: winograd.kron output [#F4x5, #F4x5]
// REGISTERS-LABEL: @wide
// REGISTERS: winograd.kron output [#F2x5, #F2x5]
func.func @wide(%x: tensor<1x20x20x2xf64>, %g: tensor<5x5x2x2xf64>, %y: tensor<1x16x16x2xf64>) -> tensor<1x16x16x2xf64> {
  %r = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x20x20x2xf64>, tensor<5x5x2x2xf64>) outs(%y : tensor<1x16x16x2xf64>) -> tensor<1x16x16x2xf64>
  return %r : tensor<1x16x16x2xf64>
}
