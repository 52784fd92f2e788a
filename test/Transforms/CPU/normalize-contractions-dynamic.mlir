// Pixels of unknown number are joined; an image of which it is not known whether windows
// of one tap reach its end is cut.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-generalize,winograd-normalize-contractions{lanes=8},canonicalize,cse))' | FileCheck %s

module attributes {llvm.target = #llvm.target<triple="x86_64-linux-gnu", chip="x86-64-v3">} {
// CHECK-LABEL: @joined(
// CHECK: linalg.generic {{.*}} ins(%{{.+}}, %{{.+}} : tensor<1x4x?xf32>, tensor<8x4xf32>) outs(%{{.+}} : tensor<1x8x?xf32>)
func.func @joined(%x: tensor<1x4x?x?xf32>, %g: tensor<8x4x1x1xf32>) -> tensor<1x8x?x?xf32> {
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f32
  %h = tensor.dim %x, %c2 : tensor<1x4x?x?xf32>
  %w = tensor.dim %x, %c3 : tensor<1x4x?x?xf32>
  %empty = tensor.empty(%h, %w) : tensor<1x8x?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x?x?xf32>) -> tensor<1x8x?x?xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x4x?x?xf32>, tensor<8x4x1x1xf32>)
      outs(%init : tensor<1x8x?x?xf32>) -> tensor<1x8x?x?xf32>
  return %y : tensor<1x8x?x?xf32>
}

// CHECK-LABEL: @cut(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x4x?x?xf32>, %{{[^:]+}}: tensor<8x4x1x1xf32>, %[[H:[^:]+]]: index, %[[W:[^:]+]]: index
// CHECK: tensor.extract_slice %[[X]][0, 0, 0, 0] [1, 4, %[[H]], %[[W]]]
// CHECK: linalg.generic {{.*}} : tensor<1x4x?x?xf32>, tensor<8x4xf32>)
func.func @cut(%x: tensor<1x4x?x?xf32>, %g: tensor<8x4x1x1xf32>, %h: index, %w: index) -> tensor<1x8x?x?xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty(%h, %w) : tensor<1x8x?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x?x?xf32>) -> tensor<1x8x?x?xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x4x?x?xf32>, tensor<8x4x1x1xf32>)
      outs(%init : tensor<1x8x?x?xf32>) -> tensor<1x8x?x?xf32>
  return %y : tensor<1x8x?x?xf32>
}
}
