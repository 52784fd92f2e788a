// auto takes the fastest plan by the cost model and says by which figures; without
// sizes, it guesses them; without those of channels, it takes four-buffer, without
// blocks.

// RUN: wino-opt %s --winograd-plan=tile=4 | FileCheck %s
// RUN: wino-opt %s --winograd-plan=tile=4 --convert-linalg-to-winograd | FileCheck %s --check-prefix=RAISED
// RUN: wino-opt %s --winograd-plan=tile=4 \
// RUN:   --remark-format=emitRemark --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @many_channels(
// CHECK: winograd.plan = #winograd.plan<blocked, [#F4x3, #F4x3], block = [{{[0-9]+, [0-9]+}}], panel = 16>}
// RAISED-LABEL: @many_channels(
// RAISED: winograd.kron output {{.*}} {winograd.schedule = #winograd.schedule<block = [1, {{[0-9]+, [0-9]+}}, 0], panel = [0, 0, 0, 16]>}
func.func @many_channels(%x: tensor<1x18x18x32xf32>, %g: tensor<3x3x32x32xf32>, %init: tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32> {
  // expected-remark-re@below {{"2-D convolution, batch 1, 32 to 32 channels, output 16x16, filter 3x3, f32: plan blocked F(4, 3) x F(4, 3)", blocked F(4, 3) x F(4, 3)="time {{[0-9]+}}, {{.*}}direct="time {{[0-9]+}}, }}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x18x18x32xf32>, tensor<3x3x32x32xf32>)
      outs(%init : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  return %y : tensor<1x16x16x32xf32>
}

// CHECK-LABEL: @one_channel(
// CHECK: winograd.plan = #winograd.plan<direct>}
// RAISED-LABEL: @one_channel(
// RAISED-NOT: winograd.
// RAISED: linalg.conv_2d_nhwc_hwcf ins
// RAISED-NOT: winograd.
// RAISED: return
func.func @one_channel(%x: tensor<1x18x18x1xf32>, %g: tensor<3x3x1x1xf32>, %init: tensor<1x16x16x1xf32>) -> tensor<1x16x16x1xf32> {
  // expected-remark-re@below {{1 to 1 channels, output 16x16, filter 3x3, f32: plan direct", blocked F(4, 3) x F(4, 3)="time {{[0-9]+}}, {{.*}}direct="time {{[0-9]+}}, }}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x18x18x1xf32>, tensor<3x3x1x1xf32>)
      outs(%init : tensor<1x16x16x1xf32>) -> tensor<1x16x16x1xf32>
  return %y : tensor<1x16x16x1xf32>
}

// CHECK-LABEL: @dynamic(
// CHECK: winograd.plan = #winograd.plan<blocked, [#F4x3, #F4x3], block = [{{[0-9]+, [0-9]+}}], panel = 16>}
// RAISED-LABEL: @dynamic(
// RAISED-COUNT-4: winograd.bufferize
func.func @dynamic(%x: tensor<1x?x?x32xf32>, %g: tensor<3x3x32x32xf32>, %init: tensor<1x?x?x32xf32>) -> tensor<1x?x?x32xf32> {
  // expected-remark@below {{32 to 32 channels, output ?x?, filter 3x3, f32: plan blocked F(4, 3) x F(4, 3)"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x?x?x32xf32>, tensor<3x3x32x32xf32>)
      outs(%init : tensor<1x?x?x32xf32>) -> tensor<1x?x?x32xf32>
  return %y : tensor<1x?x?x32xf32>
}

// CHECK-LABEL: @dynamic_channels(
// CHECK: winograd.plan = #winograd.plan<"four-buffer", [#F4x3, #F4x3]>}
// RAISED-LABEL: @dynamic_channels(
// RAISED-COUNT-4: winograd.bufferize {{.*}} global
// RAISED-NOT: winograd.schedule
func.func @dynamic_channels(%x: tensor<1x18x18x?xf32>, %g: tensor<3x3x?x?xf32>, %init: tensor<1x16x16x?xf32>) -> tensor<1x16x16x?xf32> {
  // expected-remark@below {{? to ? channels, output 16x16, filter 3x3, f32: plan four-buffer F(4, 3) x F(4, 3)"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x18x18x?xf32>, tensor<3x3x?x?xf32>)
      outs(%init : tensor<1x16x16x?xf32>) -> tensor<1x16x16x?xf32>
  return %y : tensor<1x16x16x?xf32>
}

// What does not qualify is left, with the reason, and gets no plan.
// CHECK-LABEL: @strided_dilated(
// CHECK-NOT: winograd.plan
// CHECK: return
// RAISED-LABEL: @strided_dilated(
// RAISED-NOT: winograd.
func.func @strided_dilated(%x: tensor<1x21x32xf32>, %g: tensor<3x32x32xf32>, %init: tensor<1x8x32xf32>) -> tensor<1x8x32xf32> {
  // expected-remark@below {{[Missed] left | Category:winograd-plan | Reason="not rewritten: stride 2 and dilation 3 in dimension d1 (expected one to be a multiple of the other)"}}
  %y = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, dilations = dense<3> : tensor<1xi64>} ins(%x, %g : tensor<1x21x32xf32>, tensor<3x32x32xf32>)
      outs(%init : tensor<1x8x32xf32>) -> tensor<1x8x32xf32>
  return %y : tensor<1x8x32xf32>
}
}
