// Blocks are whole: the number of tiles is rounded up, and what lies outside of the
// image is cut off. A panel is not: the last one has the channels that are left.

// RUN: wino-opt %s --winograd-tile-and-fuse=lanes=8 --canonicalize --cse | FileCheck %s

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>
#a = affine_map<(i, t, k, c) -> (i, t, c)>
#b = affine_map<(i, t, k, c) -> (i, c, k)>
#c = affine_map<(i, t, k, c) -> (i, t, k)>

// Seven tiles are two blocks of four; of the last tile's output, nothing is left.
// CHECK-LABEL: @tiles(
// CHECK: scf.forall (%[[I:.+]]) = (0) to (8) step (4)
// CHECK: winograd.kron input {{.*}} -> tensor<4x4x6xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x4x8xf32>
// CHECK: winograd.kron output {{.*}} outs(%{{.+}} : tensor<?x8xf32>) -> tensor<?x8xf32>
func.func @tiles(%x: tensor<16x6xf32>, %G: tensor<4x6x8xf32>) -> tensor<14x8xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x7x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<16x6xf32>) outs(%0 : tensor<4x7x6xf32>) -> tensor<4x7x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x7x6xf32>
  %1 = tensor.empty() : tensor<4x7x8xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x7x8xf32>) -> tensor<4x7x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x7x6xf32>, tensor<4x6x8xf32>) outs(%fill : tensor<4x7x8xf32>) -> tensor<4x7x8xf32>
  %MB = winograd.bufferize %M private : tensor<4x7x8xf32>
  %2 = tensor.empty() : tensor<14x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x7x8xf32>) outs(%2 : tensor<14x8xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<14x8xf32>
  return %y : tensor<14x8xf32>
}

// Twenty channels are two panels of eight, in a loop, and one of four behind it.
// CHECK-LABEL: @channels(
// CHECK: scf.forall
// CHECK: scf.forall (%{{.+}}) = (0) to (16) step (8)
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x4x8xf32>
// CHECK: winograd.hadamard_reduce {{.*}} -> tensor<4x4x4xf32>
// CHECK: winograd.kron output {{.*}} -> tensor<8x4xf32>
func.func @channels(%x: tensor<18x6xf32>, %G: tensor<4x6x20xf32>) -> tensor<16x20xf32> {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x8x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<18x6xf32>) outs(%0 : tensor<4x8x6xf32>) -> tensor<4x8x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x8x6xf32>
  %1 = tensor.empty() : tensor<4x8x20xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x8x20xf32>) -> tensor<4x8x20xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x8x6xf32>, tensor<4x6x20xf32>) outs(%fill : tensor<4x8x20xf32>) -> tensor<4x8x20xf32>
  %MB = winograd.bufferize %M private : tensor<4x8x20xf32>
  %2 = tensor.empty() : tensor<16x20xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x8x20xf32>) outs(%2 : tensor<16x20xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<16x20xf32>
  return %y : tensor<16x20xf32>
}

// CHECK-LABEL: @dynamic(
// CHECK: scf.forall (%{{.+}}) = (0) to (%{{.+}}) step (4)
// CHECK: winograd.kron input {{.*}} -> tensor<4x4x6xf32>
func.func @dynamic(%x: tensor<?x6xf32>, %G: tensor<4x6x8xf32>, %0: tensor<4x?x6xf32>, %tiles: index, %2: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %zero = arith.constant 0.0 : f32
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<?x6xf32>) outs(%0 : tensor<4x?x6xf32>) -> tensor<4x?x6xf32>
  %XB = winograd.bufferize %X private : tensor<4x?x6xf32>
  %1 = tensor.empty(%tiles) : tensor<4x?x8xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%1 : tensor<4x?x8xf32>) -> tensor<4x?x8xf32>
  %M = winograd.hadamard_reduce [#a, #b, #c] ins(%XB, %G : tensor<4x?x6xf32>, tensor<4x6x8xf32>) outs(%zeros : tensor<4x?x8xf32>) -> tensor<4x?x8xf32>
  %MB = winograd.bufferize %M private : tensor<4x?x8xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%MB : tensor<4x?x8xf32>) outs(%2 : tensor<?x8xf32>)
      {winograd.schedule = #winograd.schedule<block = [4, 0], panel = [0, 8]>} -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
