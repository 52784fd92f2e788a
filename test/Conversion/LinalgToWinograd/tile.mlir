// The tile m of F(m, r) is the option's, or the one that the cost model finds
// cheapest on this machine, its transforms having up to 8 positions.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=3 | FileCheck %s --check-prefix=GIVEN
// RUN: wino-opt %s --convert-linalg-to-winograd | FileCheck %s --check-prefix=CHOSEN

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// GIVEN-LABEL: @few_channels
// GIVEN: winograd.kron output [#F3x3, #F3x3]
// CHOSEN-LABEL: @few_channels
// CHOSEN: winograd.kron output [#F4x3, #F4x3]
func.func @few_channels(%x: tensor<1x10x10x8xf32>, %g: tensor<3x3x8x8xf32>, %init: tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x8xf32>, tensor<3x3x8x8xf32>)
      outs(%init : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}
// GIVEN-LABEL: @small_image
// GIVEN: winograd.kron output [#F3x3, #F3x3]
// CHOSEN-LABEL: @small_image
// CHOSEN: winograd.kron output [#F4x3, #F4x3]
func.func @small_image(%x: tensor<1x10x10x16xf32>, %g: tensor<3x3x16x16xf32>, %init: tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x16xf32>, tensor<3x3x16x16xf32>)
      outs(%init : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}
// GIVEN-LABEL: @large_image
// GIVEN: winograd.kron output [#F3x3, #F3x3]
// CHOSEN-LABEL: @large_image
// CHOSEN: winograd.kron output [#F6x3, #F6x3]
func.func @large_image(%x: tensor<1x26x26x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}
// GIVEN-LABEL: @five_taps
// GIVEN: winograd.kron output [#F3x5, #F3x5]
// CHOSEN-LABEL: @five_taps
// CHOSEN: winograd.kron output [#F4x5, #F4x5]
func.func @five_taps(%x: tensor<1x20x20x64xf32>, %g: tensor<5x5x64x64xf32>, %init: tensor<1x16x16x64xf32>) -> tensor<1x16x16x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x20x20x64xf32>, tensor<5x5x64x64xf32>)
      outs(%init : tensor<1x16x16x64xf32>) -> tensor<1x16x16x64xf32>
  return %y : tensor<1x16x16x64xf32>
}
// GIVEN-LABEL: @seven_taps
// GIVEN: winograd.kron output [#F3x7, #F3x7]
// CHOSEN-LABEL: @seven_taps
// CHOSEN: winograd.kron output [#F2x7, #F2x7]
func.func @seven_taps(%x: tensor<1x38x38x64xf32>, %g: tensor<7x7x64x64xf32>, %init: tensor<1x32x32x64xf32>) -> tensor<1x32x32x64xf32> {
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x38x38x64xf32>, tensor<7x7x64x64xf32>)
      outs(%init : tensor<1x32x32x64xf32>) -> tensor<1x32x32x64xf32>
  return %y : tensor<1x32x32x64xf32>
}
}
