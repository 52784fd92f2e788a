// The plan is an attribute of the convolution; with it, convert-linalg-to-winograd
// materialises the values of all four steps of four-buffer, each behind its producer,
// and does so once. A plan that is there already is kept.

// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" | FileCheck %s --check-prefix=PLAN
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --winograd-plan="plan=blocked tile=4" | FileCheck %s --check-prefix=PLAN
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --convert-linalg-to-winograd | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --convert-linalg-to-winograd \
// RUN:   --winograd-plan="plan=blocked tile=4" --convert-linalg-to-winograd | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=four-buffer tile=2" --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd-plan" -verify-diagnostics -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// PLAN-LABEL: @conv(
// PLAN: linalg.conv_2d_nhwc_hwcf {winograd.plan = #winograd.plan<"four-buffer", [#F2x3, #F2x3], block = [4, 4], panel = 16>} ins
// PLAN-NOT: winograd.

// CHECK-LABEL: @conv(
// CHECK-NOT: winograd.plan
// CHECK-NOT: winograd.bufferize
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK-NEXT: %[[XB:.+]] = winograd.bufferize %[[X]] global : tensor<4x4x1x4x4x6xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NEXT: %[[GB:.+]] = winograd.bufferize %[[G]] global : tensor<4x4x6x16xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[M:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[XB]], %[[GB]] :
// CHECK-NEXT: %[[MB:.+]] = winograd.bufferize %[[M]] global : tensor<4x4x1x4x4x16xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} ins(%[[MB]] :
// CHECK-SAME: {winograd.schedule = #winograd.schedule<block = [1, 4, 4, 0], panel = [0, 0, 0, 16]>}
// CHECK-NEXT: %[[YB:.+]] = winograd.bufferize %[[Y]] global : tensor<1x8x8x16xf32>
// CHECK-NEXT: return %[[YB]]
func.func @conv(%x: tensor<1x10x10x6xf32>, %g: tensor<3x3x6x16xf32>) -> tensor<1x8x8x16xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x8x16xf32>
  // expected-remark-re@below {{[Analysis] plan | Category:winograd-plan | Remark="2-D convolution, batch 1, 6 to 16 channels, output 8x8, filter 3x3, f32: plan four-buffer F(2, 3) x F(2, 3), asked for", direct="time {{[0-9]+}}, traffic 9088, memory 0, adds 0, promise {{[0-9.E-]+}}, error 1.00", four-buffer F(2, 3) x F(2, 3)="time {{[0-9]+}}, traffic {{[0-9]+}}, memory {{[0-9]+}}, adds 0, promise {{[0-9.E-]+}}, error 1.01"}}
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x10x10x6xf32>, tensor<3x3x6x16xf32>)
      outs(%zero : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %y : tensor<1x8x8x16xf32>
}
}
