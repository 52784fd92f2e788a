// Each plan by name: what is in which memory, once, and a schedule where threads
// share workgroup memory.

// RUN: wino-opt %s --winograd-plan-gpu=plan=four-buffer | FileCheck %s --check-prefixes=CHECK,UNCUT -DX=global -DM=global
// RUN: wino-opt %s --winograd-plan-gpu=plan=three-buffer | FileCheck %s --check-prefixes=CHECK,CUT -DX=global -DM=workgroup
// RUN: wino-opt %s --winograd-plan-gpu=plan=blocked | FileCheck %s --check-prefixes=CHECK,CUT -DX=workgroup -DM=workgroup
// RUN: wino-opt %s --winograd-plan-gpu=plan=single-kernel | FileCheck %s --check-prefixes=CHECK,UNCUT -DX=private -DM=private
// RUN: wino-opt %s --winograd-plan-gpu=plan=blocked --winograd-plan-gpu=plan=blocked | FileCheck %s --check-prefixes=CHECK,CUT -DX=workgroup -DM=workgroup
// RUN: wino-opt %s --winograd-plan-gpu=plan=direct | FileCheck %s --check-prefix=DIRECT

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// CHECK-LABEL: @conv(
// CHECK-NOT: winograd.bufferize
// CHECK: %[[XHAT:.+]] = winograd.kron input
// CHECK-NEXT: %[[XB:.+]] = winograd.bufferize %[[XHAT]] [[X]] : tensor<4x4x6xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NEXT: %[[GB:.+]] = winograd.bufferize %[[G]] global : tensor<4x6x5xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[MHAT:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[XB]], %[[GB]] :
// CHECK-NEXT: %[[MB:.+]] = winograd.bufferize %[[MHAT]] [[M]] : tensor<4x4x5xf32>
// CHECK-NOT: winograd.bufferize
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} ins(%[[MB]] :
// CUT-SAME: {winograd.workgroup_schedule = #winograd.workgroup_schedule<tiles = {{[1-4]}}, channels = {{[1-8]}}, depth = {{[1-8]}}, rows = {{[1-4]}}, columns = {{[1-8]}}>} ->
// UNCUT-NOT: schedule
// CHECK-NEXT: %[[YB:.+]] = winograd.bufferize %[[Y]] global : tensor<8x5xf32>
// CHECK-NEXT: return %[[YB]]

// DIRECT-LABEL: @conv(
// DIRECT-NOT: winograd.
// DIRECT: %[[Y:.+]] = linalg.generic {{.*}} ins(%arg0, %arg1 : tensor<10x6xf32>, tensor<3x6x5xf32>)
// DIRECT: return %[[Y]]
func.func @conv(%x: tensor<10x6xf32>, %g: tensor<3x6x5xf32>) -> tensor<8x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %1 = tensor.empty() : tensor<4x6x5xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x6x5xf32>) outs(%1 : tensor<4x6x5xf32>) -> tensor<4x6x5xf32>
  %2 = tensor.empty() : tensor<4x4x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x4x6xf32>, tensor<4x6x5xf32>) outs(%fill : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %3 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x4x5xf32>) outs(%3 : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}
