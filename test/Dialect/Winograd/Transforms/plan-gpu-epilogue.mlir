// What follows elementwise takes y's place in memory, and its other operands count
// as buffers of the kernel. A constant filter gets no buffer: it is in memory already.

// RUN: wino-opt %s --winograd-plan="target=gpu plan=blocked tile=2" --convert-linalg-to-winograd | FileCheck %s
// RUN: not wino-opt %s --winograd-describe-gpu=bindings=3 --winograd-plan="target=gpu plan=blocked tile=2" -o /dev/null 2>&1 | FileCheck %s --check-prefix=BINDINGS
// BINDINGS: error: 'linalg.conv_1d_nwc_wcf' op cannot have the plan blocked, which needs 4 buffers, more than 3

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
    "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64>>} {
// CHECK-LABEL: @residual(
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK-NEXT: winograd.bufferize %[[X]] workgroup
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NOT: winograd.bufferize
// CHECK: %[[M:.+]] = winograd.hadamard_reduce
// CHECK-NEXT: winograd.bufferize %[[M]] workgroup
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} {winograd.workgroup_schedule =
// CHECK-NOT: winograd.bufferize
// CHECK: %[[R:.+]] = linalg.generic {{.*}} ins(%[[Y]], %arg1 :
// CHECK: %[[B:.+]] = winograd.bufferize %[[R]] global
// CHECK: return %[[B]]
func.func @residual(%x: tensor<1x10x8xf32>, %z: tensor<1x8x16xf32>) -> tensor<1x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %g = arith.constant dense<1.0> : tensor<3x8x16xf32>
  %empty = tensor.empty() : tensor<1x8x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x16xf32>) -> tensor<1x8x16xf32>
  %y = linalg.conv_1d_nwc_wcf ins(%x, %g : tensor<1x10x8xf32>, tensor<3x8x16xf32>)
      outs(%init : tensor<1x8x16xf32>) -> tensor<1x8x16xf32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, w, k) -> (n, w, k)>, affine_map<(n, w, k) -> (n, w, k)>, affine_map<(n, w, k) -> (n, w, k)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%y, %z : tensor<1x8x16xf32>, tensor<1x8x16xf32>) outs(%empty : tensor<1x8x16xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<1x8x16xf32>
  return %r : tensor<1x8x16xf32>
}
}
