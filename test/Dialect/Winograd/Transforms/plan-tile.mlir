// The tile m of F(m, r) is the option's, or the one that the cost model finds
// cheapest, among those that do not lose too much; it may be another in each dimension.

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=3" | FileCheck %s --check-prefix=GIVEN
// RUN: wino-opt %s --winograd-plan | FileCheck %s --check-prefix=CHOSEN
// RUN: wino-opt %s --winograd-plan --convert-linalg-to-winograd | FileCheck %s --check-prefix=RAISED
// RUN: wino-opt %s --winograd-plan --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// GIVEN-LABEL: @few_channels
// GIVEN: linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#F3x3, #F3x3], block = [
// CHOSEN-LABEL: @few_channels
// CHOSEN: linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<blocked, [#F4x3, #F4x3], block = [
// RAISED-LABEL: @few_channels
// RAISED: winograd.kron output [#F4x3, #F4x3]
func.func @few_channels(%x: tensor<1x10x10x8xf32>, %g: tensor<3x3x8x8xf32>, %init: tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32> {
  // expected-remark@below {{filter 3x3, f32: plan blocked F(4, 3) x F(4, 3)"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x8xf32>, tensor<3x3x8x8xf32>)
      outs(%init : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %y : tensor<1x8x8x8xf32>
}
// GIVEN-LABEL: @small_image
// GIVEN: #winograd.plan<blocked, [#F3x3, #F3x3]
// CHOSEN-LABEL: @small_image
// CHOSEN: #winograd.plan<blocked, [#F4x3, #F4x3]
// RAISED-LABEL: @small_image
// RAISED: winograd.kron output [#F4x3, #F4x3]
func.func @small_image(%x: tensor<1x10x10x16xf32>, %g: tensor<3x3x16x16xf32>, %init: tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32> {
  // expected-remark@below {{filter 3x3, f32: plan blocked F(4, 3) x F(4, 3)"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x16xf32>, tensor<3x3x16x16xf32>)
      outs(%init : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}
// GIVEN-LABEL: @large_image
// GIVEN: #winograd.plan<blocked, [#F3x3, #F3x3]
// CHOSEN-LABEL: @large_image
// CHOSEN: #winograd.plan<blocked, [#F6x3, #F6x3]
// RAISED-LABEL: @large_image
// RAISED: winograd.kron output [#F6x3, #F6x3]
func.func @large_image(%x: tensor<1x26x26x64xf32>, %g: tensor<3x3x64x64xf32>, %init: tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32> {
  // expected-remark@below {{filter 3x3, f32: plan blocked F(6, 3) x F(6, 3)"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x26x26x64xf32>, tensor<3x3x64x64xf32>)
      outs(%init : tensor<1x24x24x64xf32>) -> tensor<1x24x24x64xf32>
  return %y : tensor<1x24x24x64xf32>
}
// F(6, 5) would be faster, but lose too much.
// GIVEN-LABEL: @five_taps
// GIVEN: #winograd.plan<blocked, [#F3x5, #F3x5]
// CHOSEN-LABEL: @five_taps
// CHOSEN: #winograd.plan<blocked, [#F4x5, #F4x5]
// RAISED-LABEL: @five_taps
// RAISED: winograd.kron output [#F4x5, #F4x5]
func.func @five_taps(%x: tensor<1x20x20x64xf32>, %g: tensor<5x5x64x64xf32>, %init: tensor<1x16x16x64xf32>) -> tensor<1x16x16x64xf32> {
  // expected-remark-re@below {{plan blocked F(4, 5) x F(4, 5)", {{.*}}blocked F(6, 5) x F(6, 5)="{{.*}}refused: has {{[0-9.]+}} times the direct convolution's rounding error, more than 10.00"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x20x20x64xf32>, tensor<5x5x64x64xf32>)
      outs(%init : tensor<1x16x16x64xf32>) -> tensor<1x16x16x64xf32>
  return %y : tensor<1x16x16x64xf32>
}
// So would F(4, 7) in both dimensions, more than is allowed here: it is taken in one.
// GIVEN-LABEL: @seven_taps
// GIVEN: #winograd.plan<blocked, [#F3x7, #F3x7]
// CHOSEN-LABEL: @seven_taps
// CHOSEN: #winograd.plan<blocked, [#F4x7, #F3x7]
// RAISED-LABEL: @seven_taps
// RAISED: winograd.kron output [#F4x7, #F3x7]
func.func @seven_taps(%x: tensor<1x38x38x64xf32>, %g: tensor<7x7x64x64xf32>, %init: tensor<1x32x32x64xf32>) -> tensor<1x32x32x64xf32> {
  // expected-remark@below {{filter 7x7, f32: plan blocked F(4, 7) x F(3, 7)"}}
  %y = linalg.conv_2d_nhwc_hwcf {winograd.max_error = 12.0} ins(%x, %g : tensor<1x38x38x64xf32>, tensor<7x7x64x64xf32>)
      outs(%init : tensor<1x32x32x64xf32>) -> tensor<1x32x32x64xf32>
  return %y : tensor<1x32x32x64xf32>
}
}
