// auto takes the cheaper plan by the cost model and says by which figures; without
// sizes, it guesses them; without those of channels, it takes four-buffer.

// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan | FileCheck %s
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=4 --winograd-plan \
// RUN:   --remark-format=emitRemark --remarks-filter-analyse="winograd-plan" -verify-diagnostics -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @many_channels(
// CHECK: winograd.kron output {{.*}} {winograd.schedule = #winograd.schedule<block = [1, {{[0-9]+, [0-9]+}}, 0], panel = [0, 0, 0, 16]>}
func.func @many_channels(%x: tensor<1x18x18x32xf32>, %g: tensor<3x3x32x32xf32>, %init: tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32> {
  // expected-remark-re@below {{Buffers=2, {{.*}}plan blocked: {{[0-9,]+}} cycles estimated in blocks, direct {{[0-9,]+}}}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x18x18x32xf32>, tensor<3x3x32x32xf32>)
      outs(%init : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  return %y : tensor<1x16x16x32xf32>
}

// CHECK-LABEL: @one_channel(
// CHECK-NOT: winograd.
// CHECK: linalg.generic
// CHECK: return
func.func @one_channel(%x: tensor<1x18x18x1xf32>, %g: tensor<3x3x1x1xf32>, %init: tensor<1x16x16x1xf32>) -> tensor<1x16x16x1xf32> {
  // expected-remark-re@below {{Buffers=0, {{.*}}plan direct: {{[0-9,]+}} cycles estimated in blocks, direct {{[0-9,]+}}}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x18x18x1xf32>, tensor<3x3x1x1xf32>)
      outs(%init : tensor<1x16x16x1xf32>) -> tensor<1x16x16x1xf32>
  return %y : tensor<1x16x16x1xf32>
}

// CHECK-LABEL: @dynamic(
// CHECK-COUNT-4: winograd.bufferize
func.func @dynamic(%x: tensor<1x?x?x32xf32>, %g: tensor<3x3x32x32xf32>, %init: tensor<1x?x?x32xf32>) -> tensor<1x?x?x32xf32> {
  // expected-remark-re@below {{Buffers=2, {{.*}}plan blocked: {{[0-9,]+}} cycles estimated in blocks, direct {{[0-9,]+}}}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x?x?x32xf32>, tensor<3x3x32x32xf32>)
      outs(%init : tensor<1x?x?x32xf32>) -> tensor<1x?x?x32xf32>
  return %y : tensor<1x?x?x32xf32>
}

// CHECK-LABEL: @dynamic_channels(
// CHECK-COUNT-4: winograd.bufferize {{.*}} global
// CHECK-NOT: winograd.schedule
func.func @dynamic_channels(%x: tensor<1x18x18x?xf32>, %g: tensor<3x3x?x?xf32>, %init: tensor<1x16x16x?xf32>) -> tensor<1x16x16x?xf32> {
  // expected-remark-re@below {{Buffers=4, {{.*}}plan four-buffer: {{[0-9,]+}} cycles estimated in blocks, direct {{[0-9,]+}}}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x18x18x?xf32>, tensor<3x3x?x?xf32>)
      outs(%init : tensor<1x16x16x?xf32>) -> tensor<1x16x16x?xf32>
  return %y : tensor<1x16x16x?xf32>
}
}
