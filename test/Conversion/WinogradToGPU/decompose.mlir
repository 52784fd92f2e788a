// What is made of simpler operations becomes those.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-generalize),convert-winograd-to-gpu,canonicalize,cse)' | FileCheck %s

// Its maximum, the exponentials, their sum, the quotients.
// CHECK-LABEL: func.func @softmax
// CHECK-COUNT-4: gpu.launch_func
// CHECK-NOT: linalg
func.func @softmax(%x: tensor<4x5xf32>) -> tensor<4x5xf32> {
  %empty = tensor.empty() : tensor<4x5xf32>
  %y = linalg.softmax dimension(1) ins(%x : tensor<4x5xf32>) outs(%empty : tensor<4x5xf32>) -> tensor<4x5xf32>
  return %y : tensor<4x5xf32>
}

// Padding, and a transposition.
// CHECK-LABEL: func.func @pack
// CHECK: gpu.launch_func @pack_pad
// CHECK: gpu.launch_func @pack_loops
// CHECK-NOT: linalg
func.func @pack(%x: tensor<5x7xf32>) -> tensor<2x4x3x2xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x4x3x2xf32>
  %y = linalg.pack %x padding_value(%zero : f32) inner_dims_pos = [0, 1] inner_tiles = [3, 2] into %e : tensor<5x7xf32> -> tensor<2x4x3x2xf32>
  return %y : tensor<2x4x3x2xf32>
}
