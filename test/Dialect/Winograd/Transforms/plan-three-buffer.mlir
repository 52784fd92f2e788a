// three-buffer: only M^ is private to a block of tiles.

// RUN: wino-opt %s --winograd-plan="plan=three-buffer tile=2" | FileCheck %s --check-prefix=PLAN
// PLAN: linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<"three-buffer", [#F2x3], block = [4], panel = 5>} ins

// RUN: wino-opt %s --winograd-plan="plan=three-buffer tile=2" --convert-linalg-to-winograd | FileCheck %s
// RUN: wino-opt %s --winograd-plan="plan=three-buffer tile=2" --remark-format=emitRemark \
// RUN:   --remarks-filter-analyse="winograd-plan" -verify-diagnostics -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @conv(
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK-NEXT: winograd.bufferize %[[X]] global
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NEXT: winograd.bufferize %[[G]] global
// CHECK: %[[M:.+]] = winograd.hadamard_reduce
// CHECK-NEXT: winograd.bufferize %[[M]] private
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} {winograd.schedule = #winograd.schedule<block = [1, 4, 0], panel = [0, 0, 5]>}
// CHECK-NEXT: winograd.bufferize %[[Y]] global
func.func @conv(%x: tensor<1x10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<1x8x5xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x5xf32>
  // expected-remark-re@below {{plan three-buffer F(2, 3), asked for", direct="time 94, traffic 712, memory 0, adds 0, promise {{[0-9.E-]+}}, error 1.00", three-buffer F(2, 3)="time 321, traffic {{[0-9]+}}, memory {{[0-9]+}}, adds 0, promise {{[0-9.E-]+}}, error 1.09"}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%zero : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
}
