// Filters of 2 to 7 taps; the algorithm is named after the tile and the taps.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=3 | FileCheck %s

// CHECK-LABEL: @taps_2
// CHECK: winograd.kron input [#F3x2] {{.*}} -> tensor<4x1x3x4xf32>
// CHECK: winograd.kron filter [#F3x2] {{.*}} -> tensor<4x4x5xf32>
// CHECK: winograd.kron output [#F3x2] {{.*}} -> tensor<1x8x5xf32>
func.func @taps_2(%x: tensor<1x9x4xf32>, %g: tensor<2x4x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x9x4xf32>, tensor<2x4x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
// CHECK-LABEL: @taps_3
// CHECK: winograd.kron input [#F3x3] {{.*}} -> tensor<5x1x3x4xf32>
// CHECK: winograd.kron filter [#F3x3] {{.*}} -> tensor<5x4x5xf32>
// CHECK: winograd.kron output [#F3x3] {{.*}} -> tensor<1x8x5xf32>
func.func @taps_3(%x: tensor<1x10x4xf32>, %g: tensor<3x4x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x4xf32>, tensor<3x4x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
// CHECK-LABEL: @taps_4
// CHECK: winograd.kron input [#F3x4] {{.*}} -> tensor<6x1x3x4xf32>
// CHECK: winograd.kron filter [#F3x4] {{.*}} -> tensor<6x4x5xf32>
// CHECK: winograd.kron output [#F3x4] {{.*}} -> tensor<1x8x5xf32>
func.func @taps_4(%x: tensor<1x11x4xf32>, %g: tensor<4x4x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x11x4xf32>, tensor<4x4x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
// CHECK-LABEL: @taps_5
// CHECK: winograd.kron input [#F3x5] {{.*}} -> tensor<7x1x3x4xf32>
// CHECK: winograd.kron filter [#F3x5] {{.*}} -> tensor<7x4x5xf32>
// CHECK: winograd.kron output [#F3x5] {{.*}} -> tensor<1x8x5xf32>
func.func @taps_5(%x: tensor<1x12x4xf32>, %g: tensor<5x4x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x12x4xf32>, tensor<5x4x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
// CHECK-LABEL: @taps_6
// CHECK: winograd.kron input [#F3x6] {{.*}} -> tensor<8x1x3x4xf32>
// CHECK: winograd.kron filter [#F3x6] {{.*}} -> tensor<8x4x5xf32>
// CHECK: winograd.kron output [#F3x6] {{.*}} -> tensor<1x8x5xf32>
func.func @taps_6(%x: tensor<1x13x4xf32>, %g: tensor<6x4x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x13x4xf32>, tensor<6x4x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
// CHECK-LABEL: @taps_7
// CHECK: winograd.kron input [#F3x7] {{.*}} -> tensor<9x1x3x4xf32>
// CHECK: winograd.kron filter [#F3x7] {{.*}} -> tensor<9x4x5xf32>
// CHECK: winograd.kron output [#F3x7] {{.*}} -> tensor<1x8x5xf32>
func.func @taps_7(%x: tensor<1x14x4xf32>, %g: tensor<7x4x5xf32>, %init: tensor<1x8x5xf32>) -> tensor<1x8x5xf32> {
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x14x4xf32>, tensor<7x4x5xf32>)
      outs(%init : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
