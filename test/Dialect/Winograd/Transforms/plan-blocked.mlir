// blocked: X^ and M^ are private to a block of tiles. The schedule has the block and
// the panel for each parallel loop of y (0: whole), from the cost model or the option.

// RUN: wino-opt %s --winograd-plan=plan=blocked | FileCheck %s
// RUN: wino-opt %s --winograd-plan=plan=blocked --remark-format=emitRemark \
// RUN:   --remarks-filter-analyse="winograd-plan" -verify-diagnostics -o /dev/null
// RUN: wino-opt %s --winograd-plan="plan=blocked block=3" | FileCheck %s --check-prefix=GIVEN
// GIVEN: #winograd.schedule<block = [3, 0], panel = [0, 5]>

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK-LABEL: @conv(
// CHECK: %[[X:.+]] = winograd.kron input
// CHECK-NEXT: winograd.bufferize %[[X]] private
// CHECK: %[[G:.+]] = winograd.kron filter
// CHECK-NEXT: winograd.bufferize %[[G]] global
// CHECK: %[[M:.+]] = winograd.hadamard_reduce
// CHECK-NEXT: winograd.bufferize %[[M]] private
// CHECK: %[[Y:.+]] = winograd.kron output {{.*}} {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 5]>}
// CHECK-NEXT: winograd.bufferize %[[Y]] global
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
  // expected-remark@below {{Buffers=2, Bytes=640, Remark="plan blocked: asked for; 279 cycles estimated in blocks, direct 256"}}
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x4x5xf32>) outs(%3 : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %y : tensor<8x5xf32>
}
}
