// A convolution of no channels is what it starts from, on every path.

// RUN: wino-run %s --entry=conv --random-inputs --check --tolerance=0
// RUN: wino-run %s --entry=conv --random-inputs --check --tolerance=0 --plan=four-buffer --tile=4
// RUN: wino-opt %s --winograd-to-cpu | FileCheck %s

// CHECK-NOT: llvm.intr.fmuladd
// CHECK-NOT: llvm.fmul
func.func @conv(%x: tensor<1x0x8x8xf32>, %g: tensor<4x0x3x3xf32>, %bias: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x0x8x8xf32>, tensor<4x0x3x3xf32>) outs(%bias : tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
  return %0 : tensor<1x4x6x6xf32>
}

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
func.func @transformed(%x: tensor<18x0xf32>, %G: tensor<4x0x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x0xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x0xf32>) outs(%0 : tensor<4x8x0xf32>) -> tensor<4x8x0xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%X, %G : tensor<4x8x0xf32>, tensor<4x0x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>) -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}
