// Each plan by name: what is in which memory, once, and a schedule where threads
// share workgroup memory.

// RUN: wino-opt %s --winograd-plan="target=gpu plan=four-buffer tile=2" | FileCheck %s --check-prefixes=PLAN,WHOLE -DPLAN='"four-buffer"'
// RUN: wino-opt %s --winograd-plan="target=gpu plan=three-buffer tile=2" | FileCheck %s --check-prefixes=PLAN,PART -DPLAN='"three-buffer"'
// RUN: wino-opt %s --winograd-plan="target=gpu plan=blocked tile=2" | FileCheck %s --check-prefixes=PLAN,PART -DPLAN=blocked
// RUN: wino-opt %s --winograd-plan="target=gpu plan=single-kernel tile=2" | FileCheck %s --check-prefixes=PLAN,WHOLE -DPLAN='"single-kernel"'
// PLAN: linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<[[PLAN]], [#F2x3]
// WHOLE-SAME: >} ins
// PART-SAME: , workgroup = #winograd.workgroup_schedule<tiles = {{[1-4]}}, channels = {{[1-8]}}, depth = {{[1-8]}}, rows = {{[1-4]}}, columns = {{[1-8]}}>>} ins

// RUN: wino-opt %s --winograd-plan="target=gpu plan=four-buffer tile=2" --convert-linalg-to-winograd | FileCheck %s --check-prefixes=CHECK,UNCUT -DX=global -DM=global
// RUN: wino-opt %s --winograd-plan="target=gpu plan=three-buffer tile=2" --convert-linalg-to-winograd | FileCheck %s --check-prefixes=CHECK,CUT -DX=global -DM=workgroup
// RUN: wino-opt %s --winograd-plan="target=gpu plan=blocked tile=2" --convert-linalg-to-winograd | FileCheck %s --check-prefixes=CHECK,CUT -DX=workgroup -DM=workgroup
// RUN: wino-opt %s --winograd-plan="target=gpu plan=single-kernel tile=2" --convert-linalg-to-winograd | FileCheck %s --check-prefixes=CHECK,UNCUT -DX=private -DM=private
// RUN: wino-opt %s --winograd-plan="target=gpu plan=blocked tile=2" --winograd-plan="target=gpu plan=four-buffer" --convert-linalg-to-winograd \
// RUN:   | FileCheck %s --check-prefixes=CHECK,CUT -DX=workgroup -DM=workgroup
// RUN: wino-opt %s --winograd-plan="target=gpu plan=direct" | FileCheck %s --check-prefix=PLANNED
// PLANNED: linalg.conv_1d_nwc_wcf {winograd.plan = #winograd.plan<direct>} ins
// RUN: wino-opt %s --winograd-plan="target=gpu plan=direct" --convert-linalg-to-winograd | FileCheck %s --check-prefix=DIRECT

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
// CHECK-LABEL: @conv(
// CHECK-NOT: winograd.bufferize
// CHECK: %[[XHAT:.+]] = winograd.kron input
// CHECK-NEXT: %[[XB:.+]] = winograd.bufferize %[[XHAT]] [[X]] : tensor<4x1x4x6xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NEXT: %[[GB:.+]] = winograd.bufferize %[[G]] global : tensor<4x6x5xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[MHAT:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[XB]], %[[GB]] :
// CHECK-NEXT: %[[MB:.+]] = winograd.bufferize %[[MHAT]] [[M]] : tensor<4x1x4x5xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} ins(%[[MB]] :
// CUT-SAME: {winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = {{[1-4]}}, channels = {{[1-8]}}, depth = {{[1-8]}}, rows = {{[1-4]}}, columns = {{[1-8]}}>} ->
// UNCUT-NOT: schedule
// CHECK-NEXT: %[[YB:.+]] = winograd.bufferize %[[Y]] global : tensor<1x8x5xf32>
// CHECK-NEXT: return %[[YB]]

// DIRECT-LABEL: @conv(
// DIRECT-NOT: winograd.
// DIRECT: %[[Y:.+]] = linalg.conv_1d_nwc_wcf ins(%arg0, %arg1 : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
// DIRECT: return %[[Y]]
func.func @conv(%x: tensor<1x10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<1x8x5xf32> {
  %zero = arith.constant dense<0.0> : tensor<1x8x5xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x6xf32>, tensor<3x6x5xf32>)
      outs(%zero : tensor<1x8x5xf32>) -> tensor<1x8x5xf32>
  return %y : tensor<1x8x5xf32>
}
}
