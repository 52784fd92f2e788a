// RUN: wino-opt %s --winograd-shard="shards=height ranks=2" | FileCheck %s --check-prefixes=CHECK,HEIGHT
// RUN: wino-opt %s --winograd-shard="shards=height:2,output-channels:2 ranks=4" | FileCheck %s --check-prefixes=CHECK,GRID
// RUN: wino-opt %s --winograd-shard="shards=input-channels ranks=2" | FileCheck %s --check-prefixes=CHECK,INPUT

// What of a convolution a rank computes is said with upstream's annotations,
// once; sharding-propagation finds the rest.

// HEIGHT: shard.grid @winograd_ranks(shape = 2) {sym_visibility = "private"}
// GRID: shard.grid @winograd_ranks(shape = 2x2)
// CHECK-LABEL: func.func @conv(
// INPUT: %[[x:.*]] = shard.shard %{{.*}} to %[[cut:.*]] annotate_for_users : tensor<1x18x18x8xf32>
// INPUT: linalg.conv_2d_nhwc_hwcf ins(%[[x]],
// INPUT: shard.sharding @winograd_ranks split_axes = {{\[\[\]\]}}
// HEIGHT: %[[y:.*]] = linalg.conv_2d_nhwc_hwcf
// HEIGHT: %[[cut:.*]] = shard.sharding @winograd_ranks split_axes = {{\[\[\], \[0\]\]}}
// HEIGHT: shard.shard %[[y]] to %[[cut]] : tensor<1x16x16x4xf32>
// GRID: split_axes = {{\[\[\], \[0\], \[\], \[1\]\]}}
func.func @conv(%x: tensor<1x16x16x8xf32>, %w: tensor<3x3x8x4xf32>) -> tensor<1x16x16x4xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w_: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x16x16x8xf32> to tensor<1x18x18x8xf32>
  %e = tensor.empty() : tensor<1x16x16x4xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%padded, %w : tensor<1x18x18x8xf32>, tensor<3x3x8x4xf32>)
      outs(%init : tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xf32>
  return %y : tensor<1x16x16x4xf32>
}
