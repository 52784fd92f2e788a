// The dialect has convolutions without elements; they have a cost, and a plan.

// RUN: wino-opt %s --winograd-plan=plan=four-buffer | FileCheck %s
// RUN: wino-opt %s --winograd-plan=plan=blocked --winograd-fold-filter --winograd-tile-and-fuse --convert-winograd-to-linalg -o /dev/null
// RUN: wino-opt %s --winograd-plan -o /dev/null
// RUN: wino-opt %s --winograd-plan=plan=direct -o /dev/null
// RUN: wino-opt %s --winograd-plan=plan=three-buffer --winograd-to-cpu -o /dev/null

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
// CHECK-LABEL: @no_output_channels
// CHECK-COUNT-4: winograd.bufferize {{.*}} global
func.func @no_output_channels(%x: tensor<10x6xf32>, %g: tensor<3x6x0xf32>) -> tensor<8x0xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %1 = tensor.empty() : tensor<4x6x0xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x6x0xf32>) outs(%1 : tensor<4x6x0xf32>) -> tensor<4x6x0xf32>
  %2 = tensor.empty() : tensor<4x4x0xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x4x0xf32>) -> tensor<4x4x0xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x4x6xf32>, tensor<4x6x0xf32>) outs(%fill : tensor<4x4x0xf32>) -> tensor<4x4x0xf32>
  %3 = tensor.empty() : tensor<8x0xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x4x0xf32>) outs(%3 : tensor<8x0xf32>) -> tensor<8x0xf32>
  return %y : tensor<8x0xf32>
}
// CHECK-LABEL: @no_rows_nor_channels
// CHECK-COUNT-4: winograd.bufferize {{.*}} global
func.func @no_rows_nor_channels(%x: tensor<2x0xf32>, %g: tensor<3x0x5xf32>) -> tensor<0x5xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x0x0xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<2x0xf32>) outs(%0 : tensor<4x0x0xf32>) -> tensor<4x0x0xf32>
  %1 = tensor.empty() : tensor<4x0x5xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x0x5xf32>) outs(%1 : tensor<4x0x5xf32>) -> tensor<4x0x5xf32>
  %2 = tensor.empty() : tensor<4x0x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x0x5xf32>) -> tensor<4x0x5xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x0x0xf32>, tensor<4x0x5xf32>) outs(%fill : tensor<4x0x5xf32>) -> tensor<4x0x5xf32>
  %3 = tensor.empty() : tensor<0x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x0x5xf32>) outs(%3 : tensor<0x5xf32>) -> tensor<0x5xf32>
  return %y : tensor<0x5xf32>
}
