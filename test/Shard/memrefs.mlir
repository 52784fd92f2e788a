// RUN: not wino-opt %s --winograd-to-ranks="shards=height ranks=2" 2>&1 | FileCheck %s

// CHECK: error: 'linalg.conv_2d_nhwc_hwcf' op cannot be cut among ranks: expected tensors
func.func @conv(%x: memref<1x16x16x8xf32>, %w: memref<3x3x8x4xf32>, %y: memref<1x14x14x4xf32>) {
  linalg.conv_2d_nhwc_hwcf ins(%x, %w : memref<1x16x16x8xf32>, memref<3x3x8x4xf32>)
      outs(%y : memref<1x14x14x4xf32>)
  return
}
