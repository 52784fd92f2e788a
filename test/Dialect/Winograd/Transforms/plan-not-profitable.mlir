// What costs more than the direct convolution is planned as direct, with the figures;
// a plan that is asked for, or a tile of the raise, rewrites it all the same.

// RUN: wino-opt %s --winograd-plan --remark-format=emitRemark \
// RUN:   --remarks-filter="winograd.*" -verify-diagnostics | FileCheck %s
// RUN: wino-opt %s --winograd-plan --convert-linalg-to-winograd | FileCheck %s --check-prefix=LEFT
// RUN: wino-opt %s --winograd-plan=plan=blocked --convert-linalg-to-winograd | FileCheck %s --check-prefix=ANYWAY
// RUN: wino-opt %s --convert-linalg-to-winograd=tile=2 | FileCheck %s --check-prefix=ANYWAY
// The tile alone does not ask for a plan.
// RUN: wino-opt %s --winograd-plan=tile=2 | FileCheck %s
// CHECK: linalg.conv_2d_nchw_fchw {winograd.plan = #winograd.plan<direct>} ins
// LEFT-NOT: winograd.
// LEFT: linalg.conv_2d_nchw_fchw ins
// LEFT-NOT: winograd.
// ANYWAY: winograd.kron output
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
func.func @one_channel(%x: tensor<1x1x10x10xf32>, %g: tensor<1x1x3x3xf32>, %init: tensor<1x1x8x8xf32>) -> tensor<1x1x8x8xf32> {
  // expected-remark-re@below {{Remark="2-D convolution, batch 1, 1 to 1 channels, output 8x8, filter 3x3, f32: plan direct", {{.*}}blocked F(4, 3) x F(4, 3)="time 1826, {{.*}}direct="time 380, }}
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x1x10x10xf32>, tensor<1x1x3x3xf32>)
      outs(%init : tensor<1x1x8x8xf32>) -> tensor<1x1x8x8xf32>
  return %y : tensor<1x1x8x8xf32>
}
}
