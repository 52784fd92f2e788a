// blocked: X^ and M^ are private to a block of tiles. The plan has the tiles of a block
// and the channels of a panel, from the cost model or the option; the schedule has them
// for each parallel loop of y (0: whole).

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2" | FileCheck %s --check-prefix=PLAN -DBLOCK=4
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2 block=3" | FileCheck %s --check-prefix=PLAN -DBLOCK=3
// PLAN: linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<blocked, [#F2x3], block = {{\[}}[[BLOCK]]], panel = 5>} ins

// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2" --convert-linalg-to-winograd | FileCheck %s -DBLOCK=4
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2 block=3" --convert-linalg-to-winograd | FileCheck %s -DBLOCK=3
// RUN: wino-opt %s --winograd-plan="plan=blocked tile=2" --remark-format=emitRemark \
// RUN:   --remarks-filter-analyse="winograd-plan" -verify-diagnostics -o /dev/null

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @conv(
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK-NEXT: winograd.bufferize %[[X]] private
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NEXT: winograd.bufferize %[[G]] global
// CHECK: %[[M:.+]] = winograd.hadamard_reduce
// CHECK-NEXT: winograd.bufferize %[[M]] private
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} {winograd.schedule = #winograd.schedule<block = [1, [[BLOCK]], 0], panel = [0, 0, 5]>}
// CHECK-NEXT: winograd.bufferize %[[Y]] global
func.func @conv(%x: tensor<1x10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<1x8x5xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x5xf32>
  // What it takes besides x, g and y: G^ of 480 bytes, a block's X^ of 384 and M^ of 320.
  // expected-remark-re@below {{plan blocked F(2, 3), asked for", blocked F(2, 3)="time 321, traffic {{[0-9]+}}, memory 1184, adds 0, promise {{[0-9.E-]+}}, error 1.09", direct="time 94, traffic 712, memory 0, adds 0, promise {{[0-9.E-]+}}, error 1.00"}}
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%zero : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
}
