// RUN: wino-opt %s --winograd-shard="shards=auto ranks=4" --remark-format=emitRemark --remarks-filter=winograd-shard 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-shard="shards=auto ranks=1031" 2>&1 | FileCheck %s --check-prefix=NONE

// Two convolutions, 8 -> 8 -> 8 channels of 32x16 values. A boundary between
// parts of the rows has 2 rows of 18 values of 8 channels of 4 bytes, 1152
// bytes, and there are three, for each convolution; a sum over 4 ranks is given
// 4 times 16384 bytes.

// CHECK: remark: [Analysis] grid
// CHECK-SAME: "4 ranks: output-channels:4"
// CHECK-SAME: batch:4="refused: a convolution has 1 of batch"
// CHECK-SAME: depth:4="refused: 'linalg.conv_2d_nhwc_hwcf' op cannot be cut among ranks: it has no depth"
// CHECK-SAME: height:2,width:2="bytes 6656, messages 8, imbalance 1.00
// CHECK-SAME: height:4="bytes 6912, messages 4, imbalance 1.00
// CHECK-SAME: input-channels:4="bytes 131072, messages 4
// CHECK-SAME: output-channels:4="bytes 65536, messages 2
// CHECK-SAME: width:4="bytes 13056, messages 4
// CHECK: shard.grid @winograd_ranks(shape = 4)


// NONE: error: the program cannot be cut among 1031 ranks
// NONE: note: batch:1031: refused: a convolution has 1 of batch
// NONE: note: height:1031: refused: a convolution has 32 of height
func.func @two(%x: tensor<1x32x16x8xf32>, %w0: tensor<3x3x8x8xf32>, %w1: tensor<3x3x8x8xf32>) -> tensor<1x32x16x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x32x16x8xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x32x16x8xf32>) -> tensor<1x32x16x8xf32>
  %p0 = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w_: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x32x16x8xf32> to tensor<1x34x18x8xf32>
  %y0 = linalg.conv_2d_nhwc_hwcf ins(%p0, %w0 : tensor<1x34x18x8xf32>, tensor<3x3x8x8xf32>)
      outs(%i : tensor<1x32x16x8xf32>) -> tensor<1x32x16x8xf32>
  %p1 = tensor.pad %y0 low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w_: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x32x16x8xf32> to tensor<1x34x18x8xf32>
  %y1 = linalg.conv_2d_nhwc_hwcf ins(%p1, %w1 : tensor<1x34x18x8xf32>, tensor<3x3x8x8xf32>)
      outs(%i : tensor<1x32x16x8xf32>) -> tensor<1x32x16x8xf32>
  return %y1 : tensor<1x32x16x8xf32>
}
