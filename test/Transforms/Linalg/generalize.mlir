// Named operations become generic; a fill stays one, and so does what is generic. What
// computes nothing goes away.

// RUN: wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-generalize))' | FileCheck %s

// CHECK-LABEL: @relu(
// CHECK: %[[ZEROS:.+]] = linalg.fill
// CHECK: linalg.generic {{.*}} ins(%{{.+}}, %[[ZEROS]] :
// CHECK: arith.maximumf
// CHECK-NOT: linalg.max
func.func @relu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<4x8xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = linalg.max ins(%x, %zeros : tensor<4x8xf32>, tensor<4x8xf32>) outs(%empty : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: @broadcast(
// CHECK-NOT: linalg.broadcast
// CHECK: linalg.generic
func.func @broadcast(%bias: tensor<8xf32>, %out: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.broadcast ins(%bias : tensor<8xf32>) outs(%out : tensor<4x8xf32>) dimensions = [0]
  return %0 : tensor<4x8xf32>
}

// A sum over no channels is what it starts from.
// CHECK-LABEL: @no_channels(
// CHECK-SAME: %[[INIT:[^:]+]]: tensor<1x4x6x6xf32>
// CHECK: return %[[INIT]]
func.func @no_channels(%x: tensor<1x0x8x8xf32>, %g: tensor<4x0x3x3xf32>, %init: tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32> {
  %0 = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x0x8x8xf32>, tensor<4x0x3x3xf32>) outs(%init : tensor<1x4x6x6xf32>) -> tensor<1x4x6x6xf32>
  return %0 : tensor<1x4x6x6xf32>
}

// CHECK-LABEL: @softmax(
// CHECK-NOT: linalg.softmax
// CHECK: arith.maxnumf
// CHECK: math.exp
// CHECK: arith.divf
func.func @softmax(%x: tensor<4x8xf32>, %out: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = linalg.softmax dimension(1) ins(%x : tensor<4x8xf32>) outs(%out : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: @pack(
// CHECK-NOT: linalg.pack
// CHECK: tensor.pad
// CHECK: return
func.func @pack(%x: tensor<3x10xf32>, %out: tensor<3x3x4xf32>) -> tensor<3x3x4xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = linalg.pack %x padding_value(%zero : f32) inner_dims_pos = [1] inner_tiles = [4] into %out : tensor<3x10xf32> -> tensor<3x3x4xf32>
  return %0 : tensor<3x3x4xf32>
}
