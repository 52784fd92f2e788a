// RUN: wino-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(sharding-propagation{traversal=forward-backward}),winograd-complete-shards,func.func(shard-partition),canonicalize,cse)' | FileCheck %s

// The maps of a kron say what a part reads of its neighbours; X^ and M^ have
// the tiles of the part.

#F4x3 = #winograd.algorithm<F(4, 3), points = [0, 2/3, -2/3, 3/2, -3/2]>
#read = affine_map<(n, t, s, c, i, j) -> (n, t * 4 + i - 1, s * 4 + j - 1, c)>
#tiles = affine_map<(n, t, s, c, i, j) -> (i, j, n, t, s, c)>
#filter = affine_map<(c, k, i, j) -> (i, j, c, k)>
#lhs = affine_map<(i, j, n, t, s, k, c) -> (i, j, n, t, s, c)>
#rhs = affine_map<(i, j, n, t, s, k, c) -> (i, j, c, k)>
#product = affine_map<(i, j, n, t, s, k, c) -> (i, j, n, t, s, k)>
#write = affine_map<(n, t, s, c, i, j) -> (n, t * 4 + i, s * 4 + j, c)>

// 14 rows, 7 for a rank: tiles of 4 begin anew where its part does.
// CHECK: #[[read:.*]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d0, d1 * 4 + d4, d2 * 4 + d5 - 1, d3)>
// CHECK-LABEL: func.func @rows(
// CHECK: %[[pad:.*]] = tensor.pad %{{.*}} low[0, 1, 0, 0] high[0, 1, 0, 0]
// CHECK: %[[x:.*]] = shard.update_halo %[[pad]] on @g split_axes = {{\[\[\], \[0\], \[\], \[\]\]}} halo_sizes = [1, 1] : tensor<1x9x14x8xf32>
// CHECK: winograd.kron input {{.*}} read #[[read]] {{.*}} ins(%[[x]] : tensor<1x9x14x8xf32>) outs(%{{.*}} : tensor<6x6x1x2x4x8xf32>)
// CHECK: winograd.bufferize %{{.*}} global : tensor<6x6x1x2x4x8xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<6x6x1x2x4x4xf32>
// CHECK: winograd.kron output {{.*}} -> tensor<1x7x14x4xf32>
shard.grid @g(shape = 2)
func.func @rows(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x4xf32>) -> tensor<1x14x14x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<6x6x1x4x4x8xf32>
  %X0 = winograd.kron input [#F4x3, #F4x3] read #read write #tiles
      ins(%x : tensor<1x14x14x8xf32>) outs(%e0 : tensor<6x6x1x4x4x8xf32>) -> tensor<6x6x1x4x4x8xf32>
  %X = winograd.bufferize %X0 global : tensor<6x6x1x4x4x8xf32>
  %e1 = tensor.empty() : tensor<6x6x8x4xf32>
  %G = winograd.kron filter [#F4x3, #F4x3] read #filter write #filter
      ins(%w : tensor<3x3x8x4xf32>) outs(%e1 : tensor<6x6x8x4xf32>) -> tensor<6x6x8x4xf32>
  %e2 = tensor.empty() : tensor<6x6x1x4x4x4xf32>
  %M0 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<6x6x1x4x4x4xf32>) -> tensor<6x6x1x4x4x4xf32>
  %M = winograd.hadamard_reduce [#lhs, #rhs, #product]
      ins(%X, %G : tensor<6x6x1x4x4x8xf32>, tensor<6x6x8x4xf32>)
      outs(%M0 : tensor<6x6x1x4x4x4xf32>) -> tensor<6x6x1x4x4x4xf32>
  %e3 = tensor.empty() : tensor<1x14x14x4xf32>
  %y = winograd.kron output [#F4x3, #F4x3] read #tiles write #write
      ins(%M : tensor<6x6x1x4x4x4xf32>) outs(%e3 : tensor<1x14x14x4xf32>) -> tensor<1x14x14x4xf32>
  %s = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
  %y0 = shard.shard %y to %s : tensor<1x14x14x4xf32>
  return %y0 : tensor<1x14x14x4xf32>
}

// -----

#F4x3 = #winograd.algorithm<F(4, 3), points = [0, 2/3, -2/3, 3/2, -3/2]>
#read = affine_map<(n, t, s, c, i, j) -> (n, t * 4 + i - 1, s * 4 + j - 1, c)>
#tiles = affine_map<(n, t, s, c, i, j) -> (i, j, n, t, s, c)>
#filter = affine_map<(c, k, i, j) -> (i, j, c, k)>
#lhs = affine_map<(i, j, n, t, s, k, c) -> (i, j, n, t, s, c)>
#rhs = affine_map<(i, j, n, t, s, k, c) -> (i, j, c, k)>
#product = affine_map<(i, j, n, t, s, k, c) -> (i, j, n, t, s, k)>
#write = affine_map<(n, t, s, c, i, j) -> (n, t * 4 + i, s * 4 + j, c)>

// What is summed over ranks is y, not the (6/4)^2 times larger M^.
// CHECK-LABEL: func.func @input_channels(
// CHECK-SAME: tensor<1x16x16x4xf32> {{.*}} tensor<3x3x4x4xf32>
// CHECK: winograd.hadamard_reduce
// CHECK-NOT: shard.all_reduce
// CHECK: %[[part:.*]] = winograd.kron output
// CHECK: %[[y:.*]] = shard.all_reduce %[[part]] on @g grid_axes = [0] : tensor<1x16x16x4xf32>
// CHECK: return %[[y]]
shard.grid @g(shape = 2)
func.func @input_channels(%x: tensor<1x16x16x8xf32>, %w: tensor<3x3x8x4xf32>) -> tensor<1x16x16x4xf32> {
  %zero = arith.constant 0.0 : f32
  %s = shard.sharding @g split_axes = [[], [], [], [0]] : !shard.sharding
  %cut = shard.shard %x to %s annotate_for_users : tensor<1x16x16x8xf32>
  %e0 = tensor.empty() : tensor<6x6x1x4x4x8xf32>
  %X = winograd.kron input [#F4x3, #F4x3] read #read write #tiles
      ins(%cut : tensor<1x16x16x8xf32>) outs(%e0 : tensor<6x6x1x4x4x8xf32>) -> tensor<6x6x1x4x4x8xf32>
  %e1 = tensor.empty() : tensor<6x6x8x4xf32>
  %G = winograd.kron filter [#F4x3, #F4x3] read #filter write #filter
      ins(%w : tensor<3x3x8x4xf32>) outs(%e1 : tensor<6x6x8x4xf32>) -> tensor<6x6x8x4xf32>
  %e2 = tensor.empty() : tensor<6x6x1x4x4x4xf32>
  %M0 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<6x6x1x4x4x4xf32>) -> tensor<6x6x1x4x4x4xf32>
  %M = winograd.hadamard_reduce [#lhs, #rhs, #product]
      ins(%X, %G : tensor<6x6x1x4x4x8xf32>, tensor<6x6x8x4xf32>)
      outs(%M0 : tensor<6x6x1x4x4x4xf32>) -> tensor<6x6x1x4x4x4xf32>
  %e3 = tensor.empty() : tensor<1x16x16x4xf32>
  %y = winograd.kron output [#F4x3, #F4x3] read #tiles write #write
      ins(%M : tensor<6x6x1x4x4x4xf32>) outs(%e3 : tensor<1x16x16x4xf32>) -> tensor<1x16x16x4xf32>
  return %y : tensor<1x16x16x4xf32>
}
