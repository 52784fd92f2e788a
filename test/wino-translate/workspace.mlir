// Scratch memory of one step is used again by a later one.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --pipeline-options="plan=four-buffer tile=4"
// RUN: %host_cc -std=c99 -I%t %S/Inputs/workspace.c %t/workspace.o -lm -o %t/program
// RUN: %t/program | FileCheck %s
// CHECK: less than the sum
func.func @first(%x: tensor<1x32x32x16xf32>, %w: tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32> {
  %zero = arith.constant 0.0 : f32
  %pad = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %zero : f32
  } : tensor<1x32x32x16xf32> to tensor<1x34x34x16xf32>
  %empty = tensor.empty() : tensor<1x32x32x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%pad, %w : tensor<1x34x34x16xf32>, tensor<3x3x16x16xf32>)
      outs(%init : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  return %y : tensor<1x32x32x16xf32>
}
func.func @second(%x: tensor<1x32x32x16xf32>, %w: tensor<3x3x16x8xf32>) -> tensor<1x32x32x8xf32> {
  %zero = arith.constant 0.0 : f32
  %pad = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %zero : f32
  } : tensor<1x32x32x16xf32> to tensor<1x34x34x16xf32>
  %empty = tensor.empty() : tensor<1x32x32x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x32x8xf32>) -> tensor<1x32x32x8xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%pad, %w : tensor<1x34x34x16xf32>, tensor<3x3x16x8xf32>)
      outs(%init : tensor<1x32x32x8xf32>) -> tensor<1x32x32x8xf32>
  return %y : tensor<1x32x32x8xf32>
}
func.func @both(%x: tensor<1x32x32x16xf32>, %v: tensor<3x3x16x16xf32>, %w: tensor<3x3x16x8xf32>) -> tensor<1x32x32x8xf32> {
  %y = call @first(%x, %v) : (tensor<1x32x32x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32>
  %z = call @second(%y, %w) : (tensor<1x32x32x16xf32>, tensor<3x3x16x8xf32>) -> tensor<1x32x32x8xf32>
  return %z : tensor<1x32x32x8xf32>
}
