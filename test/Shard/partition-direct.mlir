// RUN: wino-opt %s --pass-pipeline='builtin.module(winograd-shard{shards=height:2,width:2 ranks=4},func.func(sharding-propagation{traversal=forward-backward}),winograd-complete-shards,func.func(shard-partition),canonicalize,cse)' \
// RUN:   | FileCheck %s --check-prefixes=CHECK,IMAGE
// RUN: wino-opt %s --pass-pipeline='builtin.module(winograd-shard{shards=input-channels ranks=2},func.func(sharding-propagation{traversal=forward-backward}),winograd-complete-shards,func.func(shard-partition),canonicalize,cse)' \
// RUN:   | FileCheck %s --check-prefixes=CHECK,SUM
// RUN: wino-opt %s --pass-pipeline='builtin.module(winograd-shard{shards=output-channels ranks=2},func.func(sharding-propagation{traversal=forward-backward}),winograd-complete-shards,func.func(shard-partition),canonicalize,cse)' \
// RUN:   | FileCheck %s --check-prefixes=CHECK,OUTPUT

// The convolutions that upstream alone refuses ("only projected permutation").

#bias = affine_map<(n, h, w, c) -> (c)>
#all = affine_map<(n, h, w, c) -> (n, h, w, c)>

// CHECK-LABEL: func.func @conv_bias(
// IMAGE-SAME: tensor<1x8x8x8xf32> {winograd.shards = [array<i64: 1, 1, 1>, array<i64: 16, 2, 2>, array<i64: 16, 2, 1>, array<i64: 8, 1, 1>]}
// IMAGE-SAME: tensor<3x3x8x4xf32>
// SUM-SAME: tensor<1x16x16x4xf32> {{.*}} tensor<3x3x4x4xf32>
// OUTPUT-SAME: tensor<1x16x16x8xf32> {{.*}} tensor<3x3x8x2xf32>

// A pad is an exchange with the neighbours along what is cut.
// IMAGE: %[[pad:.*]] = tensor.pad %{{.*}} low[0, 1, 1, 0] high[0, 1, 1, 0]
// IMAGE: : tensor<1x8x8x8xf32> to tensor<1x10x10x8xf32>
// IMAGE: %[[x:.*]] = shard.update_halo %[[pad]] on @winograd_ranks split_axes = {{\[\[\], \[0\], \[1\], \[\]\]}} halo_sizes = [1, 1, 1, 1]
// IMAGE: linalg.conv_2d_nhwc_hwcf ins(%[[x]], %{{.*}} : tensor<1x10x10x8xf32>, tensor<3x3x8x4xf32>)

// The sum starts from zero on every rank; the bias is added once.
// SUM-NOT: shard.update_halo
// SUM: %[[bias:.*]] = linalg.broadcast
// SUM: %[[zeros:.*]] = linalg.fill
// SUM: %[[part:.*]] = linalg.conv_2d_nhwc_hwcf {{.*}} outs(%[[zeros]] :
// SUM: %[[sum:.*]] = shard.all_reduce %[[part]] on @winograd_ranks grid_axes = [0]
// SUM: linalg.add ins(%[[sum]], %[[bias]]

// OUTPUT-NOT: shard.
// OUTPUT: linalg.conv_2d_nhwc_hwcf {{.*}} -> tensor<1x16x16x2xf32>
func.func @conv_bias(%x: tensor<1x16x16x8xf32>, %w: tensor<3x3x8x4xf32>, %b: tensor<4xf32>) -> tensor<1x16x16x4xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w_: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x16x16x8xf32> to tensor<1x18x18x8xf32>
  %e = tensor.empty() : tensor<1x16x16x4xf32>
  %init = linalg.broadcast ins(%b : tensor<4xf32>) outs(%e : tensor<1x16x16x4xf32>) dimensions = [0, 1, 2]
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%padded, %w : tensor<1x18x18x8xf32>, tensor<3x3x8x4xf32>)
      outs(%init : tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xf32>
  return %y : tensor<1x16x16x4xf32>
}
