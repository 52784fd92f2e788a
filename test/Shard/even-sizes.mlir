// RUN: wino-opt %s --split-input-file --winograd-shard="shards=height ranks=4" | FileCheck %s --check-prefixes=CHECK,HEIGHT
// RUN: wino-opt %s --split-input-file --winograd-shard="shards=output-channels ranks=4" | FileCheck %s --check-prefixes=CHECK,OUTPUT

// 15 rows for 4 ranks become 16, of which the caller has zeros in the last one.
// A valid convolution gets the rows that its last results want; a stride makes
// it a multiple of 8.

// CHECK-LABEL: func.func @valid(
// HEIGHT-SAME: tensor<1x16x9x2xf32> {winograd.shards = [array<i64: 1, 1, 1>, array<i64: 15, 1, 1>,
// HEIGHT-SAME: -> (tensor<1x16x7x3xf32> {winograd.shards = [array<i64: 1, 1, 1>, array<i64: 13, 1, 1>,
// HEIGHT: tensor.pad %arg0 low[0, 0, 0, 0] high[0, 2, 0, 0]
// HEIGHT: tensor<1x16x9x2xf32> to tensor<1x18x9x2xf32>
// OUTPUT-SAME: tensor<1x15x9x2xf32>
// OUTPUT-SAME: tensor<3x3x2x4xf32> {winograd.shards = [array<i64: 3, 1, 1>, array<i64: 3, 1, 1>, array<i64: 2, 1, 1>, array<i64: 3, 1, 1>]}
func.func @valid(%x: tensor<1x15x9x2xf32>, %w: tensor<3x3x2x3xf32>) -> tensor<1x13x7x3xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x13x7x3xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x13x7x3xf32>) -> tensor<1x13x7x3xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x15x9x2xf32>, tensor<3x3x2x3xf32>)
      outs(%init : tensor<1x13x7x3xf32>) -> tensor<1x13x7x3xf32>
  return %y : tensor<1x13x7x3xf32>
}

// -----

// What stands behind the end of the first result must be zero for the second
// convolution, and a constant filter gets channels of zeros.

// CHECK-LABEL: func.func @two(
// HEIGHT: %[[first:.*]] = linalg.conv_2d_nhwc_hwcf
// HEIGHT: %[[mask:.*]] = arith.constant dense<[true, {{.*}}, true, false, false, false]> : tensor<16xi1>
// HEIGHT: linalg.generic
// HEIGHT: arith.select
// HEIGHT: tensor.pad {{.*}} low[0, 1, 1, 0] high[0, 1, 1, 0]
// OUTPUT: arith.constant dense<{{.*}}> : tensor<1x1x2x4xf32>
// OUTPUT: arith.constant dense<{{.*}}> : tensor<3x3x4x2xf32>
func.func @two(%x: tensor<1x13x9x2xf32>) -> tensor<1x13x9x2xf32> {
  %zero = arith.constant 0.0 : f32
  %w0 = arith.constant dense<1.0> : tensor<1x1x2x3xf32>
  %w1 = arith.constant dense<2.0> : tensor<3x3x3x2xf32>
  %e0 = tensor.empty() : tensor<1x13x9x3xf32>
  %i0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<1x13x9x3xf32>) -> tensor<1x13x9x3xf32>
  %y0 = linalg.conv_2d_nhwc_hwcf ins(%x, %w0 : tensor<1x13x9x2xf32>, tensor<1x1x2x3xf32>)
      outs(%i0 : tensor<1x13x9x3xf32>) -> tensor<1x13x9x3xf32>
  %padded = tensor.pad %y0 low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w_: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x13x9x3xf32> to tensor<1x15x11x3xf32>
  %e1 = tensor.empty() : tensor<1x13x9x2xf32>
  %i1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x13x9x2xf32>) -> tensor<1x13x9x2xf32>
  %y1 = linalg.conv_2d_nhwc_hwcf ins(%padded, %w1 : tensor<1x15x11x3xf32>, tensor<3x3x3x2xf32>)
      outs(%i1 : tensor<1x13x9x2xf32>) -> tensor<1x13x9x2xf32>
  return %y1 : tensor<1x13x9x2xf32>
}

// -----

// Stride 2: the part of the image is twice that of the result.

// CHECK-LABEL: func.func @strided(
// HEIGHT-SAME: tensor<1x24x17x2xf32>
// HEIGHT: tensor.pad {{.*}} low[0, 1, 0, 0] high[0, 0, 0, 0]
// HEIGHT: -> tensor<1x12x8x4xf32>
func.func @strided(%x: tensor<1x17x17x2xf32>, %w: tensor<3x3x2x4xf32>) -> tensor<1x9x8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 0, 0] high[0, 1, 0, 0] {
  ^bb0(%n: index, %h: index, %w_: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x17x17x2xf32> to tensor<1x19x17x2xf32>
  %e = tensor.empty() : tensor<1x9x8x4xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x9x8x4xf32>) -> tensor<1x9x8x4xf32>
  %y = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : vector<2xi64>}
      ins(%padded, %w : tensor<1x19x17x2xf32>, tensor<3x3x2x4xf32>)
      outs(%init : tensor<1x9x8x4xf32>) -> tensor<1x9x8x4xf32>
  return %y : tensor<1x9x8x4xf32>
}
