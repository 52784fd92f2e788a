// The plan blocked: X^ of a block of tiles, in it panels of output channels, in them
// vectors of channels, and what follows elementwise with its other operands.

// RUN: wino-opt %s --winograd-tile-and-fuse=lanes=4 --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>
#id = affine_map<(h, k) -> (h, k)>
#bias = affine_map<(h, k) -> (k)>

// CHECK-LABEL: @blocked(
// CHECK-SAME: %[[IN:[^:]+]]: tensor<18x6xf32>, %[[BIAS:[^:]+]]: tensor<16xf32>
// CHECK: %[[G:.+]] = arith.constant dense<1.000000e+00> : tensor<4x6x8xf32>
// CHECK: %[[Y:.+]] = scf.forall (%[[I:.+]]) = (0) to (8) step (4) shared_outs(%[[OUT:.+]] = %{{.+}}) -> (tensor<16x16xf32>) {
// CHECK: %[[WINDOW:.+]] = tensor.extract_slice %[[IN]][%{{.+}}, 0] [10, 6]
// CHECK: %[[X:.+]] = winograd.kron input {{.*}} ins(%[[WINDOW]] : {{.*}} -> tensor<4x4x6xf32>
// CHECK: %[[XB:.+]] = winograd.bufferize %[[X]] private
// CHECK: scf.forall (%[[P:[^ ]+]]) = (0) to (16) step (8) shared_outs(%{{.+}} = %{{.+}}) -> (tensor<8x16xf32>) {
// CHECK: %[[ZEROS:.+]] = linalg.fill {{.*}} -> tensor<4x4x8xf32>
// CHECK: %[[M:.+]] = winograd.hadamard_reduce {{.*}} ins(%[[XB]], %[[G]] : {{.*}} outs(%[[ZEROS]] :
// CHECK: %[[MB:.+]] = winograd.bufferize %[[M]] private
// CHECK: scf.for %[[K:[^ ]+]] = %c0{{.*}} to %c8{{.*}} step %c4{{.*}} -> (tensor<8x8xf32>) {
// CHECK: %[[LANES:.+]] = tensor.extract_slice %[[MB]][0, 0, %[[K]]] [4, 4, 4]
// CHECK: %[[ROW:.+]] = winograd.kron output {{.*}} ins(%[[LANES]] : {{.*}} -> tensor<8x4xf32>
// CHECK: linalg.generic {{.*}} ins(%[[ROW]], %{{.+}} : tensor<8x4xf32>, tensor<4xf32>)
// CHECK: arith.addf
// CHECK: arith.maximumf
// CHECK: tensor.parallel_insert_slice %{{.+}} into %[[OUT]][%{{.+}}, 0] [8, 16]
// CHECK: %[[R:.+]] = winograd.bufferize %[[Y]] global
// CHECK: return %[[R]]
func.func @blocked(%x: tensor<18x6xf32>, %bias: tensor<16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %G = arith.constant dense<1.0> : tensor<4x6x16xf32>
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x16xf32>
  %r = linalg.generic {indexing_maps = [#id, #bias, #id], iterator_types = ["parallel", "parallel"]}
      ins(%y, %bias : tensor<16x16xf32>, tensor<16xf32>) outs(%2 : tensor<16x16xf32>) {
  ^bb0(%in: f32, %b: f32, %out: f32):
    %s = arith.addf %in, %b : f32
    %m = arith.maximumf %s, %zero : f32
    linalg.yield %m : f32
  } -> tensor<16x16xf32>
  %rb = winograd.bufferize %r global : tensor<16x16xf32>
  return %rb : tensor<16x16xf32>
}

// Without a schedule, nothing is tiled.
// CHECK-LABEL: @unplanned(
// CHECK-NOT: scf.
// CHECK: return
func.func @unplanned(%x: tensor<18x6xf32>, %G: tensor<4x6x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x16xf32>) outs(%fill : tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x16xf32>
  %2 = tensor.empty() : tensor<16x16xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x16xf32>) outs(%2 : tensor<16x16xf32>) -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}
